import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { nodeFiles } from '../../node/files.ts';
import { nodeLocks } from '../../node/locks.ts';
import { systemRandom } from '../../node/random.ts';
import type { Files, Keychain, Locks } from '../ports.ts';
import { keychainSealer } from './sealer.ts';
import { fileSessionStore, memorySessionStore } from './session-store.ts';
import type { SessionStore, StoredSession } from './types.ts';

const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'role-valet-store-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

function memoryKeychain(): Keychain {
  const items = new Map<string, string>();
  return {
    get: async (account) => items.get(account),
    set: async (account, value) => {
      items.set(account, value);
    },
    delete: async (account) => items.delete(account),
    accounts: async () => [...items.keys()].sort(),
  };
}

function store(keychain: Keychain, locks: Locks = nodeLocks(join(folder, 'locks'))): SessionStore {
  return fileSessionStore({
    files: nodeFiles(),
    locks,
    sealer: keychainSealer(keychain, systemRandom(), locks),
    path: join(folder, 'sessions'),
  });
}

function session(identity: string, expiration: number): StoredSession {
  return {
    identity,
    shape: `shape of ${identity}`,
    kind: 'role',
    profile: 'shop',
    baseProfile: 'security',
    durationSeconds: 3600,
    createdAt: 0,
    credentials: {
      accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
      secretAccessKey: SECRET,
      sessionToken: 'token'.repeat(800),
      expiration,
    },
  };
}

test('a look that a change overtakes sees what was there before', async () => {
  const real = nodeFiles();
  const locks = nodeLocks(join(folder, 'locks'));
  const writes = Promise.withResolvers<void>();
  const looked = Promise.withResolvers<void>();
  let looks = 0;
  const files: Files = {
    ...real,
    isUnchanged: async (state) => {
      const isSame = (await real.isUnchanged?.(state)) === true;
      looks += 1;
      if (looks === 1) await writes.promise;
      return isSame;
    },
    replace: async (...given) => {
      if (looks > 0) {
        writes.resolve();
        await looked.promise;
      }
      await real.replace(...given);
    },
  };
  const sealer = keychainSealer(memoryKeychain(), systemRandom(), locks);
  const sessions = fileSessionStore({ files, locks, sealer, path: join(folder, 'sessions') });
  const names = async () => (await sessions.live(0)).map(({ identity }) => identity);
  await sessions.put(session('a', 1000), 0);
  const look = names();
  const change = sessions.put(session('b', 1000), 0);
  expect(await look).toEqual(['a']);
  looked.resolve();
  await change;
  expect(await names()).toEqual(['a', 'b']);
});

test('a file is opened again only where somebody else has changed it', async () => {
  let opened = 0;
  const locks = nodeLocks(join(folder, 'locks'));
  const keychain = memoryKeychain();
  const sealer = keychainSealer(keychain, systemRandom(), locks);
  const counting = {
    ...sealer,
    open: (...given: Parameters<typeof sealer.open>) => {
      opened += 1;
      return sealer.open(...given);
    },
  };
  const path = join(folder, 'sessions');
  const one = fileSessionStore({ files: nodeFiles(), locks, sealer: counting, path });
  const other = store(keychain, locks);
  const names = async () => (await one.live(0)).map(({ identity }) => identity);
  await one.put(session('a', 1000), 0);
  await one.put(session('b', 1000), 0);
  expect(await names()).toEqual(['a', 'b']);
  expect(opened).toBe(0);
  await other.remove(({ identity }) => identity === 'a');
  expect(await names()).toEqual(['b']);
  expect(await names()).toEqual(['b']);
  expect(opened).toBe(1);
  await rm(path);
  expect(await names()).toEqual([]);
  await writeFile(path, 'not ours');
  expect(await names()).toEqual([]);
  await one.put(session('c', 1000), 0);
  expect(await names()).toEqual(['c']);
});

describe.each([
  ['in a file', () => store(memoryKeychain())],
  ['in memory', () => memorySessionStore()],
])('sessions %s', (_, make) => {
  test('are replaced by identity, dropped when expired, and removed by wish', async () => {
    const sessions = make();
    await sessions.put(session('a', 1000), 0);
    await sessions.put(session('b', 2000), 0);
    await sessions.put(session('a', 3000), 0);
    expect((await sessions.live(0)).map(({ identity }) => identity).sort()).toEqual(['a', 'b']);
    expect((await sessions.live(2000)).map(({ identity }) => identity)).toEqual(['a']);
    await sessions.put(session('c', 9000), 5000);
    expect((await sessions.live(0)).map(({ identity }) => identity)).toEqual(['c']);
    expect(await sessions.remove(({ identity }) => identity === 'nobody')).toBe(0);
    expect(await sessions.remove(({ identity }) => identity === 'c')).toBe(1);
    expect(await sessions.live(0)).toEqual([]);
  });
});

test('a second process with the same keychain reads what the first one kept', async () => {
  const keychain = memoryKeychain();
  await store(keychain).put(session('a', 1000), 0);
  expect(await store(keychain).live(0)).toEqual([session('a', 1000)]);
});

test('many at once lose nothing, and agree on one key', async () => {
  const keychain = memoryKeychain();
  const names = Array.from({ length: 10 }, (_, index) => `s${index}`);
  await Promise.all(names.map((name) => store(keychain).put(session(name, 1000), 0)));
  const kept = await store(keychain).live(0);
  expect(kept.map(({ identity }) => identity).sort()).toEqual(names);
});

test('no secret is in the file in plain', async () => {
  await store(memoryKeychain()).put(session('a', 1000), 0);
  for (const name of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!name.isFile()) continue;
    const text = await readFile(join(name.parentPath, name.name), 'latin1');
    expect(text).not.toContain(SECRET);
    expect(text).not.toContain('tokentoken');
  }
});

test.each([
  ['cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length - 1)],
  [
    'one bit off',
    (bytes: Buffer) => Buffer.from(bytes.map((byte, at) => (at === 40 ? byte ^ 1 : byte))),
  ],
  ['empty', () => Buffer.alloc(0)],
  ['somebody’s text', () => Buffer.from('{"version": 1}')],
])('a file that is %s is set aside with a notice, and nothing is lost', async (_, damage) => {
  const keychain = memoryKeychain();
  await store(keychain).put(session('a', 1000), 0);
  const path = join(folder, 'sessions');
  const damaged = damage(await readFile(path));
  await writeFile(path, damaged);
  const sessions = store(keychain);
  expect(await sessions.live(0)).toEqual([]);
  expect(sessions.takeNotices()).toHaveLength(1);
  expect(await readFile(`${path}.damaged`)).toEqual(damaged);

  // A second accident doesn't overwrite what the first one left.
  await writeFile(path, 'again');
  expect(await sessions.live(0)).toEqual([]);
  expect(await readFile(`${path}.damaged`)).toEqual(damaged);
  expect(await readFile(`${path}.damaged-2`, 'utf8')).toBe('again');
  await sessions.put(session('b', 1000), 0);
  expect(await sessions.live(0)).toHaveLength(1);
});

test('another home’s key opens nothing', async () => {
  await store(memoryKeychain()).put(session('a', 1000), 0);
  const other = store(memoryKeychain());
  expect(await other.live(0)).toEqual([]);
  expect(other.takeNotices()).toHaveLength(1);
});

test('a damaged file that another process has just replaced is not set aside again', async () => {
  const keychain = memoryKeychain();
  const path = join(folder, 'sessions');
  await store(keychain).put(session('a', 1000), 0);
  await writeFile(path, 'damaged');
  const locks = nodeLocks(join(folder, 'locks'));
  let isFirst = true;
  const late: Locks = {
    withLock: async (...parameters) => {
      // The other one was faster to the lock: it set the file aside and began anew.
      if (isFirst) await store(keychain).put(session('theirs', 1000), 0);
      isFirst = false;
      return await locks.withLock(...parameters);
    },
  };
  const sessions = store(keychain, late);
  expect((await sessions.live(0)).map(({ identity }) => identity)).toEqual(['theirs']);
  expect(sessions.takeNotices()).toEqual([]);
  expect(await store(keychain).live(0)).toHaveLength(1);
  expect((await readdir(folder)).filter((name) => name.startsWith('sessions'))).toEqual([
    'sessions',
    'sessions.damaged',
  ]);
});

test.each([
  ['a later version', { version: 2, sessions: [] }],
  ['a session without its token', { version: 1, sessions: [withoutToken()] }],
  ['no list', { version: 1, sessions: {} }],
  ['an empty place', { version: 1, sessions: [null] }],
])('a file of ours with %s is set aside', async (_, content) => {
  const keychain = memoryKeychain();
  const locks = nodeLocks(join(folder, 'locks'));
  const sealer = keychainSealer(keychain, systemRandom(), locks);
  const sealed = await sealer.seal('sessions', Buffer.from(JSON.stringify(content)));
  await writeFile(join(folder, 'sessions'), sealed);
  const sessions = store(keychain);
  expect(await sessions.live(0)).toEqual([]);
  expect(sessions.takeNotices()).toHaveLength(1);
  expect(await readFile(join(folder, 'sessions.damaged'))).toEqual(Buffer.from(sealed));
});

test('a locked keychain is no reason to set a good file aside', async () => {
  const keychain = memoryKeychain();
  await store(keychain).put(session('a', 1000), 0);
  const locked = store({ ...keychain, get: () => Promise.reject(new Error('locked')) });
  await expect(locked.live(0)).rejects.toThrow('locked');
  expect(await store(keychain).live(0)).toHaveLength(1);
});

function withoutToken() {
  const { credentials, ...rest } = session('a', 1000);
  return { ...rest, credentials: { ...credentials, sessionToken: '' } };
}
