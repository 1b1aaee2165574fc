import type { LiveFacts } from '../desktop/live-facts.ts';

/** Sessions that nothing renews, and the time to say so before they end. */
export class EndingSoon {
  /** Profile and end of what was told. */
  readonly #told = new Set<string>();

  /**
   * Profiles whose session ends within `leadMs` of now, each told once a session. `isRenewed` is
   * true for roles that the app renews in time by itself. Nothing is told where `leadMs` is 0.
   */
  take(
    live: LiveFacts,
    leadMs: number,
    isRenewed: (profile: string) => boolean,
  ): readonly string[] {
    const soon = ends(live, leadMs).filter(
      ([profile, end]) =>
        end > live.now &&
        end - leadMs <= live.now &&
        !this.#told.has(key(profile, end)) &&
        !isRenewed(profile),
    );
    for (const [profile, end] of soon) this.#told.add(key(profile, end));
    return soon.map(([profile]) => profile);
  }

  /** When the next one is to be told, epoch milliseconds by AWS's clock. */
  nextAt(
    live: LiveFacts,
    leadMs: number,
    isRenewed: (profile: string) => boolean,
  ): number | undefined {
    if (leadMs === 0) return undefined;
    const times = ends(live, leadMs)
      .filter(([profile, end]) => !this.#told.has(key(profile, end)) && !isRenewed(profile))
      .map(([, end]) => end - leadMs)
      .filter((at) => at > live.now);
    return times.length === 0 ? undefined : times.reduce((one, other) => Math.min(one, other));
  }
}

/** Ends of lives that are longer than the notice itself: of shorter ones it would be no news. */
function ends(
  live: LiveFacts,
  leadMs: number,
): readonly (readonly [profile: string, end: number])[] {
  const lives = new Map([...live.written, ...live.sessions]);
  return [...lives].flatMap(([profile, { expiresAt, lifeSeconds }]) =>
    lifeSeconds * 1000 > leadMs ? [[profile, expiresAt] as const] : [],
  );
}

function key(profile: string, end: number): string {
  return `${end} ${profile}`;
}
