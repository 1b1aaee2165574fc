import { RENEWAL_MARGIN_MS } from '../app.ts';

/** How long something lasts. */
export interface Life {
  /** Epoch milliseconds by AWS's clock. */
  readonly expiresAt: number;
  readonly lifeSeconds: number;
}

/** Sessions that were made together are not renewed in the same instant. */
const MOST_SPREAD_MS = 60_000;

const FIRST_RETRY_MS = 5_000;
const LONGEST_RETRY_MS = 5 * 60_000;

/**
 * When a session is to be renewed, epoch milliseconds by AWS's clock: at 15 minutes left, or at half
 * of a shorter life, and up to a minute later. Never earlier: what still lasts 15 minutes would be
 * reused. `share` is random, from 0 to 1.
 */
export function renewalDue({ expiresAt, lifeSeconds }: Life, share: number): number {
  const margin = Math.min(RENEWAL_MARGIN_MS, lifeSeconds * 500);
  return Math.ceil(expiresAt - margin + share * Math.min(MOST_SPREAD_MS, margin / 5));
}

/**
 * How long to wait before the next try, milliseconds: 5 seconds after the first failure, twice as
 * long after each further one, 5 minutes at most, and a quarter of what life is left (`leftMs`), so
 * that there are tries enough before the end; of that the half to the whole, by `share` (random, 0 to
 * 1), so that programs that failed together do not come back together.
 */
export function retryDelay(failures: number, leftMs: number, share: number): number {
  const most = leftMs > 0 ? Math.max(FIRST_RETRY_MS, leftMs / 4) : LONGEST_RETRY_MS;
  const whole = Math.min(LONGEST_RETRY_MS, most, FIRST_RETRY_MS * 2 ** Math.min(failures - 1, 10));
  return Math.round(whole * (0.5 + share / 2));
}
