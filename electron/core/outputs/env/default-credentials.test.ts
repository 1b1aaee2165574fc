import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nodeFiles } from '../../../node/files.ts';
import { requireNoDefaultCredentials } from './default-credentials.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'role-valet-default-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function check(config: string | undefined, credentials?: string): Promise<string> {
  const paths = {
    configPath: join(folder, config === undefined ? 'none' : 'config'),
    credentialsPath: join(folder, credentials === undefined ? 'none' : 'credentials'),
  };
  if (config !== undefined) await writeFile(paths.configPath, config);
  if (credentials !== undefined) await writeFile(paths.credentialsPath, credentials);
  try {
    await requireNoDefaultCredentials({ files: nodeFiles(), ...paths });
    return 'fine';
  } catch (error) {
    const { code, exitCode, message } = error as Record<string, unknown>;
    expect(code).toBe('TARGET_REFUSED');
    expect(exitCode).toBe(5);
    return String(message).replaceAll(`${folder}/`, '');
  }
}

describe('requireNoDefaultCredentials', () => {
  test.each([
    ['no files', undefined, undefined],
    ['empty files', '', ''],
    ['settings', '[default]\nregion = eu-west-1\noutput = json\ns3 =\n  role_arn = x\n', ''],
    [
      'credentials under other names',
      '[profile default-admin]\nrole_arn = arn:aws:iam::111122223333:role/x\nsource_profile = default\n[sso-session default]\nsso_start_url = https://example.com\n',
      '[work]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n',
    ],
    ['comments', '[default]\n# role_arn = x\n', '# [default]\n#aws_access_key_id = x\n'],
    ['a header without its bracket', '', '[default\naws_access_key_id = x\n'],
    ["a config file's bare header that is no profile", '[other]\nrole_arn = x\n', undefined],
  ])('%s do not stand in the way', async (_, config, credentials) => {
    expect(await check(config, credentials)).toBe('fine');
  });

  test.each([
    'aws_access_key_id',
    'aws_secret_access_key',
    'aws_session_token',
    'role_arn',
    'credential_process',
    'credential_source',
    'sso_session',
    'sso_start_url',
    'sso_account_id',
    'sso_role_name',
    'sso_region',
    'login_session',
    'web_identity_token_file',
  ])('%s of either file does, with file and line', async (key) => {
    const text = `[default]\nregion = eu-west-1\n${key} = x\n`;
    expect(await check(text, '')).toBe(
      `exports that renew would not be used: [default] in config, line 3, has ${key}, and AWS tools prefer that`,
    );
    expect(await check('', text)).toContain(`[default] in credentials, line 3, has ${key}`);
  });

  test.each([
    ['[profile default]', '[profile default]\nrole_arn = x\n[default]\nregion = x\n', ''],
    ['an overruled [default]', '[profile default]\nregion = x\n[default]\nrole_arn = x\n', ''],
    ['[profile "default"]', '[profile "default"]\nrole_arn = x\n', ''],
    ["Python's [DEFAULT]", '', '[DEFAULT]\naws_access_key_id = x\n[default]\nregion = x\n'],
    ["Python's colon", '', '[default]\naws_access_key_id : x\n'],
    ['any case', '', '[default]\nAWS_Access_Key_Id = x\n'],
    ['an indented line, as JavaScript reads it', '[default]\nregion = x\n  role_arn = x\n', ''],
    ['a value of nothing, which is half a key', '', '[default]\naws_access_key_id =\n'],
    ['a second section', '', '[default]\nregion = x\n[a]\nb = c\n[default]\nrole_arn = x\n'],
  ])('what only some tools read counts as well: %s', async (_, config, credentials) => {
    expect(await check(config, credentials)).toContain('exports that renew would not be used');
  });

  test('no value is told', async () => {
    const text = '[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n';
    expect(await check('', text)).not.toContain('AKIA');
  });
});
