import { RoleValetError } from '../../contract/errors.ts';
import type { BaseKey, KeyStore } from './types.ts';

/** The base key of a profile. Throws KEY_NOT_FOUND, and the KEYCHAIN_ errors. */
export async function requireKey(keys: KeyStore, profile: string): Promise<BaseKey> {
  const key = await keys.get(profile);
  if (key === undefined) throw keyNotFound(profile);
  return key;
}

/** What is said where the keychain has no key of that name. */
export function keyNotFound(profile: string): RoleValetError {
  return new RoleValetError(
    'KEY_NOT_FOUND',
    `the keychain has no key called ${JSON.stringify(profile)}`,
    'See the names with: role-valet keys list',
  );
}
