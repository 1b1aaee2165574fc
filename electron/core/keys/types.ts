import type { LongTermKey } from '../credentials.ts';

/** A base key as the keychain keeps it. */
export interface BaseKey extends LongTermKey {
  /** When it was stored, epoch milliseconds. */
  readonly createdAt: number;
}

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
