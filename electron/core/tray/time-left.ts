const MINUTE_MS = 60_000;

/** The whole minutes that labels show at one moment, and when they have to be looked at again. */
export interface TimeLeft {
  /** Whole minutes until `expiresAt`, never more than is true. */
  minutes(expiresAt: number): number;
  /** AWS time, epoch milliseconds; undefined where no session is live. */
  readonly nextChangeAt?: number;
}

/**
 * Time left for live sessions that end at `ends` (AWS time, epoch milliseconds, each after `now`).
 *
 * All minutes tick together, with those of the session that ends first: it is shown to the
 * millisecond, the others may show their next minute up to a minute early. Otherwise 200 sessions
 * would have the menu rebuilt 200 times a minute. Below two minutes each is shown as it is.
 */
export function timeLeft(ends: readonly number[], now: number): TimeLeft {
  const first = ends.reduce((soonest, end) => Math.min(soonest, end), Number.POSITIVE_INFINITY);
  if (first === Number.POSITIVE_INFINITY) {
    return { minutes: (expiresAt) => wholeMinutes(expiresAt - now) };
  }
  const tick = first - MINUTE_MS * wholeMinutes(first - now);
  let next = tick === first ? first : tick + 1;
  for (const end of ends) {
    const left = end - now;
    if (left < MINUTE_MS) {
      next = Math.min(next, end);
    } else if (left < 2 * MINUTE_MS) {
      next = Math.min(next, end - MINUTE_MS + 1);
    }
  }
  return {
    nextChangeAt: next,
    minutes: (expiresAt) =>
      wholeMinutes(expiresAt - (expiresAt - now < 2 * MINUTE_MS ? now : tick)),
  };
}

/** `42 min`, `1 h 05 min`, `under 1 min`: native menus are read at a glance, so no seconds. */
export function minutesText(minutes: number): string {
  if (minutes < 1) {
    return 'under 1 min';
  }
  return minutes < 60
    ? `${minutes} min`
    : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

function wholeMinutes(milliseconds: number): number {
  return Math.max(0, Math.floor(milliseconds / MINUTE_MS));
}
