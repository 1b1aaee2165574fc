import { describe, expect, test } from 'vitest';
import type { Keychain } from '../ports.ts';
import { keychainKeyStore, noKeyStore } from './key-store.ts';

const KEY = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  createdAt: 1_764_000_000_000,
};

function keychain(items: Map<string, string>, keep = (value: string) => value): Keychain {
  return {
    get: async (account) => items.get(account),
    set: async (account, value) => {
      items.set(account, keep(value));
    },
    delete: async (account) => items.delete(account),
    accounts: async () => [...items.keys()].sort(),
  };
}

describe('keychainKeyStore', () => {
  test('keeps keys under their profile, apart from what else is there', async () => {
    const items = new Map([['cache-key', 'x']]);
    const store = keychainKeyStore(keychain(items));
    await store.put('b/2 é', KEY);
    await store.put('a', KEY);
    expect(await store.names()).toEqual(['a', 'b/2 é']);
    expect(await store.get('b/2 é')).toEqual(KEY);
    expect(await store.get('nobody')).toBeUndefined();
    expect(await store.remove('a')).toBe(true);
    expect(await store.remove('a')).toBe(false);
    expect(items.get('cache-key')).toBe('x');
  });

  test('an item fits into what Windows allows', async () => {
    const items = new Map<string, string>();
    await keychainKeyStore(keychain(items)).put('a', KEY);
    expect(Buffer.byteLength(items.get('key:a') ?? '', 'utf16le')).toBeLessThan(2560);
  });

  test('a keychain that keeps something else is found out', async () => {
    const store = keychainKeyStore(keychain(new Map(), (value) => value.replace('wJal', 'xxxx')));
    await expect(store.put('a', KEY)).rejects.toMatchObject({ code: 'KEYCHAIN_REFUSED' });
  });

  test.each(['', 'wJalrXUtnFEMI', 'null', '{"accessKeyId":"AKIAIOSFODNN7EXAMPLE"}', '[]'])(
    'a damaged item %j is named without its content',
    async (value) => {
      const store = keychainKeyStore(keychain(new Map([['key:a', value]])));
      const error = await store.get('a').catch((caught: unknown) => caught);
      expect(error).toMatchObject({ code: 'KEYCHAIN_ITEM_DAMAGED' });
      expect(String(error)).not.toContain('wJalr');
    },
  );
});

test('memory-only mode keeps no key and says so', async () => {
  await expect(noKeyStore().put('a', KEY)).rejects.toMatchObject({ code: 'KEYCHAIN_UNAVAILABLE' });
  expect(await noKeyStore().names()).toEqual([]);
});
