/**
 * Base keys as the window shows them, and the way in for a new one: the only place for a secret.
 * Instants are epoch milliseconds by AWS's clock.
 */

import type { RotationView } from './access.ts';
import type { Failure } from './results.ts';

/** A base key of the keychain: never its secret. */
export interface KeyView {
  readonly profile: string;
  /** Undefined where the item is damaged; then `failure` says so. */
  readonly accessKeyId?: string;
  readonly createdAt?: number;
  readonly mfaSerial?: string;
  /** How many roles start from it. */
  readonly roleCount: number;
  /** Until when its MFA session lasts, where one is live. */
  readonly unlockedUntil?: number;
  /** Whole days since AWS made it, or since it was stored. */
  readonly ageDays?: number;
  /** True where it is older than the user wants keys to be. */
  readonly isOld: boolean;
  readonly rotation?: RotationView;
  readonly failure?: Failure;
}

export interface NewKey {
  readonly profile: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Empty text means: none. */
  readonly mfaSerial: string;
  readonly replace: boolean;
}

export interface Identity {
  readonly accountId: string;
  readonly arn: string;
}
