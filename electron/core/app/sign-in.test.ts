import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isRoleValetError } from '../../contract/errors.ts';
import { readSignIn } from '../aws/sign-in/access-token.ts';
import type { SignInPage } from '../aws/sign-in/sign-in-page.ts';
import {
  type SignInWorld,
  signInWorld,
  willingPerson,
} from '../aws/sign-in/testing/sign-in-world.ts';
import { tokenFilePath } from '../aws/sign-in/token-file.ts';
import { signIn } from './sign-in.ts';

let world: SignInWorld;
beforeEach(async () => {
  world = await signInWorld();
});
afterEach(async () => {
  await world.close();
});

const never = new AbortController().signal;

/** A person who does nothing but what is given. */
function person(page: Partial<SignInPage>): SignInPage {
  return {
    openPage: async () => undefined,
    showCode: () => undefined,
    waitForOther: () => undefined,
    ...page,
  };
}

async function failureOf(work: Promise<unknown>): Promise<{ code: string; text: string }> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!isRoleValetError(error)) throw error ?? new Error('it went well');
  return { code: error.code, text: `${error.message}\n${error.hint}` };
}

test('through the browser: a token for all AWS tools, that can be renewed', async () => {
  const seen: string[] = [];
  const signedIn = await signIn(world.parts, world.session, {
    page: willingPerson(world, seen),
    byDevice: false,
    signal: never,
  });
  expect(signedIn.isRefreshable).toBe(true);
  const [url = '', page] = seen;
  const query = new URL(url).searchParams;
  expect(url.startsWith(`${world.server.url}/authorize?`)).toBe(true);
  expect(query.get('scopes')).toBe('sso:account:access');
  expect(query.get('redirect_uri')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/oauth\/callback$/);
  expect(page).toContain('You can close this page');

  const fields = await world.tokenFields();
  expect(Object.keys(fields ?? {})).toEqual([
    'startUrl',
    'region',
    'accessToken',
    'expiresAt',
    'clientId',
    'clientSecret',
    'registrationExpiresAt',
    'refreshToken',
  ]);
  expect(fields?.expiresAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  const path = tokenFilePath(world.cachePath, world.session);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect((await stat(world.cachePath)).mode & 0o777).toBe(0o700);
  expect(await readSignIn(world.parts, world.session)).toMatchObject({
    state: 'signed-in',
    isRefreshable: true,
  });
  // Nobody listens any more.
  await expect(fetch(query.get('redirect_uri') ?? '')).rejects.toThrow();
});

test('the client is registered once for many sign-ins', async () => {
  const manner = { page: willingPerson(world), byDevice: false, signal: never };
  await signIn(world.parts, world.session, manner);
  await signIn(world.otherProcess(), world.session, manner);
  const registrations = world.server.requests.filter((line) => line.includes('/client/register'));
  expect(registrations).toEqual(['POST /client/register 200']);
  expect(await world.cacheNames()).toHaveLength(2);
});

test('with a code, where no browser can be opened: asks slower when told to', async () => {
  const seen: string[] = [];
  const pauses: number[] = [];
  const page = person({
    showCode: ({ userCode, url, expiresAt }) => {
      seen.push(url);
      expect(expiresAt).toBeGreaterThan(world.parts.clock.now());
      // The person takes a while.
      const sleep = world.parts.clock.sleep;
      Object.assign(world.parts.clock, {
        sleep: async (milliseconds: number) => {
          pauses.push(milliseconds);
          // Two questions come at once, so that the service wants them slower.
          await sleep([2, 3].includes(pauses.length) ? 0 : milliseconds);
          if (pauses.length === 4) world.server.approve(userCode);
        },
      });
    },
    openPage: async (url) => {
      seen.push(url);
    },
  });
  const signedIn = await signIn(world.parts, world.session, {
    page,
    byDevice: true,
    signal: never,
  });
  expect(signedIn.isRefreshable).toBe(true);
  expect(seen[1]).toMatch(/\/device\?user_code=/);
  expect(pauses).toEqual([1_000, 1_000, 1_000, 6_000]);
  const answers = world.server.requests.filter((line) => line.startsWith('POST /token'));
  expect(answers.map((line) => line.slice(-3))).toEqual(['400', '400', '400', '200']);
});

test('the older form without a session always takes a code, and ends without a renewal', async () => {
  const signedIn = await signIn(world.parts, world.legacy, {
    page: willingPerson(world),
    byDevice: false,
    signal: never,
  });
  expect(signedIn.isRefreshable).toBe(false);
  expect(await world.tokenFields(world.legacy)).toMatchObject({ startUrl: world.server.startUrl });
});

test('a kept registration that the service forgot is made anew', async () => {
  const manner = { page: willingPerson(world), byDevice: true, signal: never };
  await signIn(world.parts, world.session, manner);
  const other = await signInWorld();
  try {
    // The same cache, and another service that knows nothing of it.
    const settings = { ...world.session, endpoint: other.server.url };
    const again = signIn(world.parts, settings, { ...manner, page: willingPerson(other) });
    // It has come past the registration: of this start page the other knows nothing either.
    expect((await failureOf(again)).text).toContain('Invalid start URL');
    expect(other.server.requests.slice(0, 3)).toEqual([
      'POST /device_authorization 401',
      'POST /client/register 200',
      expect.stringContaining('POST /device_authorization'),
    ]);
  } finally {
    await other.close();
  }
});

test('denied on the page', async () => {
  const page = person({ showCode: ({ userCode }) => world.server.deny(userCode) });
  const { code, text } = await failureOf(
    signIn(world.parts, world.session, { page, byDevice: true, signal: never }),
  );
  expect(code).toBe('SIGN_IN_REFUSED');
  expect(text).toContain('denied');
  expect(text).toContain('role-valet sign-in dev');
  expect(await world.tokenFields()).toBeUndefined();
});

test('a code that nobody confirms in time', async () => {
  const page = person({ showCode: () => world.pass(3_600_000) });
  const { code, text } = await failureOf(
    signIn(world.parts, world.session, { page, byDevice: true, signal: never }),
  );
  expect(code).toBe('SIGN_IN_REFUSED');
  expect(text).toContain('not confirmed in time');
});

test('an error that the browser brings back', async () => {
  const page = person({
    openPage: async (url) => {
      const query = new URL(url).searchParams;
      const back = `${query.get('redirect_uri')}?error=access_denied&state=${query.get('state')}`;
      await (await fetch(back)).text();
    },
  });
  const { code } = await failureOf(
    signIn(world.parts, world.session, { page, byDevice: false, signal: never }),
  );
  expect(code).toBe('SIGN_IN_REFUSED');
});

test('an answer with a wrong state is turned away, and the sign-in goes on', async () => {
  const willing = willingPerson(world);
  const page = person({
    openPage: async (url) => {
      const back = new URL(url).searchParams.get('redirect_uri');
      const forged = await fetch(`${back}?code=stolen&state=guess`);
      expect(forged.status).toBe(400);
      await willing.openPage(url);
    },
  });
  await signIn(world.parts, world.session, { page, byDevice: false, signal: never });
  expect(world.tokenCalls()).toBe(1);
});

test('given up: nothing is left behind, in either way', async () => {
  for (const byDevice of [false, true]) {
    const controller = new AbortController();
    const page = person({ openPage: async () => controller.abort() });
    const { code } = await failureOf(
      signIn(world.parts, world.session, { page, byDevice, signal: controller.signal }),
    );
    expect(code).toBe('DECLINED');
    expect(await world.tokenFields()).toBeUndefined();
    expect(await readdir(join(world.folder, 'locks'))).toEqual([]);
  }
});

test('nobody answers: the time limit ends it', async () => {
  const { code } = await failureOf(
    signIn(world.parts, world.session, {
      page: person({}),
      byDevice: false,
      signal: never,
      limitMs: 200,
    }),
  );
  expect(code).toBe('TIME_LIMIT');
});

test('two ask at once, here and in another process: one sign-in, one browser', async () => {
  const seen: string[] = [];
  let waits: () => void = () => undefined;
  const otherWaits = new Promise<void>((resolve) => {
    waits = resolve;
  });
  const willing = willingPerson(world, seen);
  const page = person({
    openPage: async (url) => {
      await otherWaits;
      await willing.openPage(url);
    },
    waitForOther: () => waits(),
  });
  const manner = { page, byDevice: false, signal: never };
  const [first, second, third] = await Promise.all([
    signIn(world.parts, world.session, manner),
    signIn(world.parts, world.session, manner),
    signIn(world.otherProcess(), world.session, manner),
  ]);
  for (const { expiresAt } of [second, third]) {
    expect(Math.abs(expiresAt - first.expiresAt)).toBeLessThan(1_000);
  }
  expect(world.tokenCalls()).toBe(1);
  expect(seen.filter((text) => text.startsWith('http'))).toHaveLength(1);
});

test('the second in one process is told that it waits, and the first may give up alone', async () => {
  const seen: string[] = [];
  const end = new AbortController();
  let second: Promise<unknown> | undefined;
  const first = signIn(world.parts, world.session, {
    page: person({
      openPage: async () => {
        const willing = willingPerson(world, seen);
        second = signIn(world.parts, world.session, {
          page: { ...willing, waitForOther: () => end.abort() },
          byDevice: true,
          signal: never,
        });
      },
    }),
    byDevice: false,
    signal: end.signal,
  });
  expect((await failureOf(first)).code).toBe('DECLINED');
  expect(await second).toMatchObject({ isRefreshable: true });
  // In its own manner: by the code of a device.
  expect(seen.every((url) => url.includes('/device'))).toBe(true);
});

test.each([
  ['another process', () => world.otherProcess()],
  ['this process', () => world.parts],
])('whoever waits for %s can give up too', async (_, partsOf) => {
  const controller = new AbortController();
  const end = new AbortController();
  const first = signIn(world.parts, world.session, {
    page: person({
      openPage: async () => {
        const waiting = signIn(partsOf(), world.session, {
          page: person({ waitForOther: () => controller.abort() }),
          byDevice: false,
          signal: controller.signal,
        });
        expect((await failureOf(waiting)).code).toBe('DECLINED');
        end.abort();
      },
    }),
    byDevice: false,
    signal: end.signal,
  });
  expect((await failureOf(first)).code).toBe('DECLINED');
});
