import type { Clock } from '../core/ports.ts';

/** How many requests may come at once, and how many a second in the long run. */
export interface RateLimit {
  readonly burst: number;
  readonly perSecond: number;
}

/** A token bucket: gives false where a request is one too many. */
export function rateLimiter(clock: Pick<Clock, 'now'>, { burst, perSecond }: RateLimit) {
  let tokens = burst;
  let filledAt = clock.now();
  return (): boolean => {
    const now = clock.now();
    // A clock that was set back must neither take tokens away nor stop the filling.
    tokens = Math.min(burst, tokens + (Math.max(0, now - filledAt) * perSecond) / 1000);
    filledAt = now;
    if (tokens < 1) {
      return false;
    }
    tokens -= 1;
    return true;
  };
}
