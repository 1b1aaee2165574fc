import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { loopCount, loopSeed } from '../../../tools/loops.ts';
import { isRoleValetError } from '../../contract/errors.ts';
import { Botocore, pythonWithBotocore } from '../aws-config/botocore.fixture.ts';
import { parseIni } from '../aws-config/ini-document.ts';
import { corpus, iniTexts } from '../aws-config/ini-texts.fixture.ts';
import { existingHeader } from '../aws-config/profile-sections.ts';
import { newStrictFaults, strictFaults } from '../aws-config/strict-check.ts';
import { decodeText, encodeText } from '../aws-config/text-codec.ts';
import { isManaged } from '../chain/role-settings.ts';
import { CONFIG_PATH, CREDENTIALS_PATH, plan } from './plan-managed.fixture.ts';
import { readTexts } from './plan-managed.ts';
import { withoutManaged } from './unmanage-text.ts';

const RUNS = { numRuns: loopCount(10_000, 800), seed: loopSeed() };
const ARN = 'arn:aws:iam::111122223333:role/a';
const SERIAL = 'arn:aws:iam::111122223333:mfa/ana';

/** Sections of a role that can be managed as they are, in all the spellings that tools take. */
const sections: fc.Arbitrary<string> = fc
  .record({
    header: fc.constantFrom('[profile role]', '[profile role] # x', '[profile "role"]'),
    lines: fc.uniqueArray(
      fc.constantFrom(
        'region=eu-west-1 ; old',
        'external_id = shop-1',
        'valet_external_id = shop-2',
        'valet_duration_seconds =',
        'valet_mfa_serial = none',
        `mfa_serial\t=\t${SERIAL}`,
        'Duration_Seconds = 3600',
        'ROLE_SESSION_NAME=me',
        'role_session_name = twice',
        '# comment',
        '  ; comment',
        '',
        '   ',
        's3 =\n  addressing_style = path',
        'colour = blue',
        'valet_target = other',
        'session_tags = a=b',
      ),
      { maxLength: 8 },
    ),
    order: fc.constantFrom('first', 'last', 'split'),
    lineBreak: fc.constantFrom('\n', '\n', '\n', '\r\n', '\r'),
    indent: fc.constantFrom('', '', '', ' '),
    hasEnd: fc.constantFrom(true, true, false),
  })
  .map(({ header, lines, order, lineBreak, indent, hasEnd }) => {
    const own = [`Role_Arn  =  ${ARN}`, 'source_profile=ci'];
    const body = {
      first: [...own, ...lines],
      last: [...lines, ...own],
      split: [own[0] ?? '', ...lines, own[1] ?? ''],
    }[order];
    const all = body.flatMap((line) => line.split('\n')).map((line) => indent + line);
    return [header, ...all].join(lineBreak) + (hasEnd ? lineBreak : '');
  });

/** An end behind which a new line starts. */
const ENDED = /(?:^|[\r\n])$/;
const place = { path: CONFIG_PATH, profile: 'role' };

/** The text with the profile managed, or undefined where that is refused in words, as it may be. */
function managed(
  text: string,
  profile = 'role',
  context: Parameters<typeof plan>[2] = {},
): string | undefined {
  try {
    return plan(text, profile, context).config;
  } catch (error) {
    if (!isRoleValetError(error)) throw error;
    expect(error.code).not.toBe('INTERNAL');
    return undefined;
  }
}

function isNewlyUnreadable(before: string, after: string): boolean {
  return newStrictFaults(strictFaults(before, 'config'), strictFaults(after, 'config')).length > 0;
}

/** What stands outside the sections that a profile has: before, between and behind them. */
function outside(text: string, profile: string): string {
  const document = parseIni(text);
  const header = existingHeader(document, 'config', profile);
  const others = document.sections.filter((one) => one.header !== header);
  return text.slice(0, document.preambleEnd) + others.map((one) => text.slice(one.start, one.end));
}

const profileOf = (text: string, profile: string) =>
  readTexts({ path: CONFIG_PATH, text }, { path: CREDENTIALS_PATH, text: '' }).profiles.get(
    profile,
  );

const python = pythonWithBotocore();
const botocore = python === undefined ? undefined : new Botocore(python);
afterAll(() => botocore?.close());

test('managing a role touches its own section only, hides the role, and is taken back to the last byte', async () => {
  let count = 0;
  let readable = 0;
  await fc.assert(
    fc.asyncProperty(iniTexts(), sections, iniTexts(), async (above, own, below) => {
      fc.pre(ENDED.test(above) && (below === '' || ENDED.test(own)));
      const text = above + own + below;
      const after = managed(text);
      if (after === undefined || isNewlyUnreadable(text, after)) return;
      count++;
      expect(withoutManaged(after, place)).toBe(text);
      expect(outside(after, 'role')).toBe(outside(text, 'role'));
      const profile = profileOf(after, 'role');
      expect(profile === undefined ? false : isManaged(profile)).toBe(true);
      for (const key of ['role_arn', 'source_profile']) {
        expect(profile?.properties.has(key)).toBe(false);
      }
      expect(managed(after)).toBe(after);
      if (botocore === undefined) return;
      const { error, profiles } = await botocore.read(Buffer.from(text));
      if (error !== null) return;
      readable++;
      const read = await botocore.read(Buffer.from(after));
      expect(read).toMatchObject({ error: null, profiles });
      if (!profiles.includes('role')) return;
      expect(read.values.role).not.toHaveProperty('role_arn');
      expect(read.values.role).toHaveProperty('credential_process');
    }),
    RUNS,
  );
  expect(count).toBeGreaterThan(RUNS.numRuns / 3);
  if (botocore !== undefined) expect(readable).toBeGreaterThan(RUNS.numRuns / 40);
});

test('managing a base in any file, with a section or without, is taken back to the last byte', async () => {
  let count = 0;
  await fc.assert(
    fc.asyncProperty(iniTexts(), fc.constantFrom('hub', 'alder', 'default'), async (text, base) => {
      fc.pre(profileOf(text, base)?.properties.has('role_arn') !== true);
      const context = { keychainProfiles: new Set([base]) };
      let after: string;
      try {
        after = plan(text, base, context).config;
      } catch (error) {
        if (!isRoleValetError(error, 'EDIT_REFUSED', 'MANAGE_REFUSED', 'CONFIG_INVALID'))
          throw error;
        return;
      }
      if (isNewlyUnreadable(text, after)) return;
      count++;
      expect(withoutManaged(after, { path: CONFIG_PATH, profile: base })).toBe(text);
      expect(profileOf(after, base)?.properties.get('credential_process')?.value).toBe(
        `/usr/bin/role-valet credential-process ${base}`,
      );
      if (botocore === undefined) return;
      const { error } = await botocore.read(Buffer.from(text));
      if (error === null) expect(await botocore.read(Buffer.from(after))).toMatchObject({ error });
    }),
    RUNS,
  );
  expect(count).toBeGreaterThan(RUNS.numRuns / 2);
});

test('every profile of the corpus is managed and taken back, or refused in words', async () => {
  const counts = { managed: 0, refused: 0 };
  for (const { name, file, bytes } of corpus()) {
    if (file !== 'config') continue;
    const { text, encoding } = decodeText(bytes);
    const { profiles } = readTexts(
      { path: CONFIG_PATH, text },
      { path: CREDENTIALS_PATH, text: '' },
    );
    const sources = [...profiles.values()].flatMap(
      ({ properties }) => properties.get('source_profile')?.value ?? [],
    );
    const keychainProfiles = new Set(
      sources.filter((one) => !profiles.get(one)?.properties.has('role_arn')),
    );
    for (const profile of profiles.keys()) {
      const after = managed(text, profile, { keychainProfiles });
      counts[after === undefined ? 'refused' : 'managed']++;
      if (after === undefined) continue;
      const result = withoutManaged(after, { path: CONFIG_PATH, profile });
      expect(Buffer.from(encodeText(result, encoding)).equals(bytes), `${name} ${profile}`).toBe(
        true,
      );
      const before = await botocore?.read(bytes);
      if (before?.error === null) {
        expect(await botocore?.read(encodeText(after, encoding))).toMatchObject({ error: null });
      }
    }
  }
  expect(counts.managed).toBeGreaterThan(30);
});
