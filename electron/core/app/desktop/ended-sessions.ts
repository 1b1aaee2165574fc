import type { Life } from '../renewal/renewal-times.ts';
import type { LiveFacts } from './live-facts.ts';

/** Sessions of this run that ended by themselves: their rows say so until the user does something. */
export class EndedSessions {
  readonly #ended = new Map<string, Life>();

  /**
   * Compares two looks. A session that was there, is gone, and whose time had come has ended; gives
   * the profiles of those. One that is back is forgotten.
   */
  compare(before: LiveFacts, after: LiveFacts): readonly string[] {
    const newly: string[] = [];
    for (const [profile, life] of before.sessions) {
      const isGone = !after.sessions.has(profile) && !after.written.has(profile);
      if (isGone && life.expiresAt <= after.now) {
        this.#ended.set(profile, life);
        newly.push(profile);
      }
    }
    for (const profile of [...this.#ended.keys()]) {
      if (after.sessions.has(profile) || after.written.has(profile)) {
        this.#ended.delete(profile);
      }
    }
    return newly;
  }

  forget(profile: string): void {
    this.#ended.delete(profile);
  }

  clear(): void {
    this.#ended.clear();
  }

  all(): ReadonlyMap<string, Life> {
    return this.#ended;
  }
}
