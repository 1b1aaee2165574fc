import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loopCount, loopSeed } from '../../../tools/loops.ts';
import type { Colour, RoleForm } from '../../contract/roles.ts';
import { readRoleForm } from '../app/role-form.ts';
import { contextOf, errorOf, role, SERIAL, staticKeys } from '../chain/testing/context.ts';
import { exportCatalogue } from './export-catalogue.ts';
import { withImported } from './import-text.ts';
import { roleForm } from './move-in-role.ts';
import { planImport } from './plan-import.ts';
import { readCatalogue } from './read-catalogue.ts';

const configOf = (text: string) => contextOf(text).config;

function exported(text: string, withExternalIds = true, marks = {}) {
  return exportCatalogue(configOf(text), { withExternalIds, marks });
}

describe('the catalogue', () => {
  test('holds roles, their bases and marks, and nothing of a person or a secret', () => {
    const { catalogue, notes } = exportCatalogue(
      contextOf(
        `[profile base]\nmfa_serial = ${SERIAL}\n${role('a', 'base', 'external_id = shop-1', 'role_session_name = alex', 'duration_seconds = 7200')}${role('b', 'a', 'region = eu-west-1', 'session_tags = x=y')}`,
        { credentials: staticKeys('base') },
      ).config,
      { withExternalIds: false, marks: { a: { colour: 'red', group: 'Shop', favourite: true } } },
    );
    expect(catalogue).toEqual({
      format: 'role-valet-roles',
      version: 1,
      bases: [{ profile: 'base', mfaSerial: SERIAL }],
      roles: [
        {
          profile: 'a',
          roleArn: 'arn:aws:iam::111122223333:role/a',
          sourceProfile: 'base',
          wantsExternalId: true,
          durationSeconds: 7200,
          colour: 'red',
          group: 'Shop',
        },
        {
          profile: 'b',
          roleArn: 'arn:aws:iam::111122223333:role/b',
          sourceProfile: 'a',
          region: 'eu-west-1',
        },
      ],
    });
    expect(notes.join()).toMatch(/b: its session tags/);
    expect(JSON.stringify(catalogue)).not.toMatch(/AKIA|wJalr|shop-1|alex/);
  });

  test('leaves out, with a word, what nobody could import', () => {
    const { catalogue, notes } = exported(
      `${role('bad', 'base').replace('arn:aws:iam', 'arn:aws:sts')}${role('behind', 'bad')}[profile env]\nrole_arn = arn:aws:iam::111122223333:role/e\ncredential_source = Environment\n${role('good', 'base', 'duration_seconds = 5')}`,
    );
    expect(catalogue.roles.map(({ profile }) => profile)).toEqual(['good']);
    expect(catalogue.bases).toEqual([{ profile: 'base' }]);
    expect(notes.join('\n')).toMatch(
      /bad was left out: roleArn[\s\S]*env was left out[\s\S]*behind was left out: its source bad is/,
    );
  });

  test.each([
    ['no JSON', 'x', /not JSON/],
    ['another JSON', '[]', /the file/],
    ['a newer one', '{"format":"role-valet-roles","version":2,"bases":[],"roles":[]}', /version 2/],
    ['another format', '{"format":"x","version":1,"bases":[],"roles":[]}', /format must be/],
    [
      'a role without an ARN',
      text({ profile: 'a', sourceProfile: 'b' }),
      /roles\[0\]\.roleArn must be a text/,
    ],
    [
      'a wrong ARN',
      text({ profile: 'a', sourceProfile: 'b', roleArn: 'x' }),
      /roles\[0\]\.roleArn is wrong/,
    ],
    ['a wrong name', text({ ...GOOD(), profile: 'a b' }), /roles\[0\]\.profile holds " "/],
    [
      'a wrong colour',
      text({ ...GOOD(), colour: 'pink' }),
      /roles\[0\]\.colour must be one of red/,
    ],
    [
      'a duration that AWS never gives',
      text({ ...GOOD(), durationSeconds: 5 }),
      /roles\[0\]\.durationSeconds must be 900 to/,
    ],
    ['a field that we don’t know', text({ ...GOOD(), secretAccessKey: 'x' }), /roles\[0\]/],
    [
      'many faults',
      JSON.stringify({ format: 'role-valet-roles', version: 1, bases: [], roles: [1, 2, 3, 4, 5] }),
      /and 2 more/,
    ],
  ])('%s is refused, and the field is named', (_, content, message) => {
    const error = errorOf(() => readCatalogue(content));
    expect(error.code).toBe('USAGE');
    expect(error.message).toMatch(message);
  });
});

function GOOD() {
  return { profile: 'a', sourceProfile: 'b', roleArn: 'arn:aws:iam::111122223333:role/a' };
}

function text(one: object): string {
  return JSON.stringify({ format: 'role-valet-roles', version: 1, bases: [], roles: [one] });
}

const pick = (...values: string[]) => fc.constantFrom('', ...values);
const colours = fc.constantFrom<Colour | undefined>(undefined, 'red', 'amber', 'violet');
const forms: fc.Arbitrary<RoleForm> = fc.record({
  profile: fc.stringMatching(/^[a-z][A-Za-z0-9_@+.%:/-]{0,12}$/),
  roleArn: fc
    .stringMatching(/^[\w+=,.@-]{1,20}$/)
    .map((name) => `arn:aws:iam::111122223333:role/path/${name}`),
  sourceProfile: fc.constantFrom('base', 'base', 'other base', 'earlier'),
  region: pick('eu-west-1', 'us-east-2'),
  mfaSerial: pick(SERIAL, 'none'),
  externalId: pick('shop-42', '=:x/'),
  sessionName: fc.constant(''),
  durationSeconds: pick('900', '43200'),
});

test('import(export(x)) into an empty config gives the same roles, bases, colours and groups', () => {
  const lists = fc.uniqueArray(fc.tuple(forms, colours, pick('Shop', 'Data é')), {
    selector: ([form]) => form.profile,
    maxLength: 8,
  });
  fc.assert(
    fc.property(lists, pick(SERIAL), (list, baseSerial) => {
      const named = list
        .filter(([{ profile }]) => !/^(base|default)$|-session$/i.test(profile) && !(profile in {}))
        .map(([form, colour, group], index, all) => {
          const earlier = all[index - 1]?.[0].profile;
          const isChained = form.sourceProfile === 'earlier' && earlier !== undefined;
          const sourceProfile = isChained ? earlier : 'base';
          return { form: roleForm({ ...form, sourceProfile }), colour, group };
        });
      const bases = [{ profile: 'base', ...(baseSerial === '' ? {} : { mfaSerial: baseSerial }) }];
      const from = withImported(
        '',
        bases,
        named.map(({ form }) => ({ form })),
      );
      const marks = Object.fromEntries(
        named.map(({ form, colour, group }) => [
          form.profile,
          { ...(colour && { colour }), ...(group === '' ? {} : { group }) },
        ]),
      );
      const { catalogue, notes } = exported(from, true, marks);
      expect(notes).toEqual([]);
      const reading = readCatalogue(JSON.stringify(catalogue));
      const result = planImport({ context: contextOf(''), configOf, reading }, '');
      expect(result.skipped).toEqual([]);
      const config = configOf(result.text);
      for (const { form, colour, group } of named) {
        expect(readRoleForm({ config }, form.profile)).toEqual(form);
        const imported = result.roles.find((one) => one.form.profile === form.profile);
        expect([imported?.colour, imported?.group ?? '']).toEqual([colour, group]);
      }
      if (named.length > 0) expect(result.text).toBe(from);
    }),
    { numRuns: loopCount(2_000, 200), seed: loopSeed() },
  );
});
