import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loopSeed } from '../../../tools/loops.ts';
import { systemRandom } from '../../node/random.ts';
import type { Keychain, Locks } from '../ports.ts';
import { keychainSealer } from './sealer.ts';

const locks: Locks = { withLock: (_, work) => work() };

function keychain(items = new Map<string, string>()): Keychain {
  return {
    get: async (account) => items.get(account),
    set: async (account, value) => {
      items.set(account, value);
    },
    delete: async (account) => items.delete(account),
    accounts: async () => [...items.keys()],
  };
}

describe('keychainSealer', () => {
  test('opens what it sealed, for the same purpose only', async () => {
    const sealer = keychainSealer(keychain(), systemRandom(), locks);
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 5_000 }), async (plain) => {
        const sealed = await sealer.seal('sessions', plain);
        expect(Buffer.from((await sealer.open('sessions', sealed)) ?? [])).toEqual(
          Buffer.from(plain),
        );
        expect(await sealer.open('backup', sealed)).toBeUndefined();
      }),
      { seed: loopSeed() },
    );
  });

  test('opens nothing that was changed, anywhere', async () => {
    const sealer = keychainSealer(keychain(), systemRandom(), locks);
    const sealed = Buffer.from(await sealer.seal('sessions', Buffer.from('plain')));
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 0x80;
      expect(await sealer.open('sessions', changed), `byte ${at}`).toBeUndefined();
      expect(await sealer.open('sessions', sealed.subarray(0, at))).toBeUndefined();
    }
  });

  test('never seals the same twice', async () => {
    const sealer = keychainSealer(keychain(), systemRandom(), locks);
    const one = await sealer.seal('sessions', Buffer.from('plain'));
    const two = await sealer.seal('sessions', Buffer.from('plain'));
    expect(Buffer.from(one)).not.toEqual(Buffer.from(two));
  });

  test('says so where the key in the keychain is not one of ours, and does not replace it', async () => {
    const items = new Map([['cache-key', 'c2hvcnQ=']]);
    const sealer = keychainSealer(keychain(items), systemRandom(), locks);
    await expect(sealer.seal('sessions', Buffer.from('x'))).rejects.toMatchObject({
      code: 'KEYCHAIN_ITEM_DAMAGED',
    });
    expect(items.get('cache-key')).toBe('c2hvcnQ=');
  });

  test('asks a keychain again that was locked before', async () => {
    let isLocked = true;
    const inner = keychain();
    const sealer = keychainSealer(
      {
        ...inner,
        get: async (account) => {
          if (isLocked) throw new Error('locked');
          return inner.get(account);
        },
      },
      systemRandom(),
      locks,
    );
    await expect(sealer.seal('sessions', Buffer.from('x'))).rejects.toThrow('locked');
    isLocked = false;
    await expect(sealer.seal('sessions', Buffer.from('x'))).resolves.toBeDefined();
  });

  test('seals with the key that is kept, not with the one it made', async () => {
    const kept = Buffer.alloc(32, 7).toString('base64');
    const inner = keychain();
    const stubborn = { ...inner, set: async () => inner.set('cache-key', kept) };
    const sealed = await keychainSealer(stubborn, systemRandom(), locks).seal(
      'x',
      Buffer.from('y'),
    );
    const other = keychainSealer(keychain(new Map([['cache-key', kept]])), systemRandom(), locks);
    expect(Buffer.from((await other.open('x', sealed)) ?? []).toString()).toBe('y');
    const forgetful = { ...inner, get: async () => undefined };
    await expect(
      keychainSealer(forgetful, systemRandom(), locks).seal('x', Buffer.from('y')),
    ).rejects.toMatchObject({ code: 'KEYCHAIN_REFUSED' });
  });
});
