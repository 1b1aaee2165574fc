import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { RoleValetError } from '../../../contract/errors.ts';
import { signIn } from '../../app/sign-in.ts';
import { accessTokenFor, readSignIn, refreshSignIn } from './access-token.ts';
import { type SignInWorld, signInWorld, willingPerson } from './testing/sign-in-world.ts';
import { tokenFilePath } from './token-file.ts';
import type { SsoSettings } from './types.ts';

const HOUR = 3_600_000;

let world: SignInWorld;
beforeEach(async () => {
  world = await signInWorld();
});
afterEach(async () => {
  await world.close();
});

async function signedIn(settings: SsoSettings = world.session): Promise<void> {
  await signIn(world.parts, settings, {
    page: willingPerson(world),
    byDevice: true,
    signal: new AbortController().signal,
  });
}

/** What another program writes, in place. */
async function overwrite(fields: Record<string, unknown> | string): Promise<void> {
  const text = typeof fields === 'string' ? fields : JSON.stringify(fields);
  await writeFile(tokenFilePath(world.cachePath, world.session), text);
}

test('nobody is signed in: what to run is said, and the folder is left alone', async () => {
  await expect(accessTokenFor(world.parts, world.session)).rejects.toMatchObject({
    code: 'SIGN_IN_REQUIRED',
    hint: 'Run: role-valet sign-in dev',
  });
  expect(await readSignIn(world.parts, world.session)).toEqual({
    state: 'signed-out',
    reason: 'missing',
  });
  await expect(world.cacheNames()).rejects.toMatchObject({ code: 'ENOENT' });
});

test('a fresh token is given as it is', async () => {
  await signedIn();
  const { accessToken, expiresAt } = (await world.tokenFields()) ?? {};
  const calls = world.tokenCalls();
  expect(await accessTokenFor(world.parts, world.session)).toEqual({
    token: accessToken,
    expiresAt: Date.parse(String(expiresAt)),
  });
  expect(world.tokenCalls()).toBe(calls);
});

test('one that ends within five minutes is renewed, once for all who ask', async () => {
  await signedIn();
  const before = await world.tokenFields();
  const calls = world.tokenCalls();
  world.pass(HOUR - 4 * 60_000);
  const other = world.otherProcess();
  const tokens = await Promise.all([
    accessTokenFor(world.parts, world.session),
    accessTokenFor(world.parts, world.session),
    accessTokenFor(other, world.session),
    refreshSignIn(other, world.session),
  ]);
  expect(new Set(tokens.map(({ token }) => token)).size).toBe(1);
  expect(world.tokenCalls()).toBe(calls + 1);
  const after = await world.tokenFields();
  expect(after?.accessToken).toBe(tokens[0]?.token);
  expect(after?.refreshToken).not.toBe(before?.refreshToken);
  expect(Object.keys(after ?? {})).toEqual(Object.keys(before ?? {}));
});

test('processes of different homes renew it once', async () => {
  await signedIn();
  const calls = world.tokenCalls();
  world.pass(2 * HOUR);
  const fixture = join(import.meta.dirname, 'testing', 'token-reader.fixture.ts');
  const ahead = String(world.parts.clock.now() - Date.now());
  const { url, region } = world.server;
  const tokens = await Promise.all(
    [1, 2, 3].map(async () => {
      const words = [fixture, world.folder, url, region, ahead];
      return (await promisify(execFile)(process.execPath, words)).stdout;
    }),
  );
  expect(new Set(tokens).size).toBe(1);
  expect(tokens[0]).toBe((await world.tokenFields())?.accessToken);
  expect(world.tokenCalls()).toBe(calls + 1);
});

test('one that has ended is refreshable, then renewed', async () => {
  await signedIn();
  world.pass(2 * HOUR);
  expect((await readSignIn(world.parts, world.session)).state).toBe('refreshable');
  const { expiresAt } = await accessTokenFor(world.parts, world.session);
  expect(expiresAt).toBeGreaterThan(world.parts.clock.now());
});

test('a session that AWS has ended: asked once, then known', async () => {
  await signedIn();
  world.pass(9 * HOUR);
  const calls = world.tokenCalls();
  for (let count = 0; count < 3; count += 1) {
    await expect(accessTokenFor(world.parts, world.session)).rejects.toMatchObject({
      code: 'SIGN_IN_REQUIRED',
      message: expect.stringContaining('has ended'),
    });
  }
  expect(world.tokenCalls()).toBe(calls + 1);
  expect((await readSignIn(world.parts, world.session)).state).toBe('signed-out');
});

test('a refused renewal leaves the rest of the token usable', async () => {
  await signedIn();
  world.server.signOutAll();
  world.pass(HOUR - 60_000);
  const { token } = await accessTokenFor(world.parts, world.session);
  expect(token).toBe((await world.tokenFields())?.accessToken);
});

test('what the AWS CLI renewed first is taken, though ours was refused', async () => {
  await signedIn();
  const fields = await world.tokenFields();
  world.pass(2 * HOUR);
  const renewed = {
    ...fields,
    accessToken: 'renewed-by-the-cli',
    refreshToken: 'the-cli-has-it',
    expiresAt: new Date(world.parts.clock.now() + HOUR).toISOString(),
  };
  const { oidc } = world.parts.signIn;
  const parts = {
    ...world.parts,
    signIn: {
      ...world.parts.signIn,
      oidc: {
        ...oidc,
        createToken: async (...call: Parameters<typeof oidc.createToken>) => {
          await oidc.createToken(...call);
          await overwrite(renewed);
          // The second use of a refresh token is refused.
          return oidc.createToken(...call);
        },
      },
    },
  };
  const { token } = await accessTokenFor(parts, world.session);
  expect(token).toBe('renewed-by-the-cli');
  expect((await world.tokenFields())?.refreshToken).toBe('the-cli-has-it');
});

test('without a network: the rest of the token, then the reason', async () => {
  await signedIn();
  const { token } = await accessTokenFor(world.parts, world.session);
  await world.server.close();
  world.pass(HOUR - 60_000);
  expect((await accessTokenFor(world.parts, world.session)).token).toBe(token);
  world.pass(HOUR);
  await expect(accessTokenFor(world.parts, world.session)).rejects.toMatchObject({
    code: 'NETWORK_UNREACHABLE',
  });
});

test('a token without a renewal ends for good', async () => {
  await signedIn(world.legacy);
  world.pass(9 * HOUR);
  await expect(accessTokenFor(world.parts, world.legacy)).rejects.toMatchObject({
    code: 'SIGN_IN_REQUIRED',
  });
  expect((await readSignIn(world.parts, world.legacy)).state).toBe('signed-out');
});

test('files of other programs: the CLI of 2020, a damaged one, another portal', async () => {
  await signedIn();
  const end = new Date(world.parts.clock.now() + HOUR).toISOString().slice(0, 19);
  const old = {
    startUrl: `${world.server.startUrl}#/`,
    region: world.server.region,
    accessToken: 'from-2020',
    expiresAt: `${end}UTC`,
  };
  await overwrite(old);
  expect((await accessTokenFor(world.parts, world.session)).token).toBe('from-2020');
  expect(await readSignIn(world.parts, world.session)).toMatchObject({ isRefreshable: false });

  await overwrite({ ...old, startUrl: 'https://other.awsapps.com/start' });
  await expect(accessTokenFor(world.parts, world.session)).rejects.toMatchObject({
    message: expect.stringContaining('nobody is signed in'),
  });
  for (const text of ['', '{"accessToken": "half', '[]', '{"accessToken": 7}']) {
    await overwrite(text);
    await expect(accessTokenFor(world.parts, world.session)).rejects.toMatchObject({
      code: 'SIGN_IN_REQUIRED',
      message: expect.stringContaining('damaged'),
    });
  }
});

/** The parts of a disk that takes no more; `warnings` gathers what is logged. */
function onFullDisk(warnings: string[]): SignInWorld['parts'] {
  const { files, logger } = world.parts;
  const full = new RoleValetError('DISK_FULL', 'the disk is full', 'Make room.');
  return {
    ...world.parts,
    files: { ...files, replace: async () => Promise.reject(full) },
    logger: { ...logger, warn: (text) => warnings.push(text) },
  };
}

test('a renewed token that can not be written is given all the same', async () => {
  await signedIn();
  const before = await world.tokenFields();
  world.pass(2 * HOUR);
  const warnings: string[] = [];
  const { token, expiresAt } = await accessTokenFor(onFullDisk(warnings), world.session);
  expect(token).not.toBe(before?.accessToken);
  expect(expiresAt).toBeGreaterThan(world.parts.clock.now());
  expect(warnings).toEqual(['a sign-in could not be kept']);
});

test('a void refresh token that can not be struck out costs nobody a token that lasts', async () => {
  await signedIn();
  const before = await world.tokenFields();
  world.server.signOutAll();
  world.pass(HOUR - 60_000);
  const warnings: string[] = [];
  const { token } = await accessTokenFor(onFullDisk(warnings), world.session);
  expect(token).toBe(before?.accessToken);
  expect(warnings).toHaveLength(1);
});

test.each(['LOCK_TIMEOUT', 'FILE_UNWRITABLE'] as const)(
  '%s: the rest of the token',
  async (code) => {
    await signedIn();
    const { accessToken } = (await world.tokenFields()) ?? {};
    const failing = async () => Promise.reject(new RoleValetError(code, 'no lock', 'Wait.'));
    const parts = { ...world.parts, locks: { ...world.parts.locks, withFileLock: failing } };
    world.pass(HOUR - 60_000);
    expect((await accessTokenFor(parts, world.session)).token).toBe(accessToken);
    world.pass(HOUR);
    await expect(accessTokenFor(parts, world.session)).rejects.toMatchObject({ code });
  },
);

test('no secret is in any message', async () => {
  await signedIn();
  const fields = (await world.tokenFields()) ?? {};
  world.pass(9 * HOUR);
  const error = await accessTokenFor(world.parts, world.session).catch((reason: Error) => reason);
  const text = JSON.stringify([String(error), error]);
  for (const name of ['accessToken', 'refreshToken', 'clientSecret']) {
    expect(text).not.toContain(String(fields[name]));
  }
});
