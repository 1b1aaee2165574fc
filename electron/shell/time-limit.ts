import type { Clock } from '../core/ports.ts';

const RAN_OUT = Symbol('the time limit passed');

/**
 * The answer of `work`, or `onTimeout()` where none came within `limitMs`. The system's own calls can
 * hang: an X11 clipboard waits for the program that owns it, a bus for its daemon.
 */
export async function withTimeLimit<T, U>(
  clock: Clock,
  limitMs: number,
  work: Promise<T>,
  onTimeout: () => U,
): Promise<T | U> {
  const limit = clock.sleep(limitMs).then((): typeof RAN_OUT => RAN_OUT);
  const first = await Promise.race([work, limit]);
  return first === RAN_OUT ? onTimeout() : first;
}
