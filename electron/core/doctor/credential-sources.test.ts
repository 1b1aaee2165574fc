import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { pythonWithBotocore } from '../aws-config/botocore.fixture.ts';
import { readSharedConfig } from '../aws-config/shared-config.ts';
import { type CredentialSource, credentialSources, winningSource } from './credential-sources.ts';

/** `login` is left out: the botocore of the distributions does not know it yet. */
const KINDS: readonly CredentialSource[] = [
  'role',
  'web-identity',
  'sso',
  'process',
  'keys',
  'config-keys',
];

/** Every way to offer several sources in one profile, and names for them. */
const CASES = Array.from({ length: 2 ** KINDS.length }, (_, bits) =>
  KINDS.filter((_kind, index) => (bits >> index) % 2 === 1),
).filter((kinds) => kinds.length > 0 && !(kinds.includes('keys') && kinds.includes('config-keys')));

const python = pythonWithBotocore();
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'role-valet-sources-'));
  await writeFile(join(folder, 'token'), 'practice-token');
  await writeFile(
    join(folder, 'process.json'),
    JSON.stringify({ Version: 1, AccessKeyId: 'FROM-PROCESS', SecretAccessKey: 'x' }),
  );
});

afterAll(() => rm(folder, { recursive: true, force: true }));

function pair(id: string): string {
  return `aws_access_key_id = ${id}\naws_secret_access_key = x\n`;
}

function texts(kinds: readonly CredentialSource[]): { config: string; credentials: string } {
  const has = (kind: CredentialSource) => kinds.includes(kind);
  const lines = [
    ...(has('role') || has('web-identity') ? ['role_arn = arn:aws:iam::111122223333:role/x'] : []),
    ...(has('role') ? ['source_profile = base'] : []),
    ...(has('web-identity') ? [`web_identity_token_file = ${join(folder, 'token')}`] : []),
    ...(has('sso')
      ? [
          'sso_start_url = https://example.awsapps.com/start',
          'sso_region = eu-west-1',
          'sso_account_id = 111122223333',
          'sso_role_name = reader',
        ]
      : []),
    ...(has('process') ? [`credential_process = cat ${join(folder, 'process.json')}`] : []),
  ];
  return {
    config: `[profile x]\nregion = eu-west-1\n${lines.join('\n')}\n${has('config-keys') ? pair('FROM-CONFIG-KEYS') : ''}`,
    credentials: `[base]\n${pair('BASE')}${has('keys') ? `[x]\n${pair('FROM-KEYS')}` : ''}`,
  };
}

function ours(kinds: readonly CredentialSource[], reader: 'awsCli' | 'javascriptSdk') {
  const { config, credentials } = texts(kinds);
  const state = (path: string, text: string) => ({
    path,
    realPath: path,
    exists: true,
    bytes: Buffer.from(text),
  });
  const shared = readSharedConfig(state('/c', config), state('/k', credentials));
  const profile = shared.profiles.get('x');
  return profile && winningSource(credentialSources(profile), reader);
}

const PROGRAM = `
import json, os, sys
from botocore.session import Session
answers = []
for config, credentials in json.load(sys.stdin):
    for name, text in (('AWS_CONFIG_FILE', config), ('AWS_SHARED_CREDENTIALS_FILE', credentials)):
        with open(os.environ[name], 'w') as file:
            file.write(text)
    found = Session(profile='x').get_credentials()
    answers.append(found and found.method)
print(json.dumps(answers))
`;

const SOURCE_BY_METHOD: Readonly<Record<string, CredentialSource>> = {
  'assume-role': 'role',
  'assume-role-with-web-identity': 'web-identity',
  sso: 'sso',
  'custom-process': 'process',
  'shared-credentials-file': 'keys',
  'config-file': 'config-keys',
};

describe('which of several sources wins', () => {
  test.skipIf(python === undefined)('in botocore', () => {
    const { stdout, stderr } = spawnSync(python ?? '', ['-c', PROGRAM], {
      input: JSON.stringify(
        CASES.map(texts).map(({ config, credentials }) => [config, credentials]),
      ),
      env: {
        PATH: process.env.PATH,
        AWS_CONFIG_FILE: join(folder, 'config'),
        AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
        AWS_EC2_METADATA_DISABLED: 'true',
      },
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    const methods: string[] = JSON.parse(stdout);
    const found = methods.map((method, index) => `${CASES[index]}: ${SOURCE_BY_METHOD[method]}`);
    expect(found).toEqual(CASES.map((kinds) => `${kinds}: ${ours(kinds, 'awsCli')}`));
  });

  test.each(CASES.map((kinds) => [kinds.join(' + '), kinds] as const))(
    'in the JavaScript SDK: %s',
    async (_name, kinds) => {
      expect(await sdkSource(kinds)).toBe(ours(kinds, 'javascriptSdk'));
    },
  );
});

interface IniModule {
  fromIni(options: object): () => Promise<{ accessKeyId: string }>;
}

const sdk: IniModule = createRequire(createRequire(import.meta.url).resolve('@aws-sdk/client-sts'))(
  '@aws-sdk/credential-provider-ini',
);

async function sdkSource(kinds: readonly CredentialSource[]): Promise<string> {
  const { config, credentials } = texts(kinds);
  const paths = { configFilepath: join(folder, 'config'), filepath: join(folder, 'credentials') };
  await writeFile(paths.configFilepath, config);
  await writeFile(paths.filepath, credentials);
  // Its part for SSO reads the files again by itself.
  vi.stubEnv('AWS_CONFIG_FILE', paths.configFilepath);
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', paths.filepath);
  const answer = (accessKeyId: string) => async () => ({ accessKeyId, secretAccessKey: 'x' });
  const provider = sdk.fromIni({
    ...paths,
    profile: 'x',
    ignoreCache: true,
    roleAssumer: answer('FROM-ROLE'),
    roleAssumerWithWebIdentity: answer('FROM-WEB-IDENTITY'),
  });
  try {
    return (await provider()).accessKeyId.replace('FROM-', '').toLowerCase();
  } catch (error) {
    // Nobody is signed in, and the SDK says so.
    if (error instanceof Error && /SSO/.test(error.message)) return 'sso';
    throw error;
  } finally {
    vi.unstubAllEnvs();
  }
}
