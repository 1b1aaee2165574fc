import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { signIn } from '../../app/sign-in.ts';
import { accessTokenFor } from './access-token.ts';
import { registrationName } from './registration.ts';
import { type SignInWorld, signInWorld, willingPerson } from './testing/sign-in-world.ts';

const run = promisify(execFile);

let world: SignInWorld;
beforeEach(async () => {
  world = await signInWorld();
});
afterEach(async () => {
  await world.close();
});

/** The AWS CLI's own botocore, on the cache and the sign-in service of this world. */
const PYTHON = `
import sys, os, json, awscli
sys.path.insert(0, os.path.dirname(awscli.__file__))
import botocore.session, botocore.utils
from botocore.credentials import JSONFileCache
job, cache_path, url, start_url, region = sys.argv[1:6]
def dumps(value):
    text = lambda t: t.strftime('%Y-%m-%dT%H:%M:%SZ')
    return json.dumps(value, default=text)
cache = JSONFileCache(cache_path, dumps_func=dumps)
session = botocore.session.Session()
def client(name, config):
    return session.create_client(name, endpoint_url=url, config=config)
def pending(userCode, **kwargs):
    print(json.dumps(userCode), flush=True)
loader = botocore.utils.SSOTokenLoader(cache=cache)
fetcher = botocore.utils.SSOTokenFetcher(sso_region=region, client_creator=client, cache=cache, on_pending_authorization=pending)
if job == 'load':
    print(json.dumps(loader(start_url, session_name='corp')))
elif job == 'register':
    print(json.dumps(fetcher._registration(start_url, 'corp', ['sso:account:access'])))
elif job == 'names':
    print(json.dumps([fetcher._registration_cache_key(**one) for one in json.loads(sys.stdin.read())]))
elif job == 'sign-in':
    fetcher.fetch_token(start_url, session_name='corp', registration_scopes=['sso:account:access'], force_refresh=True)
`;

const baseArguments = () => [
  world.cachePath,
  world.server.url,
  world.server.startUrl,
  world.server.region,
];

/** Debian's own Python comes first: its AWS CLI is a package that can be imported. */
const python = ['/usr/bin/python3', 'python3'].find((program) => {
  const script = 'import awscli.botocore.utils as utils; utils.SSOTokenFetcher';
  return spawnSync(program, ['-c', script]).status === 0;
});
const PYTHON_COMMAND = python ?? 'python3';

async function runPython(job: string): Promise<unknown> {
  const { stdout } = await run(PYTHON_COMMAND, ['-c', PYTHON, job, ...baseArguments()], {
    env: { PATH: process.env.PATH, HOME: world.folder },
  });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

const settings = () => ({ ...world.session, scopes: ['sso:account:access'] });

async function signedIn(): Promise<void> {
  await signIn(world.parts, settings(), {
    page: willingPerson(world),
    byDevice: true,
    signal: new AbortController().signal,
  });
}

test.skipIf(python === undefined)('the AWS CLI uses our token and our registration', async () => {
  await signedIn();
  const fields = await world.tokenFields();
  expect(await runPython('load')).toEqual(fields);
  const registrations = () =>
    world.server.requests.filter((line) => line.includes('/client/register')).length;
  expect(registrations()).toBe(1);
  expect(await runPython('register')).toMatchObject({ clientId: fields?.clientId });
  expect(registrations()).toBe(1);
});

test('the JavaScript SDK uses our token', async () => {
  await signedIn();
  const script = `
    import { fromSso } from '@aws-sdk/token-providers';
    import { writeFile, mkdir } from 'node:fs/promises';
    const [config, url, profile] = process.argv.slice(1);
    const token = await fromSso({ profile, configFilepath: config, clientConfig: { endpoint: url } })();
    console.log(JSON.stringify(token));`;
  const config = `${world.folder}/.aws/config`;
  await world.parts.files.replace(
    config,
    new TextEncoder().encode(
      `[profile dev]\nsso_session = corp\n[sso-session corp]\nsso_start_url = ${world.server.startUrl}\nsso_region = ${world.server.region}\n`,
    ),
  );
  const { stdout } = await run(
    process.execPath,
    ['--input-type=module', '-e', script, config, world.server.url, 'dev'],
    { cwd: import.meta.dirname, env: { PATH: process.env.PATH, HOME: world.folder } },
  );
  expect(JSON.parse(stdout)).toMatchObject({ token: (await world.tokenFields())?.accessToken });
});

test.skipIf(python === undefined)('we use and renew a token of the AWS CLI', async () => {
  const child = execFile(PYTHON_COMMAND, ['-c', PYTHON, 'sign-in', ...baseArguments()], {
    env: { PATH: process.env.PATH, HOME: world.folder },
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.stdout?.once('data', (text: string) => world.server.approve(JSON.parse(text) as string));
  expect(await ended).toBe(0);
  const fields = await world.tokenFields();
  expect(await accessTokenFor(world.parts, settings())).toMatchObject({
    token: fields?.accessToken,
  });
  world.pass(2 * 3_600_000);
  const renewed = await accessTokenFor(world.parts, settings());
  expect(renewed.token).not.toBe(fields?.accessToken);
  expect(renewed.expiresAt).toBeGreaterThan(world.parts.clock.now());
});

test.skipIf(python === undefined)('a registration is named as the AWS CLI names it', async () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 8 });
  const cases = fc.sample(
    fc.record({
      startUrl: text,
      sessionName: fc.option(text, { nil: undefined }),
      scopes: fc.option(fc.array(text, { maxLength: 2 }), { nil: undefined }),
    }),
    { numRuns: 100, seed: 6 },
  );
  const hash = async (input: string) => {
    const bytes = await crypto.subtle.digest('SHA-1', new TextEncoder().encode(input));
    return Buffer.from(bytes).toString('hex');
  };
  const ours = await Promise.all(
    cases.map((one) =>
      hash(
        registrationName({
          profile: 'dev',
          region: world.server.region,
          endpoint: '',
          startUrl: one.startUrl,
          ...(one.sessionName === undefined ? {} : { sessionName: one.sessionName }),
          ...(one.scopes === undefined ? {} : { scopes: one.scopes }),
        }),
      ),
    ),
  );
  const child = run(PYTHON_COMMAND, ['-c', PYTHON, 'names', ...baseArguments()], {
    env: { PATH: process.env.PATH, HOME: world.folder },
  });
  child.child.stdin?.end(
    JSON.stringify(
      cases.map(({ startUrl, sessionName, scopes }) => ({
        start_url: startUrl,
        session_name: sessionName ?? null,
        scopes: scopes ?? null,
      })),
    ),
  );
  expect(ours).toEqual(JSON.parse((await child).stdout));
});
