import type { BaseKind } from '../chain/types.ts';
import type { SessionCredentials } from '../credentials.ts';

/**
 * One live set of credentials as the session file keeps it. `identity` is a hash of all that shaped
 * it; `shape` is the same hash without the last call's duration, so that a longer
 * live session can serve a shorter wish.
 */
export interface StoredSession {
  readonly identity: string;
  readonly shape: string;
  /**
   * `role`: an AssumeRole trio; `mfa`: GetSessionToken with a code; `base`: GetSessionToken without, or
   * with a `source` the base's own trio.
   */
  readonly kind: 'role' | 'mfa' | 'base';
  /** Where a base's own trio comes from; undefined for what STS made for us. */
  readonly source?: BaseKind;
  /** The profile whose credentials these are; for `mfa` and `base`, the base's. */
  readonly profile: string;
  readonly baseProfile: string;
  readonly roleArn?: string;
  readonly assumedRoleArn?: string;
  readonly mfaSerial?: string;
  /** True where somebody asked for these credentials themselves, not only for a role behind them. */
  readonly asked?: boolean;
  readonly durationSeconds: number;
  /** Epoch milliseconds by the server's clock. */
  readonly createdAt: number;
  readonly credentials: SessionCredentials;
}

/** Sessions kept across restarts and shared by all processes of one home. */
export interface SessionStore {
  /** All sessions that have not expired at `now` (epoch milliseconds, server's clock). */
  live(now: number): Promise<readonly StoredSession[]>;
  /** Adds or replaces by identity; drops what expired before `now`. Safe against other processes. */
  put(session: StoredSession, now: number): Promise<void>;
  /** Removes every session for which `matches` is true; gives how many. */
  remove(matches: (session: StoredSession) => boolean): Promise<number>;
  /** What the user should know, such as a damaged file that was set aside. Empties the list. */
  takeNotices(): readonly string[];
  /**
   * Keeps sessions over a restart from now on, or not; live ones at `now` come along. Left out where
   * they are never kept.
   */
  keep?(isKept: boolean, now: number): Promise<void>;
}

/** Which one-time codes were used, so that no code is ever sent twice. */
export interface SpentCodes {
  /** True where this device's code was sent within the last 3 minutes, by any process. */
  isSpent(serial: string, code: string): Promise<boolean>;
  /**
   * Remembers a code. Call it before the code is sent: a lost answer may have used it up. Throws
   * MFA_CODE_SPENT where another caller remembered the same one first.
   */
  remember(serial: string, code: string): Promise<void>;
  /** Takes a code back that certainly never left this machine. */
  forget(serial: string, code: string): Promise<void>;
}
