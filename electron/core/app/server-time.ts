import type { StoredSession } from '../sessions/types.ts';
import type { App } from './app.ts';
import { keptSessions } from './kept-sessions.ts';
import { readRemembered } from './remembered.ts';

/**
 * The time by AWS's clock, epoch milliseconds: the machine's clock plus what the last STS answer
 * taught, in this process or an earlier one. Expiry is always measured against this, so that a
 * wrong clock neither hides a dead session nor kills a live one.
 *
 * An offset from an earlier process may be stale, because somebody set the clock right since. It
 * shows where a kept session would then come from the future.
 */
export async function serverTime(
  app: Pick<App, 'clock' | 'sts' | 'sessions' | 'homePath' | 'files' | 'locks' | 'logger'>,
): Promise<number> {
  const learnt = app.sts.clockOffset();
  if (learnt !== 0) {
    return app.clock.now() + learnt;
  }
  const { clockOffsetMs = 0 } = await readRemembered(app);
  if (clockOffsetMs === 0) {
    return app.clock.now();
  }
  const corrected = app.clock.now() + clockOffsetMs;
  const { live } = await keptSessions(app, 0);
  return isFromTheFuture(live, corrected) ? app.clock.now() : corrected;
}

/** The app with a clock that stands at a moment of AWS's time, for what compares expiries with it. */
export function atServerTime(app: App, now: number): App {
  return { ...app, clock: { ...app.clock, now: () => now } };
}

function isFromTheFuture(sessions: readonly StoredSession[], now: number): boolean {
  const slackMs = 60_000;
  return sessions.some((session) => session.createdAt > now + slackMs);
}
