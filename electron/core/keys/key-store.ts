import { RoleValetError } from '../../contract/errors.ts';
import type { Keychain } from '../ports.ts';
import type { BaseKey, KeyStore, StoredKey } from './types.ts';

const PREFIX = 'key:';

/** Base keys as small JSON values in the keychain, one item a profile: `key:<profile name>`. */
export function keychainKeyStore(keychain: Keychain): KeyStore {
  const get = async (profile: string): Promise<BaseKey | undefined> => {
    const value = await keychain.get(PREFIX + profile);
    return value === undefined ? undefined : parseKey(profile, value);
  };
  return {
    names: async () =>
      (await keychain.accounts())
        .filter((account) => account.startsWith(PREFIX))
        .map((account) => account.slice(PREFIX.length))
        .sort(),
    get,
    put: async (profile, key) => {
      const item = itemText(key);
      await keychain.set(PREFIX + profile, item);
      const readBack = await get(profile);
      if (readBack === undefined || itemText(readBack) !== item) {
        throw new RoleValetError(
          'KEYCHAIN_REFUSED',
          `the keychain did not keep the key of ${profile} as it was given`,
          'Keep your copy of the key, and look at the keychain with its own program.',
        );
      }
    },
    remove: (profile) => keychain.delete(PREFIX + profile),
  };
}

/** The store of memory-only mode: it holds nothing and takes nothing. */
export function noKeyStore(): KeyStore {
  return {
    names: async () => [],
    get: async () => undefined,
    put: async () => {
      throw new RoleValetError(
        'KEYCHAIN_UNAVAILABLE',
        'there is no keychain in memory-only mode, so a key cannot be kept',
        'Leave out --memory-only, or unset ROLE_VALET_MEMORY_ONLY.',
      );
    },
    remove: async () => false,
  };
}

function parseKey(profile: string, value: string): BaseKey {
  let parsed: unknown;
  try {
    parsed = JSON.parse(value);
  } catch (error) {
    // The parser's message may quote the value: it must not travel on.
    if (error instanceof SyntaxError) throw damaged(profile);
    throw error;
  }
  const key = storedKey(parsed);
  if (key === undefined) {
    throw damaged(profile);
  }
  const next = (parsed as { readonly next?: unknown }).next;
  const nextKey = storedKey(next);
  // Its secret is nowhere else, so it must not be dropped in silence.
  if (next !== undefined && nextKey === undefined) {
    throw damaged(profile);
  }
  return { ...key, ...(nextKey === undefined ? {} : { next: nextKey }) };
}

function storedKey(value: unknown): StoredKey | undefined {
  const { accessKeyId, secretAccessKey, createdAt, issuedAt } = (value ?? {}) as Record<
    string,
    unknown
  >;
  if (
    typeof accessKeyId !== 'string' ||
    typeof secretAccessKey !== 'string' ||
    typeof createdAt !== 'number'
  ) {
    return undefined;
  }
  const issued = typeof issuedAt === 'number' ? { issuedAt } : {};
  return { accessKeyId, secretAccessKey, createdAt, ...issued };
}

/** The members by name and in one order, so that nothing else gets into the keychain. */
function itemText({ next, ...key }: BaseKey): string {
  const members = (one: StoredKey) => ({
    accessKeyId: one.accessKeyId,
    secretAccessKey: one.secretAccessKey,
    createdAt: one.createdAt,
    issuedAt: one.issuedAt,
  });
  return JSON.stringify({
    ...members(key),
    next: next === undefined ? undefined : members(next),
  });
}

function damaged(profile: string): RoleValetError {
  return new RoleValetError(
    'KEYCHAIN_ITEM_DAMAGED',
    `the keychain's item for ${profile} is not one that Role Valet wrote`,
    `Store the key again: role-valet keys add ${profile} --replace`,
  );
}
