import type { LiveFacts } from '../desktop/live-facts.ts';
import type { Life } from './renewal-times.ts';

/** Which roles a look found to be kept alive, and which of them ran out. */
export interface KeptLives {
  readonly alive: ReadonlyMap<string, Life>;
  readonly expired: ReadonlySet<string>;
}

/**
 * Roles that the app renews: written to a target that is still ours, or served from a URL. A session
 * that was only copied is not: the copies would not live longer for it, and its row would lie.
 */
export function keptLives(live: LiveFacts, served: ReadonlySet<string>): KeptLives {
  const alive = new Map<string, Life>(live.written);
  const expired = new Set<string>();
  for (const profile of served) {
    const life = live.sessions.get(profile);
    if (life === undefined) {
      expired.add(profile);
    } else if (!alive.has(profile)) {
      alive.set(profile, life);
    }
  }
  for (const [profile, targets] of live.targets) {
    if (!alive.has(profile) && targets.some(({ state }) => state === 'expired')) {
      expired.add(profile);
    }
  }
  return { alive, expired };
}
