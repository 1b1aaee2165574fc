import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { isRoleValetError, type RoleValetError } from '../../../contract/errors.ts';
import type { App } from '../../app/app.ts';
import { loadContext } from '../../app/load-context.ts';
import { type PracticeSources, practiceSources } from '../../app/testing/practice-sources.ts';
import { resolveChain } from '../../chain/resolve-chain.ts';

const HUB = 'arn:aws:iam::111122223333:role/hub';
/** Port 9 is closed on every machine that is not a museum. */
const NOBODY = 'http://127.0.0.1:9';
const PLATFORM = 'sso_account_id = 111122223333\nsso_role_name = Platform';

let world: PracticeSources;
beforeAll(async () => {
  world = await practiceSources();
  const { startUrl, region } = world.identityCenter;
  await world.addConfig(
    `[sso-session corp]\nsso_start_url = ${startUrl}\nsso_region = ${region}\n`,
  );
});
afterAll(async () => {
  await world.close();
});
afterEach(() => {
  vi.unstubAllEnvs();
});

let count = 0;
/** The base of a new profile with these lines. */
async function baseOf(lines: string, app: App = world.app) {
  count += 1;
  const name = `p${count}`;
  await world.addConfig(`[profile ${name}]\n${lines}\n`);
  const context = await loadContext(app);
  return { base: resolveChain(context, name).base, config: context.config };
}

async function fetchBase(lines: string, app: App = world.app) {
  const { base, config } = await baseOf(lines, app);
  return app.bases.credentials(base, config);
}

/** What the file of a base's sign-in holds: '' where the base needs none, `missing` before the first one. */
async function signInFileOf(lines: string): Promise<string> {
  const { base, config } = await baseOf(lines);
  const path = await world.app.bases.signInFile(base, config);
  if (path === undefined) return '';
  return existsSync(path) ? await readFile(path, 'utf8') : 'missing';
}

/** The failure, which must name profile and line. */
async function failure(lines: string, app?: App): Promise<RoleValetError> {
  const error = await fetchBase(lines, app).then(
    () => new Error('it was not refused'),
    (reason: unknown) => reason,
  );
  if (!isRoleValetError(error)) throw error;
  expect(error.message).toMatch(/config, line \d+: /);
  expect(error.hint).not.toBe('');
  return error;
}

const source = (name: string) => `role_arn = ${HUB}\ncredential_source = ${name}`;

describe('IAM Identity Center', () => {
  test('nobody is signed in', async () => {
    const { code, hint } = await failure(`sso_session = corp\n${PLATFORM}`);
    expect([code, hint]).toEqual(['SIGN_IN_REQUIRED', `Run: role-valet sign-in p${count}`]);
  });

  test('signed in: a role that is yours, one that is not, and nobody there', async () => {
    await world.addConfig(`[profile me]\nsso_session = corp\n${PLATFORM}\n`);
    await world.signIn('me');
    const found = await fetchBase(`sso_session = corp\n${PLATFORM}`);
    expect(found).toMatchObject({ sessionToken: expect.any(String) });
    expect(found.expiration).toBeGreaterThan(Date.now());
    const other = await failure(
      'sso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Admin',
    );
    expect(other.code).toBe('BASE_REFUSED');
    expect(other.hint).toContain('sso_role_name');
    const away = world.restarted({ AWS_ENDPOINT_URL_SSO: NOBODY });
    const { code } = await failure(`sso_session = corp\n${PLATFORM}`, away);
    expect(code).toBe('NETWORK_UNREACHABLE');
  });

  test('whoever signs in changes the file that is named for it', async () => {
    const lines = `sso_session = corp\n${PLATFORM}`;
    const before = await signInFileOf(lines);
    await world.signIn(`p${count}`);
    expect(await signInFileOf(lines)).not.toBe(before);
    expect(await signInFileOf('credential_process = true')).toBe('');
  });

  test('a sign-in that was ended elsewhere', async () => {
    await world.signIn('me');
    world.identityCenter.signOutAll();
    const { code, hint } = await failure(`sso_session = corp\n${PLATFORM}`);
    expect([code, hint]).toEqual(['SIGN_IN_REQUIRED', `Run: role-valet sign-in p${count}`]);
  });

  test.each([
    ['sso_session = corp\nsso_role_name = Platform', 'has no sso_account_id'],
    ['sso_session = corp\nsso_account_id = 12\nsso_role_name = x', 'not 12 digits'],
    [`sso_session = nobody\n${PLATFORM}`, '[sso-session nobody]'],
  ])('settings that can not be right: %j', async (lines, text) => {
    const { code, message } = await failure(lines);
    expect(code).toBe('CONFIG_INVALID');
    expect(message).toContain(text);
  });
});

describe('credential_process', () => {
  const run = (script: string) =>
    failure(`credential_process = sh -c "${script.replaceAll('"', '\\"')}"`);

  test('a failing command: its first line is told, without what may be secret', async () => {
    const { code, message } = await run(
      "echo 'no aws_secret_access_key=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' >&2; exit 7",
    );
    expect(code).toBe('COMMAND_FAILED');
    expect(message).toContain('exit code 7');
    expect(message).not.toContain('wJalr');
  });

  test.each([
    ['echo hello', 'something else than a JSON object'],
    [`echo '{"Version":"1","AccessKeyId":"a","SecretAccessKey":"b"}'`, '"Version": 1'],
    [`echo '{"Version":1,"AccessKeyId":"a"}'`, 'no AccessKeyId or no SecretAccessKey'],
    [
      `echo '{"Version":1,"AccessKeyId":"a","SecretAccessKey":"b","Expiration":"soon"}'`,
      'Expiration that is no time',
    ],
  ])('%s', async (script, text) => {
    const { code, message } = await run(script);
    expect(code).toBe('BASE_REFUSED');
    expect(message).toContain(text);
  });

  test('no shell reads it, and an unclosed quote is named', async () => {
    const { accessKeyId } = await fetchBase(
      `credential_process = printf '{"Version":1,"AccessKeyId":"%s","SecretAccessKey":"b"}' $(id)`,
    );
    expect(accessKeyId).toBe('$(id)');
    expect((await failure(`credential_process = "x`)).code).toBe('CONFIG_INVALID');
  });

  test('which profile a shell works with is not passed on; other variables are', async () => {
    const shell = world.restarted({ AWS_PROFILE: 'x', AWS_DEFAULT_PROFILE: 'x', AWS_VAULT: 'v' });
    const { secretAccessKey } = await fetchBase(
      `credential_process = sh -c 'echo "{\\"Version\\":1,\\"AccessKeyId\\":\\"a\\",\\"SecretAccessKey\\":\\"s$AWS_PROFILE$AWS_DEFAULT_PROFILE$AWS_VAULT\\"}"'`,
      shell,
    );
    expect(secretAccessKey).toBe('sv');
  });

  test('a command that asks for its own profile again ends', async () => {
    const { running } = { running: `p${count + 1}` };
    const inside = world.restarted({ ROLE_VALET_RUNNING_PROCESSES: running });
    expect((await failure('credential_process = true', inside)).code).toBe('CHAIN_LOOP');
  });
});

describe('web identity', () => {
  const lines = (path: string, more = '') =>
    `web_identity_token_file = ${path}\nrole_arn = ${world.sources.roleArns.webIdentity}\nregion = eu-west-1\n${more}`;

  test('a fresh token, a spent one, and none', async () => {
    const found = await fetchBase(lines(await world.writeToken(), 'duration_seconds = 900'));
    const life = (found.expiration ?? 0) - Date.now();
    expect(Math.round(life / 60_000)).toBe(15);
    const spent = await failure(lines(await world.writeToken(-60)));
    expect(spent.code).toBe('BASE_REFUSED');
    expect(spent.message).toContain('ExpiredToken');
    const none = await failure(lines('/nowhere/token'));
    expect(none.message).toContain('does not exist');
    const path = join(world.practice.folder, 'garbled');
    await writeFile(path, 'not.a.token');
    const garbled = await failure(lines(path));
    expect(garbled.code).toBe('BASE_REFUSED');
    expect(garbled.message).not.toContain('not.a.token');
  });

  test('STS can not be reached', async () => {
    const away = world.restarted({ AWS_ENDPOINT_URL_STS: NOBODY });
    const { code } = await failure(lines(await world.writeToken()), away);
    expect(code).toBe('NETWORK_UNREACHABLE');
  });
});

describe('an EC2 instance', () => {
  test('its own role, none, and no instance at all', async () => {
    expect(await fetchBase(source('Ec2InstanceMetadata'))).toMatchObject({
      expiration: expect.any(Number),
    });
    // Version 2 alone was spoken.
    expect(world.instance.requests[0]).toBe('PUT /latest/api/token 200');
    world.instance.attach(undefined);
    const none = await failure(source('Ec2InstanceMetadata'));
    world.instance.attach(world.sources.roleArns.instance);
    expect(none.message).toContain('the EC2 instance has no role');
    const away = world.restarted({ AWS_EC2_METADATA_SERVICE_ENDPOINT: NOBODY });
    expect((await failure(source('Ec2InstanceMetadata'), away)).code).toBe('NETWORK_UNREACHABLE');
    const off = world.restarted({ AWS_EC2_METADATA_DISABLED: 'true' });
    expect((await failure(source('Ec2InstanceMetadata'), off)).code).toBe('BASE_REFUSED');
  });

  test('a service that does not trust the role, and an address that is none', async () => {
    world.instance.attach(HUB);
    const refused = await failure(source('Ec2InstanceMetadata'));
    world.instance.attach(world.sources.roleArns.instance);
    expect(refused.message).toContain('AssumeRoleUnauthorizedAccess');
    const odd = world.restarted({ AWS_EC2_METADATA_SERVICE_ENDPOINT: 'ftp://x' });
    expect((await failure(source('Ec2InstanceMetadata'), odd)).code).toBe('CONFIG_INVALID');
  });
});

describe('a container', () => {
  test('its task role, by the token in a file too', async () => {
    expect(await fetchBase(source('EcsContainer'))).toMatchObject({
      expiration: expect.any(Number),
    });
    const path = join(world.practice.folder, 'container-token');
    await writeFile(path, world.container.authorizationToken);
    const byFile = world.restarted({
      AWS_CONTAINER_AUTHORIZATION_TOKEN: undefined,
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: path,
    });
    expect(await fetchBase(source('EcsContainer'), byFile)).toMatchObject({
      sessionToken: expect.any(String),
    });
  });

  test.each([
    ['a wrong token', { AWS_CONTAINER_AUTHORIZATION_TOKEN: 'other' }, 'BASE_REFUSED', 'HTTP 403'],
    [
      'no container',
      { AWS_CONTAINER_CREDENTIALS_FULL_URI: undefined },
      'BASE_REFUSED',
      'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
    ],
    [
      'nobody there',
      { AWS_CONTAINER_CREDENTIALS_FULL_URI: `${NOBODY}/x` },
      'NETWORK_UNREACHABLE',
      '127.0.0.1:9',
    ],
    [
      'a foreign address without encryption',
      { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://203.0.113.1/x' },
      'ENDPOINT_REFUSED',
      'neither https nor on this machine',
    ],
  ])('%s', async (_, environment, code, text) => {
    const error = await failure(source('EcsContainer'), world.restarted(environment));
    expect(error.code).toBe(code);
    expect(error.message).toContain(text);
  });
});

describe('aws login', () => {
  const lines = () => `login_session = ${world.sources.loginArn}\nregion = eu-west-1`;
  /** The SDK's provider looks at the process's own environment. */
  const turnSdk = () => vi.stubEnv('AWS_LOGIN_CACHE_DIRECTORY', world.loginCachePath);

  test('nobody did it', async () => {
    const { code, hint } = await failure(lines());
    expect([code, hint]).toEqual(['SIGN_IN_REQUIRED', `Run: aws login --profile p${count}`]);
  });

  test('whoever logs in changes the file that is named for it', async () => {
    const before = await signInFileOf(lines());
    await world.logIn();
    expect(await signInFileOf(lines())).not.toBe(before);
  });

  test('what it left is used, and renewed by the SDK before its end, once for all', async () => {
    await world.logIn();
    await fetchBase(lines());
    expect(world.login.requests).toEqual([]);
    await world.logIn(60);
    turnSdk();
    const trios = await Promise.all([
      fetchBase(lines()),
      fetchBase(lines()),
      fetchBase(lines(), world.restarted()),
    ]);
    expect(new Set(trios.map(({ accessKeyId }) => accessKeyId)).size).toBe(1);
    expect(world.login.requests).toEqual(['POST /v1/token 200']);
  });

  test('refused, and unreachable', async () => {
    turnSdk();
    await world.logIn(60);
    world.login.refuse('USER_CREDENTIALS_CHANGED');
    const refused = await failure(lines());
    world.login.refuse(undefined);
    expect([refused.code, refused.exitCode]).toEqual(['SIGN_IN_REQUIRED', 3]);
    await world.logIn(-60);
    const away = world.restarted({ AWS_ENDPOINT_URL_SIGNIN: NOBODY });
    expect((await failure(lines(), away)).code).toBe('NETWORK_UNREACHABLE');
  });
});
