import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RoleForm } from '../../electron/contract/roles.ts';
import { sampleRole, sampleSnapshot } from '../../electron/contract/testing/sample-snapshot.ts';
import { profileNameFault } from '../../electron/core/aws-config/profile-name.ts';
import { requireWritableValue } from '../../electron/core/aws-config/writable-values.ts';
import { readRoleArn } from '../../electron/core/chain/arn.ts';
import { parseDuration } from '../../electron/core/chain/duration.ts';
import {
  PARTITIONS,
  partitionOfRegion as partitionInCore,
} from '../../electron/core/chain/partitions.ts';
import { resolveChain } from '../../electron/core/chain/resolve-chain.ts';
import { contextOf } from '../../electron/core/chain/testing/context.ts';
import { checkRoleArn } from './arn-checks.ts';
import { PARTITION_NAMES, partitionOfRegion } from './aws-names.ts';
import {
  checkDuration,
  checkExternalId,
  checkMfaSerial,
  checkProfileName,
  checkRegion,
  checkRole,
  checkSessionName,
  isCutByChaining,
  readDuration,
  tidyForm,
} from './role-checks.ts';

const ARN = 'arn:aws:iam::111122223333:role/deployer';
const CHINA = 'arn:aws-cn:iam::111122223333:role/deployer';

/** Texts near the border between right and wrong: pieces that matter, in any order. */
function near(...pieces: string[]): fc.Arbitrary<string> {
  const piece = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...pieces) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 3 }) },
    { weight: 1, arbitrary: fc.string({ maxLength: 70 }) },
  );
  return fc.array(piece, { maxLength: 9 }).map((parts) => parts.join(''));
}

function throws(act: () => unknown): boolean {
  try {
    act();
    return false;
  } catch {
    return true;
  }
}

/** True where core takes `line` in a role's profile, read from a real config text. */
function coreTakes(key: string, value: string, roleArn = ARN): boolean {
  if (throws(() => requireWritableValue(key, value))) return false;
  const region = roleArn === CHINA ? 'cn-north-1' : 'us-east-1';
  const lines = key === 'region' ? [] : [`region = ${region}`];
  const config = ['[profile a]', `role_arn = ${roleArn}`, 'source_profile = base', ...lines];
  const text = [...config, `${key} = ${value}`, '[profile base]', ''].join('\n');
  try {
    return resolveChain(contextOf(text, { keys: ['base'] }), 'a').warnings.length === 0;
  } catch {
    return false;
  }
}

/** Both must come to the same verdict on every text that a form can send. */
function expectSame(
  texts: fc.Arbitrary<string>,
  check: (text: string) => string | undefined,
  accepts: (text: string) => boolean,
): void {
  const sent = texts.map((text) => text.trim()).filter((text) => text !== '');
  fc.assert(
    fc.property(sent, (text) => (check(text) === undefined) === accepts(text)),
    { numRuns: 1000 },
  );
}

describe('the same verdict as core', () => {
  test('role ARNs', () => {
    const part = (...values: string[]) => fc.oneof(fc.constantFrom(...values), fc.string());
    const arns = fc
      .tuple(
        part('arn', '"arn', 'ARN'),
        part(...PARTITIONS.map(({ name }) => name), 'aws-mars'),
        part('iam', 'iam', 'iam', 'sts'),
        part('', '', '', 'eu-west-1', '111122223333'),
        part('111122223333', '1111-2222-3333', '1', ''),
        part('role/a', 'role/x/y', `role/${'p/'.repeat(256)}a`, `role/${'n'.repeat(65)}`, 'user/a'),
      )
      .map((parts) => parts.join(':'));
    expectSame(
      fc.oneof(arns, near(ARN, 'arn:', 'aws:', 'iam::', '111122223333', ':role/', '/', 'x')),
      checkRoleArn,
      (text) => readRoleArn(text).ok,
    );
  });

  test('every fault of an ARN is a sentence of its own', () => {
    const wrong = [
      '',
      `"${ARN}"`,
      'deployer',
      'arn:aws:iam::111122223333: role/a',
      'arn::iam::111122223333:role/a',
      'arn:aws-mars:iam::111122223333:role/a',
      'arn:aws:sts::111122223333:assumed-role/a/b',
      'arn:aws:s3:::bucket',
      'arn:aws:iam:111122223333:role/a',
      'arn:aws:iam:::role/a',
      'arn:aws:iam::11112222:role/a',
      'arn:aws:iam::1111-2222-3333:role/a',
      'arn:aws:iam::alias:role/a',
      'arn:aws:iam::111122223333',
      'arn:aws:iam::111122223333:role:a',
      'arn:aws:iam::111122223333:rolea',
      'arn:aws:iam::111122223333:role/x/',
      `arn:aws:iam::111122223333:role/${'n'.repeat(65)}`,
      'arn:aws:iam::111122223333:role/a*',
      `arn:aws:iam::111122223333:role/${'p/'.repeat(256)}a`,
    ];
    const said = wrong.map(checkRoleArn);
    expect(said.every((text) => text?.endsWith('.'))).toBe(true);
    expect(new Set(said).size).toBe(wrong.length);
  });

  test('partitions and regions', () => {
    expect(PARTITION_NAMES).toEqual(PARTITIONS.map(({ name }) => name));
    const regions = near(
      'us-',
      'eu-',
      'cn-',
      'gov-',
      'iso-',
      'eusc-de-',
      'west',
      'east',
      '-1',
      '2',
    );
    expectSame(
      regions,
      (text) => partitionOfRegion(text),
      (text) => !partitionInCore(text),
    );
    for (const arn of [ARN, CHINA]) {
      expectSame(
        regions,
        (text) => checkRegion(text, arn),
        (text) => coreTakes('region', text, arn),
      );
    }
  });

  test('MFA serials', () => {
    const serials = near(
      'arn:',
      'aws:',
      'aws-cn:',
      'iam::',
      '111122223333:',
      'mfa/',
      'u2f/',
      'none',
    );
    for (const arn of [ARN, CHINA]) {
      expectSame(
        fc.oneof(
          serials,
          longAround(9),
          longAround(256),
          fc.constantFrom('NONE', 'arn:aws:iam::111122223333:user/ana', 'GAHT12345'),
        ),
        (text) => checkMfaSerial(text, arn),
        (text) => coreTakes('mfa_serial', text, arn),
      );
    }
  });

  test('external ids', () => {
    const ids = fc.oneof(near('a', '42', '/', ':', ' ', '#', ';'), longAround(1224));
    expectSame(ids, checkExternalId, (text) => coreTakes('external_id', text));
  });

  test('session names', () => {
    const names = fc.oneof(
      near('{user}', '{host}', '{role}', '{', '}', 'a', '@', ' '),
      longAround(64),
    );
    expectSame(names, checkSessionName, (text) => coreTakes('role_session_name', text));
  });

  test('durations', () => {
    const durations = near('1', '900', '3600', 'h', 'm', 's', '30', '0', '43200', '43201', '+');
    expectSame(
      durations,
      (text) => ((readDuration(text) ?? 0) > 0 ? undefined : 'unreadable'),
      // Core's only has a limit against overflow beside it.
      (text) => !throws(() => parseDuration(text)) || (readDuration(text) ?? 0) > 3_600_000_000,
    );
    const seconds = fc.oneof(fc.nat(50_000), fc.constantFrom(899, 900, 43_200, 43_201)).map(String);
    expectSame(seconds, checkDuration, (text) => coreTakes('duration_seconds', text));
  });

  test('profile names', () => {
    const names = fc.oneof(
      near('prod', '-', '.', '@', ' ', '[', '#', '"', '/', 'é'),
      fc.constantFrom('default', 'Default', '__proto__', 'constructor', 'toString', '-x'),
      longAround(128),
    );
    expectSame(names, checkProfileName, (text) => profileNameFault(text) === undefined);
  });
});

function longAround(length: number): fc.Arbitrary<string> {
  return fc.integer({ min: length - 2, max: length + 2 }).map((count) => 'x'.repeat(count));
}

const FORM: RoleForm = {
  profile: 'new-role',
  roleArn: ARN,
  sourceProfile: 'hub',
  region: '',
  mfaSerial: '',
  externalId: '',
  sessionName: '',
  durationSeconds: '',
};

describe('the whole form', () => {
  const { roles } = sampleSnapshot();
  const around = { roles, original: '', isSourceOptional: false };

  test('only what a role needs is needed', () => {
    expect(checkRole(FORM, around)).toEqual({});
    expect(
      Object.keys(checkRole({ ...FORM, profile: '', roleArn: '', sourceProfile: '' }, around)),
    ).toEqual(['profile', 'roleArn', 'sourceProfile']);
  });

  test('blanks at the ends are nobody’s fault and are not sent', () => {
    const written = { ...FORM, roleArn: ` ${ARN}\n`, durationSeconds: ' 1h30m ' };
    expect(checkRole(written, around)).toEqual({});
    expect(tidyForm(written)).toEqual({ ...FORM, durationSeconds: '5400' });
  });

  test('a new role takes no other’s name; an old one keeps its own, however odd', () => {
    expect(checkRole({ ...FORM, profile: 'hub' }, around).profile).toContain('already');
    const odd = {
      roles: [...roles, sampleRole('my role', '111122223333')],
      isSourceOptional: false,
    };
    expect(checkRole({ ...FORM, profile: 'my role' }, { ...odd, original: 'my role' })).toEqual({});
  });

  test.each([
    ['staging-deployer', 'itself'],
    ['nowhere', 'no profile “nowhere”'],
    ['staging-child', 'circle'],
    ['', 'Choose the profile'],
  ])('a role can’t start from %j', (sourceProfile, said) => {
    const child = sampleRole('staging-child', '222222222222', {
      chain: ['security', 'hub', 'staging-deployer', 'staging-child'],
    });
    const form = { ...FORM, profile: 'staging-deployer', sourceProfile };
    const faults = checkRole(form, {
      roles: [...roles, child],
      original: 'staging-deployer',
      isSourceOptional: false,
    });
    expect(faults.sourceProfile).toContain(said);
  });

  test('a role that starts from its machine needs no source', () => {
    const form = { ...FORM, sourceProfile: '' };
    expect(checkRole(form, { ...around, isSourceOptional: true })).toEqual({});
  });

  test('the limit of chaining counts for a role as source, beyond one hour', () => {
    const cut = (sourceProfile: string, durationSeconds: string) =>
      isCutByChaining({ ...FORM, sourceProfile, durationSeconds }, roles);
    expect(cut('hub', '2h')).toBe(true);
    expect(cut('hub', '3600')).toBe(false);
    expect(cut('security', '7200')).toBe(false);
  });
});
