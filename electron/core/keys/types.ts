import type { LongTermKey } from '../credentials.ts';

/** A base key as the keychain keeps it. */
export interface BaseKey extends LongTermKey {
  /** When it was stored, epoch milliseconds. */
  readonly createdAt: number;
  /** When AWS made it, epoch milliseconds; known of keys that a rotation made. */
  readonly issuedAt?: number;
  /**
   * The key that a rotation made to take this one's place, until AWS accepts it. It stands in the same
   * item, so that one write puts it in the other's place.
   */
  readonly next?: StoredKey;
}

/** A key with its dates. */
export type StoredKey = Omit<BaseKey, 'next'>;

/** Base keys in the OS keychain, under a profile's name. Throws the KEYCHAIN_ errors. */
export interface KeyStore {
  /** Profile names that have a key, sorted. */
  names(): Promise<readonly string[]>;
  get(profile: string): Promise<BaseKey | undefined>;
  /** Stores and reads back; throws KEYCHAIN_REFUSED where the read-back differs. */
  put(profile: string, key: BaseKey): Promise<void>;
  /** True where there was one. */
  remove(profile: string): Promise<boolean>;
}
