/** Something that goes wrong on demand. */
export type OutageKind =
  /** `Throttling`, 400. */
  | 'throttle'
  /** 503 with a body that is no XML. */
  | 'unavailable'
  /** 200 with a proxy's HTML page. */
  | 'html'
  /** 200 with nothing in it. */
  | 'empty'
  /** No answer at all. */
  | 'hang'
  /** The connection is cut. */
  | 'reset';

/** What a test or a lesson orders to go wrong. */
export class FaultControl {
  #next: { kind: OutageKind; left: number } | undefined;
  /** The server's clock minus the real one, milliseconds. */
  clockOffsetMs = 0;
  /** Every session lives this many seconds, whatever was asked; undefined: as asked. */
  sessionSeconds: number | undefined;
  /** Regions that are switched off for every account. */
  readonly deactivatedRegions = new Set<string>();

  /** Lets the next `count` calls fail in that way. */
  order(kind: OutageKind, count = 1): void {
    this.#next = { kind, left: count };
  }

  /** The fault for the call at hand, or undefined. Counts down. */
  take(): OutageKind | undefined {
    const next = this.#next;
    if (next === undefined || next.left <= 0) return undefined;
    next.left -= 1;
    return next.kind;
  }

  /** Seconds that a session asked for `seconds` really lives. */
  livesFor(seconds: number): number {
    return this.sessionSeconds ?? seconds;
  }
}
