/** Sections, processes and environments as the AWS CLI, botocore and AWS SDK for JavaScript read them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { STSClient } from '@aws-sdk/client-sts';
import fc from 'fast-check';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { loopCount, loopSeed } from '../../../../tools/loops.ts';
import { credentialProcessJson } from '../credential-process.ts';
import { childEnvironment } from './child-environment.ts';
import { exportBlock } from './export-block.ts';
import {
  CREDENTIALS,
  findProgram,
  HOSTILE_TEXTS,
  hostileText,
  isMissing,
  run,
  STALE_VARIABLES,
} from './real-programs.fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'role-valet-aws-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
/** Writes a file of its own for every text: AWS SDK for JavaScript keeps files by their path. */
function place(text: string): string {
  files += 1;
  const path = join(folder, `file-${files}`);
  writeFileSync(path, text);
  return path;
}

const trio = {
  accessKeyId: CREDENTIALS.accessKeyId,
  secretAccessKey: CREDENTIALS.secretAccessKey,
  sessionToken: CREDENTIALS.sessionToken,
};
const expiry = Math.floor(CREDENTIALS.expiration / 1000) * 1000;
const iniBlock = (profileName: string, region?: string) =>
  exportBlock({
    format: 'ini',
    credentials: CREDENTIALS,
    profileName,
    ...(region === undefined ? {} : { region }),
  });
const profileName = fc
  .stringMatching(/^[A-Za-z0-9_.@%:+/-]{1,20}$/)
  .filter((name) => !(name in Object.prototype));

/** The block and the region it should give, or undefined where it is refused, as it may be. */
function writtenOrRefused(name: string, region: string): string | undefined {
  try {
    return iniBlock(name, region);
  } catch (error) {
    expect(error).toMatchObject({ code: 'VALUE_UNREPRESENTABLE' });
    expect(region).toMatch(/\s|^[#;]/u);
    return undefined;
  }
}

describe('AWS SDK for JavaScript', () => {
  beforeEach(() => {
    for (const name of Object.keys(process.env).filter((name) => name.startsWith('AWS_'))) {
      vi.stubEnv(name, undefined);
    }
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  async function readProfile(credentialsFile: string, configFile: string, profile: string) {
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', credentialsFile);
    vi.stubEnv('AWS_CONFIG_FILE', configFile);
    const client = new STSClient({ profile });
    return { credentials: await client.config.credentials(), region: await client.config.region() };
  }

  test('a section gives the trio and the region, whatever they are', async () => {
    const empty = place('');
    const token = fc.stringMatching(/^[!-~]{1,40}$/);
    const region = fc.stringMatching(/^[a-z0-9]{1,10}(-[a-z0-9]{1,10}){0,2}$/);
    await fc.assert(
      fc.asyncProperty(profileName, token, region, async (name, sessionToken, region) => {
        fc.pre(!/^[#;]/.test(sessionToken));
        const credentials = { ...CREDENTIALS, sessionToken };
        const request = { format: 'ini', credentials, profileName: name, region } as const;
        const file = place(`[${name}-other]\nregion = x\n${exportBlock(request)}`);
        const read = await readProfile(file, empty, name);
        expect(read.credentials).toMatchObject({ ...trio, sessionToken });
        expect(read.region).toBe(region);
      }),
      { numRuns: loopCount(500, 50), seed: loopSeed() },
    );
  });

  test('a credential_process gives trio, expiry and account', async () => {
    const answer = place(credentialProcessJson(CREDENTIALS, '111122223333'));
    const config = place(`[profile x]\nregion = eu-west-1\ncredential_process = cat ${answer}\n`);
    const { credentials } = await readProfile(place(''), config, 'x');
    expect(credentials).toMatchObject({ ...trio, accountId: '111122223333' });
    expect(credentials.expiration?.getTime()).toBe(expiry);
  });

  test('a child with stale variables around it uses the session', async () => {
    const environment = childEnvironment(STALE_VARIABLES, CREDENTIALS, 'eu-west-1');
    for (const [name, value] of Object.entries(environment)) {
      vi.stubEnv(name, value);
    }
    const client = new STSClient();
    const credentials = await client.config.credentials();
    expect(credentials).toMatchObject(trio);
    expect(credentials.expiration?.getTime()).toBe(expiry);
    expect(credentials).not.toHaveProperty('accountId');
    expect(await client.config.region()).toBe('eu-west-1');
  });
});

const python = findProgram('python3');
describe.skipIf(isMissing(python))('botocore', () => {
  const readSections = `
import json, sys, botocore.configloader
print(json.dumps([botocore.configloader.raw_config_parse(path) for path in json.load(open(sys.argv[1]))]))
`;

  test('a section gives the trio, its expiry and the region, whatever they are', () => {
    const sample = fc.sample(
      fc.tuple(profileName, fc.oneof(hostileText, fc.constantFrom(...HOSTILE_TEXTS))),
      { numRuns: loopCount(5000, 300), seed: loopSeed() },
    );
    const written = sample.flatMap(([name, region]) => {
      const block = writtenOrRefused(name, region);
      return block === undefined ? [] : [{ name, region, block }];
    });
    expect(written.length).toBeGreaterThan(20);
    const paths = place(JSON.stringify(written.map(({ block }) => place(block))));
    const read = JSON.parse(run(python, ['-c', readSections, paths], { LC_ALL: 'C.UTF-8' }));
    expect(read).toEqual(
      written.map(({ name, region }) => ({
        [name]: {
          aws_access_key_id: trio.accessKeyId,
          aws_secret_access_key: trio.secretAccessKey,
          aws_session_token: trio.sessionToken,
          x_security_token_expires: '2037-01-02T03:04:05Z',
          region,
        },
      })),
    );
  });
});

describe('regions that some AWS parser changes', () => {
  test.each(['eu west', ' eu', 'eu ', '#eu', ';eu', 'eu\u00a0'])('%j is refused', (region) => {
    expect(() => iniBlock('prod', region)).toThrow(
      expect.objectContaining({
        code: 'VALUE_UNREPRESENTABLE',
        message: expect.stringMatching(/^region can't be written as ini/),
      }),
    );
  });
});

describe('names that some AWS parser drops or changes', () => {
  test.each([
    '',
    'two words',
    'a]b',
    'é',
    'a,b',
    "'x'",
    'a\nb',
    '[x',
    '#x',
    'a;b',
    '__proto__',
    'toString',
  ])('%j is refused', (name) => {
    expect(() => iniBlock(name)).toThrow(
      expect.objectContaining({
        code: 'VALUE_UNREPRESENTABLE',
        message: expect.stringMatching(/^the profile name can't be written as ini/),
      }),
    );
  });
});

const aws = findProgram('aws');
describe.skipIf(isMissing(aws))('the AWS CLI', () => {
  const plain = { HOME: folder, PATH: process.env.PATH ?? '', AWS_EC2_METADATA_DISABLED: 'true' };
  const exported = (environment: Record<string, string>, profile: string[]) =>
    JSON.parse(
      run(aws, ['configure', 'export-credentials', '--format', 'process', ...profile], environment),
    );
  const answer = {
    Version: 1,
    AccessKeyId: trio.accessKeyId,
    SecretAccessKey: trio.secretAccessKey,
    SessionToken: trio.sessionToken,
    Expiration: '2037-01-02T03:04:05+00:00',
  };

  test('accepts our answer as a credential_process', () => {
    const process = place(credentialProcessJson(CREDENTIALS));
    const config = place(`[profile x]\ncredential_process = cat ${process}\n`);
    const environment = { ...plain, AWS_CONFIG_FILE: config };
    expect(exported(environment, ['--profile', 'x'])).toEqual(answer);
  });

  test('reads an ini section', () => {
    const credentials = place(iniBlock('prod-session', 'eu-central-1'));
    const environment = { ...plain, AWS_SHARED_CREDENTIALS_FILE: credentials };
    const { Expiration: _, ...withoutExpiry } = answer;
    expect(exported(environment, ['--profile', 'prod-session'])).toEqual(withoutExpiry);
    const region = ['configure', 'get', 'region', '--profile', 'prod-session'];
    expect(run(aws, region, environment)).toBe('eu-central-1\n');
  });

  test('a child with stale variables around it uses the session', () => {
    const parent = { ...STALE_VARIABLES, ...plain };
    expect(exported(childEnvironment(parent, CREDENTIALS, 'eu-west-1'), [])).toEqual(answer);
  });
});
