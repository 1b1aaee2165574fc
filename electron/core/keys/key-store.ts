import { RoleValetError } from '../../contract/errors.ts';
import type { Keychain } from '../ports.ts';
import type { BaseKey, KeyStore } from './types.ts';

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
      const { accessKeyId, secretAccessKey, createdAt } = key;
      await keychain.set(
        PREFIX + profile,
        JSON.stringify({ accessKeyId, secretAccessKey, createdAt }),
      );
      const readBack = await get(profile);
      if (readBack?.accessKeyId !== accessKeyId || readBack.secretAccessKey !== secretAccessKey) {
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
  const { accessKeyId, secretAccessKey, createdAt } = (parsed ?? {}) as Record<string, unknown>;
  if (
    typeof accessKeyId !== 'string' ||
    typeof secretAccessKey !== 'string' ||
    typeof createdAt !== 'number'
  ) {
    throw damaged(profile);
  }
  return { accessKeyId, secretAccessKey, createdAt };
}

function damaged(profile: string): RoleValetError {
  return new RoleValetError(
    'KEYCHAIN_ITEM_DAMAGED',
    `the keychain's item for ${profile} is not one that Role Valet wrote`,
    `Store the key again: role-valet keys add ${profile} --replace`,
  );
}
