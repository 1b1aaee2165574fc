import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import { RoleValetError } from '../contract/errors.ts';
import { askAgent } from './client.ts';
import { parseSessionAnswer } from './session-answer.ts';
import {
  type PracticeAgent,
  type PracticeAgentOptions,
  practiceAgent,
} from './testing/practice-agent.ts';
import { answerIn, requestText, sendRaw } from './testing/raw-request.ts';

let open: PracticeAgent | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

async function start(options?: PracticeAgentOptions): Promise<PracticeAgent> {
  open = await practiceAgent(options);
  return open;
}

async function ask(valet: PracticeAgent, path: string, body?: object) {
  const limits = { timeMs: 30_000, signMs: 30_000 };
  const address = { path: valet.agent.path };
  const asked = await askAgent(address, { path, ...(body && { body }) }, limits);
  if (asked === undefined || 'trouble' in asked) throw new Error(JSON.stringify(asked));
  return { status: asked.answer.status, value: JSON.parse(asked.answer.body) };
}

/** The world of a caller that shares the app's. */
function sameWorld({ practice }: PracticeAgent) {
  const { configPath, credentialsPath } = practice.app;
  return { configPath, credentialsPath, stsEndpoint: practice.sts.url };
}

describe('what is answered', () => {
  test('hello tells who runs, and no secret', async () => {
    const valet = await start();
    const { configPath, credentialsPath } = valet.practice.app;
    expect(await ask(valet, '/v1/hello')).toEqual({
      status: 200,
      value: { version: '0.1.0', pid: process.pid, configPath, credentialsPath },
    });
  });

  test('credentials are what a credential_process prints, and are made once', async () => {
    const valet = await start();
    const body = { profile: 'shop-dev-readonly', caller: sameWorld(valet), waitMs: 20_000 };
    const first = await ask(valet, '/v1/credentials', body);
    expect(first).toEqual({
      status: 200,
      value: {
        Version: 1,
        AccessKeyId: expect.stringMatching(/^ASIA/),
        SecretAccessKey: expect.any(String),
        SessionToken: expect.any(String),
        Expiration: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        AccountId: '222233334444',
      },
    });
    expect(await ask(valet, '/v1/credentials', body)).toEqual(first);
    expect(valet.practice.sts.calls).toHaveLength(1);
    expect(valet.obtained[0]).toMatchObject({ origin: 'program', waitMs: 20_000 });
  });

  test('a session comes with all that a command shows of it', async () => {
    const valet = await start();
    const wish = { requestedSeconds: 7_200, region: 'eu-central-1' };
    const { status, value } = await ask(valet, '/v1/sessions', {
      profile: 'shop-dev-readonly',
      caller: sameWorld(valet),
      ...wish,
    });
    expect(status).toBe(200);
    expect(value).toMatchObject({ reused: false, warnings: [], now: expect.any(Number) });
    expect(value.session).toMatchObject({ profile: 'shop-dev-readonly', durationSeconds: 7_200 });
    expect(parseSessionAnswer(JSON.stringify(value))).toEqual(value);
    expect(valet.obtained[0]).toMatchObject({ origin: 'person', ...wish });
  });

  test('a code is passed on, and its session serves programs afterwards', async () => {
    const valet = await start();
    const profile = 'shop-dev-deployer';
    const refused = await ask(valet, '/v1/credentials', { profile });
    expect(refused).toMatchObject({ status: 403, value: { error: { code: 'MFA_REQUIRED' } } });
    const mfaCode = valet.practice.code();
    expect(await ask(valet, '/v1/sessions', { profile, mfaCode })).toMatchObject({ status: 200 });
    expect(await ask(valet, '/v1/credentials', { profile })).toMatchObject({ status: 200 });
    expect(valet.log.join('\n')).not.toContain(mfaCode);
  });

  test('curl is a client too', async () => {
    const valet = await start();
    const argv = ['--silent', '--show-error', '--fail', '--unix-socket', valet.agent.path];
    const body = ['--json', '{"profile":"shop-dev-readonly"}'];
    const url = 'http://role-valet/v1/credentials';
    const { stdout } = await promisify(execFile)('curl', [...argv, ...body, url]);
    expect(JSON.parse(stdout)).toMatchObject({ Version: 1 });
  });
});

describe('callers share work', () => {
  test('five hundred at once are one call of STS', async () => {
    const valet = await start();
    const body = { profile: 'shop-dev-readonly', caller: sameWorld(valet) };
    const answers = await Promise.all(
      Array.from({ length: 500 }, () => ask(valet, '/v1/credentials', body)),
    );
    expect(new Set(answers.map(({ value }) => value.AccessKeyId)).size).toBe(1);
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(valet.practice.sts.calls).toHaveLength(1);
  });

  test('one that leaves does not end the work of the others; the last one does', async () => {
    const started = Promise.withResolvers<AbortSignal>();
    const valet = await start({
      obtain: (request) => {
        started.resolve(request.signal);
        return new Promise((_, reject) => {
          request.signal.addEventListener('abort', () => reject(request.signal.reason as Error));
        });
      },
    });
    const leave = async () => {
      const limits = { timeMs: 400, signMs: 400 };
      const body = { profile: 'hub', waitMs: 60_000 };
      return askAgent({ path: valet.agent.path }, { path: '/v1/credentials', body }, limits);
    };
    const first = leave();
    const signal = await started.promise;
    const second = new Promise((resolve) => setTimeout(resolve, 200)).then(leave);
    expect(await first).toHaveProperty('trouble');
    expect(signal.aborted).toBe(false);
    expect(await second).toHaveProperty('trouble');
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    expect(valet.obtained).toHaveLength(1);
  });

  test('who waits longer than it wanted is told so', async () => {
    const valet = await start({ obtain: () => new Promise(() => undefined) });
    const answer = await ask(valet, '/v1/credentials', { profile: 'hub', waitMs: 0 });
    expect(answer).toMatchObject({ status: 504, value: { error: { code: 'TIME_LIMIT' } } });
  });
});

describe('another world', () => {
  test.each([
    ['configPath', { configPath: '/elsewhere/config' }],
    ['credentialsPath', { credentialsPath: '/elsewhere/credentials' }],
    ['stsEndpoint', { stsEndpoint: 'https://sts.example.com' }],
    ['stsEndpoint', { stsEndpoint: undefined }],
    ['caBundle', { caBundle: '/ca.pem' }],
    ['baseEndpoints', { baseEndpoints: 'AWS_ENDPOINT_URL_SSO=https://portal.example.com' }],
  ])('a caller with another %s does the work itself', async (name, change) => {
    const valet = await start();
    const body = { profile: 'shop-dev-readonly', caller: { ...sameWorld(valet), ...change } };
    for (const path of ['/v1/credentials', '/v1/sessions']) {
      const answer = await ask(valet, path, body);
      expect(answer).toMatchObject({ status: 409, value: { differs: [name] } });
    }
    expect(valet.obtained).toEqual([]);
  });

  test('keys of the app’s own variables are not handed to another shell', async () => {
    const valet = await start({
      obtain: async (request, usual) => {
        const obtained = await usual(request);
        const base = { kind: 'environment', profile: 'x' } as const;
        return { ...obtained, chain: { ...obtained.chain, base } };
      },
    });
    const body = { profile: 'shop-dev-readonly', caller: sameWorld(valet) };
    const answer = await ask(valet, '/v1/credentials', body);
    expect(answer).toMatchObject({ status: 409, value: { differs: ['environment'] } });
  });
});

describe('a base that is a command', () => {
  const other = { commandVariables: 'a'.repeat(64) };

  test.each([
    ['process', other, 409],
    ['process', {}, 200],
    ['sso', other, 200],
  ] as const)('%s, for a shell with %j: %i', async (kind, change, status) => {
    const valet = await start({
      obtain: async (request, usual) => {
        const obtained = await usual(request);
        return { ...obtained, chain: { ...obtained.chain, base: { kind, profile: 'x' } } };
      },
    });
    const body = { profile: 'shop-dev-readonly', caller: { ...sameWorld(valet), ...change } };
    const answer = await ask(valet, '/v1/sessions', body);
    expect(answer.status).toBe(status);
    if (status === 409) expect(answer.value.differs).toEqual(['commandVariables']);
  });
});

test('failures are codes of the closed list, without stack or secret', async () => {
  const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
  const failures = [
    [new RoleValetError('ROLE_NOT_FOUND', `no ${secret}`, 'hint'), 404, 'ROLE_NOT_FOUND'],
    [new RoleValetError('STS_ACCESS_DENIED', 'no', 'hint'), 502, 'STS_ACCESS_DENIED'],
    [new TypeError(`a fault with ${secret}`), 500, 'INTERNAL'],
  ] as const;
  const queue = [...failures];
  const valet = await start({ obtain: async () => Promise.reject(queue.shift()?.[0]) });
  for (const [, status, code] of failures) {
    const answer = await ask(valet, '/v1/sessions', { profile: 'hub' });
    expect(answer).toMatchObject({ status, value: { error: { code, hint: expect.any(String) } } });
    expect(JSON.stringify(answer)).not.toMatch(/wJalr|\.ts:\d/);
  }
  expect(valet.log.join('\n')).not.toContain(secret);
});

test('a flood is told to wait, and later answered again', async () => {
  let now = 0;
  const clock = { now: () => now, sleep: async () => undefined };
  const valet = await start({ clock, limits: { rate: { burst: 3, perSecond: 1 } } });
  const hello = async () =>
    answerIn(await sendRaw(valet.agent.path, requestText({ method: 'GET', path: '/v1/hello' })));
  const burst = [await hello(), await hello(), await hello(), await hello()];
  expect(burst.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
  now = 1_000;
  expect((await hello()).status).toBe(200);
});
