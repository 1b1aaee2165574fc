import { createHash } from 'node:crypto';
import type { Locks } from '../ports.ts';
import type { BaseKey } from './types.ts';

/**
 * Does `work` while no other of our processes changes the keychain's item of a profile. Whoever writes
 * the item reads it in here too: what was read before may be another key by now, and its `next` is the
 * only copy of a secret. For moments, never while a person is asked or AWS is waited for. Throws
 * LOCK_TIMEOUT, FILE_UNWRITABLE, and as `work`; must not be called inside itself.
 */
export async function withKeyItem<T>(
  app: { readonly locks: Locks },
  profile: string,
  work: () => Promise<T>,
): Promise<T> {
  const digest = createHash('sha256').update(profile).digest('hex').slice(0, 32);
  return await app.locks.withLock(`key-item-${digest}`, work);
}

/** True where two looks at an item saw the same keys. */
export function isSameItem(one: BaseKey, other: BaseKey): boolean {
  return isSameKey(one, other) && isSameKey(one.next, other.next);
}

type Pair = Pick<BaseKey, 'accessKeyId' | 'secretAccessKey'>;

/** True where both are the same pair of id and secret, or none. */
export function isSameKey(one: Pair | undefined, other: Pair | undefined): boolean {
  return one?.accessKeyId === other?.accessKeyId && one?.secretAccessKey === other?.secretAccessKey;
}
