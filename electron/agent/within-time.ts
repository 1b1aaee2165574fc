import { RoleValetError } from '../contract/errors.ts';
import { untilAborted } from './shared-obtain.ts';

/** How much longer than asked the work may take to end by itself, with a better reason, milliseconds. */
const GRACE_MS = 1_000;

/**
 * Runs `work` until the caller has gone or its time is over, and tells it by a signal. Throws
 * TIME_LIMIT, or what `signal` fired with.
 */
export async function withinTime<T>(
  profile: string,
  waitMs: number,
  signal: AbortSignal,
  work: (within: AbortSignal) => Promise<T>,
): Promise<T> {
  const late = new AbortController();
  const timer = setTimeout(() => {
    late.abort(
      new RoleValetError(
        'TIME_LIMIT',
        `credentials for ${profile} were not ready within ${Math.ceil(waitMs / 1000)} s`,
        `See what takes so long with: role-valet assume ${profile}`,
      ),
    );
  }, waitMs + GRACE_MS);
  const within = AbortSignal.any([signal, late.signal]);
  try {
    return await untilAborted(work(within), within);
  } finally {
    clearTimeout(timer);
  }
}
