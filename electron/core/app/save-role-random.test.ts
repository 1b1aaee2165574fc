import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { loopCount, loopSeed } from '../../../tools/loops.ts';
import { isRoleValetError } from '../../contract/errors.ts';
import type { RoleForm } from '../../contract/roles.ts';
import { Botocore, pythonWithBotocore } from '../aws-config/botocore.fixture.ts';
import { parseIni } from '../aws-config/ini-document.ts';
import { fileState, iniTexts } from '../aws-config/ini-texts.fixture.ts';
import { existingHeader } from '../aws-config/profile-sections.ts';
import { readSharedConfig } from '../aws-config/shared-config.ts';
import { newStrictFaults, strictFaults } from '../aws-config/strict-check.ts';
import { planRoleEdit } from './plan-role-edit.ts';
import { readRoleForm } from './role-form.ts';

const RUNS = { numRuns: loopCount(10_000, 600), seed: loopSeed() };
const ARNS = ['arn:aws:iam::111122223333:role/a', 'arn:aws:iam::444455556666:role/p/b'];
const SERIAL = 'arn:aws:iam::111122223333:mfa/ana';

const pick = (...values: string[]) => fc.constantFrom('', ...values);

/** Forms of which most can be saved. */
const forms: fc.Arbitrary<RoleForm> = fc.record({
  profile: fc.constantFrom('role', 'role', 'role', 'other', 'default', 'alder'),
  roleArn: fc.constantFrom(...ARNS),
  sourceProfile: fc.constantFrom('ci', 'ci', 'hub', 'role'),
  region: pick('eu-west-1', 'us-east-2'),
  mfaSerial: pick(SERIAL, 'none'),
  externalId: pick('shop-42', '=:x/'),
  sessionName: pick('{user}-x', 'plain'),
  durationSeconds: pick('900', '43200'),
});

/** Sections of the role that is edited: plain, managed and odd ones. */
const sections: fc.Arbitrary<string> = fc
  .record({
    header: fc.constantFrom('[profile role]', '[profile role] ; x', '[ profile "role" ]'),
    twin: fc.constantFrom('', '', 'valet_'),
    lines: fc.uniqueArray(
      fc.constantFrom(
        'region=eu-west-1 ; old',
        'external_id = shop-1',
        'valet_mfa_serial = none',
        `mfa_serial\t=\t${SERIAL}`,
        'Duration_Seconds = 3600',
        '# comment',
        '',
        's3 =\n  addressing_style = path',
        'colour = blue',
        'role_session_name: colon',
      ),
      { maxLength: 7 },
    ),
    lineBreak: fc.constantFrom('\n', '\n', '\r\n'),
    indent: fc.constantFrom('', '', ' '),
  })
  .map(({ header, twin, lines, lineBreak, indent }) => {
    const own = [`${twin}role_arn = ${ARNS[0]}`, `${twin}source_profile = ci`, ...lines];
    const body = own.flatMap((line) => line.split('\n')).map((line) => indent + line);
    return [header, ...body, ''].join(lineBreak);
  });

/** An end behind which a new line starts. */
const ENDED = /(?:^|[\r\n])$/;

const saving = (original: string, form: RoleForm) => {
  const configOf = (text: string) =>
    readSharedConfig(fileState('config', text), fileState('credentials', ''));
  const context = {
    config: configOf(''),
    keychainProfiles: new Set(['ci', 'hub']),
    environment: {},
  };
  return { context, owned: [], configOf, form, original };
};

/** The text with the form saved, or undefined where that is refused in words, as it may be. */
function saved(text: string, original: string, form: RoleForm): string | undefined {
  try {
    const { text: after, changes } = planRoleEdit(saving(original, form), text);
    expect(changes.length > 0).toBe(after !== text);
    return after;
  } catch (error) {
    if (!isRoleValetError(error)) throw error;
    expect(error.code).not.toBe('INTERNAL');
    return undefined;
  }
}

/** What stands outside the sections that a profile has: before, between and behind them. */
function outside(text: string, profile: string): string {
  const document = parseIni(text);
  const header = existingHeader(document, 'config', profile);
  const others = document.sections.filter((one) => one.header !== header);
  return text.slice(0, document.preambleEnd) + others.map((one) => text.slice(one.start, one.end));
}

const read = (text: string, profile: string) =>
  readRoleForm({ config: saving(profile, EMPTY).configOf(text) }, profile);
const EMPTY: RoleForm = {
  profile: 'x',
  roleArn: '',
  sourceProfile: '',
  region: '',
  mfaSerial: '',
  externalId: '',
  sessionName: '',
  durationSeconds: '',
};

describe('random forms on random files', () => {
  const python = pythonWithBotocore();
  const botocore = python === undefined ? undefined : new Botocore(python);
  afterAll(() => botocore?.close());

  /** What the AWS CLI could read, it reads afterwards: the same profiles, and `added` if any. */
  async function checkWithBotocore(before: string, after: string, ...added: string[]) {
    if (botocore === undefined) return;
    const { error, profiles } = await botocore.read(Buffer.from(before));
    if (error !== null) return;
    expect(await botocore.read(Buffer.from(after))).toMatchObject({
      error: null,
      profiles: [...profiles, ...added],
    });
  }

  test('an edit touches its own section only, and reads back as the form', async () => {
    let count = 0;
    await fc.assert(
      fc.asyncProperty(iniTexts(), sections, iniTexts(), forms, async (above, own, below, form) => {
        fc.pre(ENDED.test(above));
        const text = above + own + below;
        const after = saved(text, 'role', form);
        if (after === undefined) return;
        // What editConfig would refuse is not written either.
        if (newStrictFaults(strictFaults(text, 'config'), strictFaults(after, 'config')).length > 0)
          return;
        count++;
        expect(read(after, form.profile)).toEqual(form);
        expect(outside(after, form.profile)).toBe(outside(text, 'role'));
        if (form.profile !== 'role') return;
        await checkWithBotocore(text, after);
        expect(saved(after, 'role', form)).toBe(after);
      }),
      RUNS,
    );
    expect(count).toBeGreaterThan(RUNS.numRuns / 10);
  });

  test('a new role is added behind all there is, which stays', async () => {
    let count = 0;
    await fc.assert(
      fc.asyncProperty(iniTexts(), forms, async (text, form) => {
        const after = saved(text, '', form);
        if (after === undefined) return;
        if (newStrictFaults(strictFaults(text, 'config'), strictFaults(after, 'config')).length > 0)
          return;
        count++;
        expect(after.startsWith(text)).toBe(true);
        expect(read(after, form.profile)).toEqual(form);
        await checkWithBotocore(text, after, form.profile);
      }),
      RUNS,
    );
    expect(count).toBeGreaterThan(RUNS.numRuns / 10);
  });

  test('any text in any field is saved as it is, or refused in words', () => {
    const odd = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.string({ unit: fc.constantFrom(...'[]=:#; \t\r\n"\'ab-'), maxLength: 8 }),
    );
    const any = fc.oneof({ weight: 3, arbitrary: forms.map(Object.entries) }, fc.constant([]));
    const base = `[profile ci]\n\n[profile role]\nrole_arn = ${ARNS[0]}\nsource_profile = ci\n`;
    fc.assert(
      fc.property(any, fc.constantFrom(...Object.keys(EMPTY)), odd, (entries, field, value) => {
        const usual = { ...EMPTY, profile: 'new', roleArn: ARNS[1] ?? '', sourceProfile: 'ci' };
        const form: RoleForm = { ...usual, ...Object.fromEntries(entries), [field]: value.trim() };
        for (const original of ['', 'role']) {
          const after = saved(base, original, form);
          if (after !== undefined) expect(read(after, form.profile)).toEqual(form);
        }
      }),
      RUNS,
    );
  });
});
