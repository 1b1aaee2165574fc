import { type ErrorValue, isRoleValetError } from '../../../contract/errors.ts';
import type { TargetView } from '../../../contract/roles.ts';
import {
  type TargetWithState,
  targetStates,
} from '../../outputs/credentials-file/target-states.ts';
import type { App } from '../app.ts';
import { keptSessions } from '../kept-sessions.ts';
import type { Life } from '../renewal/renewal-times.ts';
import { atServerTime, serverTime } from '../server-time.ts';

/** What is live and written at one moment. */
export interface LiveFacts {
  /** AWS's time, epoch milliseconds. */
  readonly now: number;
  readonly clockOffsetMs: number;
  /** Sessions that somebody asked for, by profile. */
  readonly sessions: ReadonlyMap<string, Life>;
  /** MFA sessions, and trios that bases give of their own, by base. */
  readonly unlocked: ReadonlyMap<string, number>;
  readonly targets: ReadonlyMap<string, readonly TargetView[]>;
  /** Targets that are still ours and not expired, by role: they tell of life after a restart too. */
  readonly written: ReadonlyMap<string, Life>;
  /** What could not be looked at: kept sessions without a keychain, a credentials file in flux. */
  readonly problems: readonly ErrorValue[];
}

/** Looks at the session store and at every owned target. One that can't be read harms no other. */
export async function readLiveFacts(app: App): Promise<LiveFacts> {
  const now = await serverTime(app);
  const { live, problem } = await keptSessions(app, now);
  const sessions = new Map<string, Life>();
  const unlocked = new Map<string, number>();
  for (const session of live) {
    const { profile, kind, source, asked, durationSeconds, createdAt, credentials } = session;
    const { expiration } = credentials;
    // A base's own trio, too, is news for roles that wait for somebody to sign in.
    if (kind === 'mfa' || source !== undefined) {
      unlocked.set(profile, Math.max(expiration, unlocked.get(profile) ?? 0));
    }
    if (asked === true && expiration > (sessions.get(profile)?.expiresAt ?? 0)) {
      // AWS may give less than was asked for, and the ring counts down what there is.
      const given = Math.max(1, Math.round((expiration - createdAt) / 1000));
      const lifeSeconds = Math.min(durationSeconds, given);
      sessions.set(profile, { expiresAt: expiration, lifeSeconds });
    }
  }
  const targets = new Map<string, TargetView[]>();
  const written = new Map<string, Life>();
  const owner = await ownedNow(app, now);
  for (const owned of owner.targets) {
    const views = targets.get(owned.role) ?? [];
    views.push({ name: owned.target, state: owned.state });
    targets.set(owned.role, views);
    if (owned.state === 'ours' && owned.expiration > (written.get(owned.role)?.expiresAt ?? 0)) {
      const lifeSeconds = Math.max(0, Math.round((owned.expiration - owned.writtenAt) / 1000));
      written.set(owned.role, { expiresAt: owned.expiration, lifeSeconds });
    }
  }
  return {
    now,
    clockOffsetMs: now - app.clock.now(),
    sessions,
    unlocked,
    targets,
    written,
    problems: [problem, owner.problem].filter((found) => found !== undefined),
  };
}

async function ownedNow(
  app: App,
  now: number,
): Promise<{ targets: readonly TargetWithState[]; problem?: ErrorValue }> {
  try {
    return { targets: await targetStates(atServerTime(app, now)) };
  } catch (error) {
    if (isRoleValetError(error)) {
      return { targets: [], problem: error.toValue() };
    }
    throw error;
  }
}

/** When the next of them ends, epoch milliseconds; undefined where nothing is live. */
export function nextEnd(facts: LiveFacts): number | undefined {
  const lives = [...facts.sessions.values(), ...facts.written.values()];
  const ends = [...lives.map(({ expiresAt }) => expiresAt), ...facts.unlocked.values()];
  const coming = ends.filter((end) => end > facts.now);
  return coming.length === 0 ? undefined : Math.min(...coming);
}
