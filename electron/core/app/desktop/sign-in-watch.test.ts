import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type ErrorValue, RoleValetError } from '../../../contract/errors.ts';
import { nodeFiles } from '../../../node/files.ts';
import { watchFiles } from '../../../node/watch-files.ts';
import { SignInWatch } from './sign-in-watch.ts';

let folder: string;
let watch: SignInWatch;
let told: string[][];
let watches: (readonly string[])[];

const logger = { info: () => undefined, warn: vi.fn(), error: () => undefined };

/** Roles are called `session.role`, and wait for the file of their session. */
const pathOf = (session: string): string => join(folder, 'cache', `${session}.json`);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sign-in-watch-'));
  told = [];
  watches = [];
  logger.warn.mockClear();
  watch = new SignInWatch({
    watch: (paths, onChange) => {
      watches.push(paths);
      return watchFiles(paths, onChange, { debounceMs: 10 });
    },
    files: nodeFiles(),
    logger,
    fileOf: async (profile) => {
      const [session = '', role] = profile.split('.');
      if (role === 'removed') throw new RoleValetError('ROLE_NOT_FOUND', 'gone', 'Look again.');
      return session === 'key' ? undefined : pathOf(session);
    },
    onSignedIn: (profiles) => told.push([...profiles]),
  });
});

afterEach(async () => {
  watch.close();
  expect(logger.warn).not.toHaveBeenCalled();
  await rm(folder, { recursive: true });
});

const failure = (): ErrorValue => ({ code: 'SIGN_IN_REQUIRED', message: 'm', hint: 'h' });

async function wait(...profiles: readonly string[]): Promise<void> {
  await waitWith(new Map(profiles.map((profile) => [profile, failure()])));
}

async function waitWith(wanted: ReadonlyMap<string, ErrorValue>): Promise<void> {
  watch.update(wanted);
  await watch.settled();
}

async function signIn(session: string, token: string): Promise<void> {
  await mkdir(join(folder, 'cache'), { recursive: true });
  await writeFile(pathOf(session), token);
}

test('a sign-in is told once, to the roles that wait for it, where even its folder is new', async () => {
  await wait('corp.one', 'corp.two', 'other.three', 'key.four', 'corp.removed');
  await signIn('corp', 'first');
  await expect.poll(() => told).toEqual([['corp.one', 'corp.two']]);
  await signIn('other', 'first');
  await expect.poll(() => told).toEqual([['corp.one', 'corp.two'], ['other.three']]);
});

test('nothing is watched while nobody waits', async () => {
  await wait();
  await wait('key.one');
  expect(watches).toEqual([]);
  await wait('corp.one');
  await wait('corp.one', 'corp.two');
  expect(watches).toEqual([[pathOf('corp')]]);
  await wait();
  await signIn('corp', 'first');
  await wait('other.one');
  await signIn('other', 'first');
  await expect.poll(() => told).toEqual([['other.one']]);
});

test('what a file held when the role failed is never tried again', async () => {
  await signIn('corp', 'ended');
  await wait('corp.one', 'other.two');
  // A renewal of ours writes the file, and AWS says no all the same.
  await signIn('corp', 'renewed in vain');
  await wait('corp.one', 'other.two');
  await signIn('other', 'first');
  await expect.poll(() => told.flat()).toContain('other.two');
  const before = told.flat().filter((profile) => profile === 'corp.one').length;
  await wait('corp.one', 'other.two');
  await signIn('other', 'second');
  await expect.poll(() => told.flat().filter((profile) => profile === 'other.two')).toHaveLength(2);
  expect(told.flat().filter((profile) => profile === 'corp.one')).toHaveLength(before);
  await signIn('corp', 'by a person');
  await expect.poll(() => told.at(-1)).toEqual(['corp.one']);
});

test('signing out is no news, the sign-in after it is', async () => {
  await signIn('corp', 'ended');
  await wait('corp.one');
  await rm(pathOf('corp'));
  await wait('corp.one', 'other.two');
  await signIn('other', 'first');
  await expect.poll(() => told).toEqual([['other.two']]);
  await signIn('corp', 'anew');
  await expect.poll(() => told).toEqual([['other.two'], ['corp.one']]);
});

test('a role that waits on for the same reason loses no news', async () => {
  const reason = failure();
  await waitWith(new Map([['corp.one', reason]]));
  const file = signIn('corp', 'first');
  // Another role fails in that moment: what is known of the first one stays.
  await waitWith(new Map([['corp.one', reason]]).set('other.two', failure()));
  await file;
  await expect.poll(() => told).toEqual([['corp.one']]);
});

test('after its end nothing is told', async () => {
  await wait('corp.one');
  watch.close();
  await signIn('corp', 'first');
  await watch.settled();
  expect(told).toEqual([]);
});
