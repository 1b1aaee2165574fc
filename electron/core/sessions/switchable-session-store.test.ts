import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { memorySessionStore } from './session-store.ts';
import { switchableSessionStore } from './switchable-session-store.ts';
import type { SessionStore, StoredSession } from './types.ts';

function session(identity: string, expiration = 1_000): StoredSession {
  return {
    identity,
    shape: identity,
    kind: 'role',
    profile: 'shop',
    baseProfile: 'security',
    durationSeconds: 3600,
    createdAt: 0,
    credentials: {
      accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
      secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      sessionToken: 'token',
      expiration,
    },
  };
}

/** A store that takes its time, as a file does: so long as `turns` says, over and over. */
function slowStore(turns: readonly number[]): SessionStore {
  const store = memorySessionStore();
  let calls = 0;
  const later = async <T>(work: () => Promise<T>): Promise<T> => {
    const count = turns[calls++ % turns.length] ?? 0;
    for (let turn = 0; turn < count; turn += 1) await Promise.resolve();
    return await work();
  };
  return {
    live: (now) => later(() => store.live(now)),
    put: (one, now) => later(() => store.put(one, now)),
    remove: (matches) => later(() => store.remove(matches)),
    takeNotices: () => [],
  };
}

const identities = async (store: SessionStore): Promise<string[]> =>
  (await store.live(0)).map(({ identity }) => identity).sort();

describe('a session store behind a switch', () => {
  test('takes live sessions along, both ways, and leaves none behind', async () => {
    const file = memorySessionStore();
    const store = switchableSessionStore(file, true);
    await store.put(session('a'), 0);
    await store.put(session('dead', 10), 0);
    await store.keep(false, 20);
    expect(await identities(file)).toEqual([]);
    expect(await identities(store)).toEqual(['a']);
    await store.put(session('b'), 20);
    await store.keep(true, 20);
    expect(await identities(file)).toEqual(['a', 'b']);
  });

  test('begins in memory where the user wants none kept, and leaves the file alone', async () => {
    const file = memorySessionStore();
    await file.put(session('of another process'), 0);
    const store = switchableSessionStore(file, false);
    await store.put(session('a'), 0);
    expect(await identities(store)).toEqual(['a']);
    expect(await identities(file)).toEqual(['of another process']);
  });

  test('stays where it was if the change fails, and works on', async () => {
    const store = switchableSessionStore(
      { ...memorySessionStore(), put: () => Promise.reject(new Error('the disk is full')) },
      false,
    );
    await store.put(session('a'), 0);
    await expect(store.keep(true, 0)).rejects.toThrow('the disk is full');
    expect(await identities(store)).toEqual(['a']);
  });

  test('loses nothing, however puts, removals and changes of mind fall together', async () => {
    const step = fc.oneof(
      fc.record({ put: fc.integer({ min: 0, max: 9 }) }),
      fc.record({ keep: fc.boolean() }),
      fc.record({ wait: fc.integer({ min: 0, max: 3 }) }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 30 }),
        fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 8 }),
        fc.boolean(),
        async (steps, turns, isKept) => {
          const file = slowStore(turns);
          const store = switchableSessionStore(file, isKept);
          const expected = new Set<string>();
          const pending: Promise<unknown>[] = [];
          let wish = isKept;
          for (const one of steps) {
            if ('put' in one) {
              expected.add(String(one.put));
              pending.push(store.put(session(String(one.put)), 0));
            } else if ('keep' in one) {
              wish = one.keep;
              pending.push(store.keep(one.keep, 0));
            } else {
              for (let turn = 0; turn < one.wait; turn += 1) await Promise.resolve();
            }
          }
          await Promise.all(pending);
          expect(await identities(store)).toEqual([...expected].sort());
          expect(await identities(file)).toEqual(wish ? [...expected].sort() : []);
        },
      ),
    );
  });
});
