import type { StoredSession } from '../sessions/types.ts';
import { RENEWAL_MARGIN_MS, type SessionWish } from './app.ts';

/** Least life of a session that signs the next call of a chain, milliseconds. */
export const CALLER_MARGIN_MS = 60_000;

/** Of the sessions of one shape, the one that lasts longest, if it lasts beyond `until` (epoch ms). */
export function longestLive(
  live: readonly StoredSession[],
  shape: string | undefined,
  until: number,
): StoredSession | undefined {
  return live
    .filter((session) => session.shape === shape && session.credentials.expiration > until)
    .sort((a, b) => b.credentials.expiration - a.credentials.expiration)[0];
}

/**
 * How much life a kept session must have to serve a wish, milliseconds: what was asked for less the
 * renewal margin (at least half of it), else the margin itself, or half of what a new one would last.
 */
export function leastLeft(wish: SessionWish, plannedSeconds: number): number {
  if (wish.requestedSeconds === undefined) {
    // A role of 15 minutes would never be kept by the usual margin.
    return Math.min(RENEWAL_MARGIN_MS, plannedSeconds * 500);
  }
  const requestedMs = wish.requestedSeconds * 1000;
  return Math.max(requestedMs - RENEWAL_MARGIN_MS, requestedMs / 2);
}
