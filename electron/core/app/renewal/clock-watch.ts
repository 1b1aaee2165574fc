/** What tells that the machine's clock was set: two clocks, of which only one can be. */
export interface TwoClocks {
  /** The machine's time, epoch milliseconds. */
  now(): number;
  /** Milliseconds since some moment, which nobody can set. It may stand still while the machine sleeps. */
  uptime(): number;
}

/** Clocks that are kept in step by the network drift less than this between two looks. */
const LEAST_JUMP_MS = 10_000;

/** Notices that the machine's clock was set, or that the machine slept. */
export class ClockWatch {
  readonly #clocks: TwoClocks;
  #apart: number;

  constructor(clocks: TwoClocks) {
    this.#clocks = clocks;
    this.#apart = this.#difference();
  }

  /** True where the next `hasJumped` would be. */
  wouldJump(): boolean {
    return Math.abs(this.#difference() - this.#apart) >= LEAST_JUMP_MS;
  }

  /** True, once, where the clock has moved by more than time has passed since the last call. */
  hasJumped(): boolean {
    if (!this.wouldJump()) {
      return false;
    }
    this.#apart = this.#difference();
    return true;
  }

  #difference(): number {
    return this.#clocks.now() - this.#clocks.uptime();
  }
}
