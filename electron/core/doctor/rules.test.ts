import { describe, expect, test } from 'vitest';
import type { FileState } from '../ports.ts';
import { examineWorld } from './examine.ts';
import type { Finding } from './types.ts';
import { type ExaminedWorld, makeWorld } from './world.ts';

const NOW = Date.parse('2026-11-29T12:00:00Z');
const KEYS = `aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
`;
const TRIO = `aws_access_key_id = ASIAIOSFODNN7EXAMPLE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
aws_session_token = IQoJb3JpZ2luX2VjEXAMPLETOKEN==
`;

interface WorldParts {
  readonly credentials?: string;
  readonly keys?: readonly string[];
  readonly environment?: Record<string, string>;
  readonly ownTargets?: readonly string[];
  readonly mode?: number;
}

function worldOf(config: string, parts: WorldParts = {}): ExaminedWorld {
  const state = (file: string, text: string | undefined): FileState => ({
    path: `/aws/${file}`,
    realPath: `/aws/${file}`,
    exists: text !== undefined,
    bytes: Buffer.from(text ?? ''),
    ...(parts.mode === undefined ? {} : { mode: parts.mode }),
  });
  return makeWorld(
    { config: state('config', config), credentials: state('credentials', parts.credentials) },
    {
      keychainProfiles: new Set(parts.keys ?? []),
      environment: parts.environment ?? {},
      ownTargets: new Set(parts.ownTargets ?? []),
    },
    NOW,
  );
}

const examined = (config: string, parts?: WorldParts) => examineWorld(worldOf(config, parts));

function found(code: Finding['code'], config: string, parts?: WorldParts): Finding {
  const finding = examined(config, parts).find((one) => one.code === code);
  if (finding === undefined) throw new Error(`no ${code}`);
  return finding;
}

const codes = (config: string, parts?: WorldParts) =>
  examined(config, parts).map(({ code }) => code);

const role = (name: string, source: string, more = '') =>
  `[profile ${name}]\nrole_arn = arn:aws:iam::111122223333:role/${name}\nsource_profile = ${source}\n${more}`;

/** The text of the finding's file after its fix. */
function fixed(code: Finding['code'], config: string, parts: WorldParts = {}): string | undefined {
  const { fix } = found(code, config, parts);
  if (fix?.kind !== 'text') return undefined;
  return fix.edit(fix.file === 'config' ? config : (parts.credentials ?? ''));
}

test('files in good order have nothing wrong', () => {
  const base = '[profile base]\nregion = eu-west-1\n';
  expect(codes(base + role('app', 'base'), { keys: ['base'] })).toEqual([]);
  expect(codes('')).toEqual([]);
});

describe('chains', () => {
  test('a loop is told once, whoever stands behind it', () => {
    const text = role('a', 'b') + role('b', 'a') + role('c', 'a');
    expect(codes(text)).toEqual(['CHAIN_LOOP']);
    expect(found('CHAIN_LOOP', text)).toMatchObject({ at: { file: 'config', line: 6 } });
  });

  test('a loop may become a comment, unless another role starts from it', () => {
    const ring = role('a', 'b') + role('b', 'a', '# mine\nregion = eu-west-1\n');
    const after = fixed('CHAIN_LOOP', ring);
    expect(after).toBe(ring.replaceAll(/^(?=[^#\n])/gm, '# '));
    expect(codes(after ?? '')).toEqual([]);
    expect(found('CHAIN_LOOP', ring + role('c', 'a')).fix).toBeUndefined();
  });

  test('a profile without the prefix gets it, where nothing else breaks', () => {
    const text = '[old]\nregion = eu-west-1\n';
    expect(fixed('SECTION_IGNORED', text)).toBe('[profile old]\nregion = eu-west-1\n');
    expect(found('SECTION_IGNORED', '[other-tool]\nx = y\n').fix).toBeUndefined();
    expect(found('SECTION_IGNORED', `${text}[profile old]\noutput = json\n`).fix).toBeUndefined();
    const ofRole = '[old]\nrole_arn = arn:aws:iam::111122223333:role/a\nsource_profile = gone\n';
    expect(found('SECTION_IGNORED', ofRole).fix).toBeUndefined();
  });

  test('a source that does not exist, and one without a key', () => {
    expect(found('CHAIN_BROKEN', role('a', 'gone'))).toMatchObject({
      profile: 'a',
      at: { line: 3 },
    });
    expect(
      codes(`[profile base]\nregion = eu-west-1\n${role('a', 'base')}${role('b', 'base')}`),
    ).toEqual(['BASE_KEY_MISSING']);
  });

  test('a wrong ARN, a region of another partition, one that is none', () => {
    const base = { keys: ['base'] };
    const text = role('a', 'base').replace('iam::111122223333', 'iam:111122223333');
    expect(found('ROLE_ARN_INVALID', text, base)).toMatchObject({ at: { line: 2 } });
    expect(codes(role('a', 'base', 'region = cn-north-1\n'), base)).toEqual(['PARTITION_MISMATCH']);
    expect(codes(role('a', 'base', 'region = mars-1\n'), base)).toEqual(['CONFIG_INVALID']);
  });

  test('a duration that a chained role can never have', () => {
    const text = role('hub', 'base') + role('app', 'hub', 'duration_seconds = 7200\n');
    const parts = { keys: ['base'] };
    expect(found('DURATION_NOT_POSSIBLE', text, parts)).toMatchObject({
      severity: 'error',
      at: { line: 7 },
    });
    expect(fixed('DURATION_NOT_POSSIBLE', text, parts)).toBe(text.replace('7200', '3600'));
    expect(codes(role('app', 'base', 'duration_seconds = 7200\n'), parts)).toEqual([]);
  });

  test('a target that tools ignore', () => {
    const text = role('app', 'base', 'valet_target = other\n') + role('other', 'base');
    expect(found('TARGET_REFUSED', text, { keys: ['base'] })).toMatchObject({
      profile: 'app',
      at: { line: 4 },
    });
  });
});

describe('credentials', () => {
  test('a shadowed credential_process, by reader', () => {
    const text = `[profile a]\ncredential_process = helper\nregion = eu-west-1\n${KEYS}`;
    expect(found('PROCESS_SHADOWED', text)).toMatchObject({
      verdicts: { awsCli: 'reads', javascriptSdk: 'ignores' },
    });
    const config = '[profile a]\ncredential_process = helper\n';
    expect(found('PROCESS_SHADOWED', config, { credentials: `[a]\n${TRIO}` })).toMatchObject({
      verdicts: { awsCli: 'ignores', javascriptSdk: 'ignores' },
    });
  });

  test('keys beside a role_arn', () => {
    const parts = { keys: ['base'], credentials: `[a]\n${TRIO}` };
    expect(codes(role('a', 'base'), parts)).toContain('KEYS_IGNORED');
  });

  test('a long-term key in plain text points to its adoption', () => {
    const finding = found('KEYS_PLAIN', '', { credentials: `[base]\n${KEYS}` });
    expect(finding.hint).toContain('role-valet keys adopt base');
    expect(finding.fix).toBeUndefined();
    expect(JSON.stringify(finding)).not.toMatch(/AKIAIOSFODNN7EXAMPLE|wJalr/);
  });

  test('a session that ended: the section goes, where nothing needs it', () => {
    const credentials = `# mine\n[old]\n${TRIO}x_security_token_expires = 2026-11-28T12:00:00+00:00\n\n[new]\n${TRIO}`;
    expect(fixed('SESSION_EXPIRED', '', { credentials })).toBe(`# mine\n\n[new]\n${TRIO}`);
    const ours = found('SESSION_EXPIRED', '', { credentials, ownTargets: ['old'] });
    expect(ours.fix).toBeUndefined();
    const source = role('app', 'old');
    expect(found('SESSION_EXPIRED', source, { credentials }).fix).toBeUndefined();
  });

  test('a token under its old name', () => {
    const only = `[a]\n${TRIO.replace('aws_session_token', 'aws_security_token')}`;
    expect(fixed('TOKEN_LEGACY', '', { credentials: only })).toBe(`[a]\n${TRIO}`);
    const both = `[a]\n${TRIO}aws_security_token = AnotherTokenOfLongAgo\n`;
    expect(fixed('TOKEN_LEGACY', '', { credentials: both })).toBe(
      `[a]\n${TRIO}# aws_security_token = AnotherTokenOfLongAgo\n`,
    );
  });

  test('role_arn beside valet_role_arn', () => {
    const arn = 'arn:aws:iam::111122223333:role/a';
    const text = `[profile a]\nrole_arn = ${arn}\nvalet_role_arn = ${arn}\nvalet_source_profile = base\n`;
    const parts = { keys: ['base'] };
    expect(codes(text, parts)).toEqual(['ROLE_ARN_TWICE']);
    expect(fixed('ROLE_ARN_TWICE', text, parts)).toBe(text.replace(`role_arn = ${arn}\n`, ''));
    const other = text.replace('role/a\nvalet', 'role/b\nvalet');
    expect(fixed('ROLE_ARN_TWICE', other, parts)).toBe(other.replace('\nrole_arn', '\n# role_arn'));
  });

  test('a file with secrets that others may read', () => {
    const credentials = `[a]\n${TRIO}`;
    expect(codes('', { credentials, mode: 0o644 })).toEqual(['FILE_MODE_LOOSE']);
    expect(codes('', { credentials, mode: 0o600 })).toEqual([]);
    expect(codes('[profile a]\nregion = eu-west-1\n', { mode: 0o644 })).toEqual([]);
  });
});

describe('the environment', () => {
  const config = '[profile a]\nregion = eu-west-1\n';
  const codesWith = (environment: Record<string, string>) => codes(config, { environment });
  const pair = { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'x' };

  test.each<[Record<string, string>, string[]]>([
    [{}, []],
    [{ AWS_PROFILE: 'a' }, []],
    [{ AWS_PROFILE: '' }, []],
    [{ AWS_PROFILE: 'gone' }, ['ENVIRONMENT_PROFILE_MISSING']],
    [
      { AWS_DEFAULT_PROFILE: 'gone' },
      ['ENVIRONMENT_PROFILE_MISSING', 'ENVIRONMENT_PROFILES_DIFFER'],
    ],
    [pair, ['ENVIRONMENT_KEYS_WIN']],
    [{ AWS_SESSION_TOKEN: 'x' }, ['ENVIRONMENT_KEYS_PARTIAL']],
    [{ ...pair, AWS_ACCESS_KEY_ID: 'ASIAIOSFODNN7EXAMPLE' }, ['ENVIRONMENT_KEYS_PARTIAL']],
    [{ AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE' }, ['ENVIRONMENT_KEYS_PARTIAL']],
    [{ ...pair, AWS_SECURITY_TOKEN: 'x' }, ['ENVIRONMENT_TOKEN_LEGACY', 'ENVIRONMENT_KEYS_WIN']],
    [{ AWS_CREDENTIAL_EXPIRATION: '2026-11-29T11:00:00Z' }, ['ENVIRONMENT_SESSION_EXPIRED']],
    [{ AWS_CREDENTIAL_EXPIRATION: '2026-11-29T13:00:00Z' }, []],
    [{ AWS_SHARED_CREDENTIALS_FILE: '/gone' }, ['ENVIRONMENT_FILE_MISSING']],
  ])('%j', (environment, expected) => {
    expect(codesWith(environment)).toEqual(expected);
  });
});
