import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loopCount, loopSeed } from '../../../tools/loops.ts';
import type { RoleForm } from '../../contract/roles.ts';
import { iniTexts } from '../aws-config/ini-texts.fixture.ts';
import { newStrictFaults, strictFaults } from '../aws-config/strict-check.ts';
import { contextOf, role, SERIAL } from '../chain/testing/context.ts';
import { type MoveInBase, type MoveInReading, roleForm } from './move-in-role.ts';
import { planImport } from './plan-import.ts';

const NO_NOTES: readonly string[] = [];

function form(profile: string, sourceProfile: string, more: Partial<RoleForm> = {}): RoleForm {
  const roleArn = `arn:aws:iam::123456789012:role/${profile.replaceAll('/', '-')}`;
  return roleForm({ profile, roleArn, sourceProfile, ...more });
}

function reading(forms: readonly RoleForm[], bases: readonly MoveInBase[] = []): MoveInReading {
  return { roles: forms.map((one) => ({ form: one })), bases, notes: NO_NOTES };
}

function plan(text: string, what: MoveInReading, source?: string) {
  const configOf = (content: string) => contextOf(content).config;
  return planImport({ context: contextOf(text), configOf, reading: what, source }, text);
}

describe('importing roles', () => {
  test('adds them at the end, with the base that they start from', () => {
    const before = '[default]\nregion = eu-west-1';
    const what = reading(
      [form('b', 'a', { externalId: 'shop-1' }), form('a', 'base', { mfaSerial: 'none' })],
      [{ profile: 'base', mfaSerial: SERIAL, region: 'eu-west-1' }],
    );
    const { text, roles, bases, skipped } = plan(before, what);
    expect(skipped).toEqual([]);
    expect(roles).toHaveLength(2);
    expect(bases).toHaveLength(1);
    expect(text).toBe(`${before}

[profile base]
mfa_serial = ${SERIAL}
region = eu-west-1

[profile b]
role_arn = arn:aws:iam::123456789012:role/b
source_profile = a
external_id = shop-1

[profile a]
role_arn = arn:aws:iam::123456789012:role/a
source_profile = base
valet_mfa_serial = none
`);
  });

  test('in the line ends of the file, with further lines of a role', () => {
    const what = {
      ...reading([]),
      roles: [
        { form: form('x', 'ci'), more: [['session_tags', 'team=web']] as const },
        { form: form('y', 'x') },
      ],
    };
    expect(plan('[profile ci]\r\nregion = eu-west-1\r\n', what).text).toBe(
      '[profile ci]\r\nregion = eu-west-1\r\n\r\n[profile x]\r\nrole_arn = arn:aws:iam::123456789012:role/x\r\nsource_profile = ci\r\nsession_tags = team=web\r\n\r\n[profile y]\r\nrole_arn = arn:aws:iam::123456789012:role/y\r\nsource_profile = x\r\n',
    );
  });

  test('a role without a source starts from the one that is given', () => {
    const what = reading([form('x', '')]);
    expect(plan('[profile ci]\n', what).skipped).toMatchObject([
      { profile: 'x', reason: /source profile: it is missing/ },
    ]);
    expect(plan('[profile ci]\n', what, 'ci').roles[0]?.form.sourceProfile).toBe('ci');
  });

  test.each([
    [
      'one that is there',
      form('r', 'ci', { roleArn: 'arn:aws:iam::111122223333:role/r' }),
      'it is there already',
    ],
    [
      'one that is there and is another',
      form('r', 'ci'),
      'it is there already, with another role_arn',
    ],
    [
      'one that is there and lacks lines',
      form('r', 'ci', { roleArn: 'arn:aws:iam::111122223333:role/r', region: 'eu-west-1' }),
      'it is there already, without: region = eu-west-1',
    ],
    ['a profile of another kind', form('ci', 'r'), 'a profile of that name is there already'],
    [
      'a name of our own writing',
      form('r-session', 'ci'),
      'sessions of r are written to r-session',
    ],
    ['a name that no tool reads', form('a b', 'ci'), 'holds " "'],
    ['an unknown source', form('x', 'nobody'), 'there is no profile "nobody"'],
    ['a wrong region', form('x', 'ci', { region: 'nowhere' }), '"nowhere" is no AWS region'],
    [
      'a value that no line can hold',
      form('x', 'ci', { externalId: 'a\nb' }),
      'AWS does not accept it',
    ],
    ['a role that starts from itself', form('x', 'x'), 'cannot start from itself'],
  ])('skips %s', (_, wrong, reason) => {
    const text = `[profile ci]\n${role('r', 'ci')}`;
    const { skipped, roles } = plan(text, reading([wrong, form('good', 'ci')]));
    expect(skipped).toHaveLength(1);
    expect(skipped[0]?.reason).toContain(reason);
    expect(roles.map((one) => one.form.profile)).toEqual(['good']);
  });

  test('skips a ring, what starts from a skipped role, and a name that stands twice', () => {
    const { roles, skipped, text } = plan(
      '[profile ci]\n',
      reading(
        [
          form('ring-1', 'ring-2'),
          form('ring-2', 'ring-1'),
          form('wrong', 'ci', { roleArn: 'no' }),
          form('behind', 'wrong'),
          form('behind-2', 'behind'),
          form('good', 'ci'),
          form('good', 'ci', { region: 'eu-west-1' }),
        ],
        [{ profile: 'wrong' }],
      ),
    );
    expect(roles.map((one) => one.form.profile)).toEqual(['good']);
    expect(skipped.map(({ profile }) => profile).sort()).toEqual([
      'behind',
      'behind-2',
      'good',
      'ring-1',
      'ring-2',
      'wrong',
    ]);
    expect(text).not.toMatch(/ring|wrong|behind/);
  });

  test('adds nothing to a text where there is nothing to add', () => {
    const text = `[profile ci]\n${role('r', 'ci')}`;
    expect(plan(text, reading([form('r', 'ci')])).text).toBe(text);
  });
});

test('whatever the file: all of it stays, and what botocore could read it still can', () => {
  const names = fc.constantFrom('a', 'b', 'c/d', 'ci', 'default', 'alder');
  const forms = fc.record({
    profile: names,
    source: fc.constantFrom('a', 'b', 'base', 'ci'),
    region: fc.constantFrom('', 'eu-west-1', 'cn-north-1'),
  });
  fc.assert(
    fc.property(iniTexts(), fc.array(forms, { maxLength: 5 }), (text, list) => {
      // Every section inherits the faults of that one in Python: `changeFile` refuses to add to them.
      fc.pre(!/\[DEFAULT\]/.test(text));
      const what = reading(
        list.map(({ profile, source, region }) => form(profile, source, { region })),
        [{ profile: 'base' }, { profile: 'ci' }],
      );
      const result = plan(text, what);
      expect(result.text.startsWith(text)).toBe(true);
      const faults = newStrictFaults(
        strictFaults(text, 'config'),
        strictFaults(result.text, 'config'),
      );
      expect(faults).toEqual([]);
      const told = new Set([
        ...result.roles.map((one) => one.form.profile),
        ...result.skipped.map((one) => one.profile),
      ]);
      expect([...told].sort()).toEqual([...new Set(list.map(({ profile }) => profile))].sort());
      // Once more adds nothing.
      expect(plan(result.text, what).text).toBe(result.text);
    }),
    { numRuns: loopCount(3_000, 300), seed: loopSeed() },
  );
});
