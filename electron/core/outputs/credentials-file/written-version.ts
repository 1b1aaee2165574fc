import { bytesText } from './file-text.ts';

/**
 * The file's text before and after one write of ours, kept in memory only, because it holds other
 * people's secrets: `putBackDropped` needs it to tell a stale rewrite from a wish of the user. The
 * fields are private so that no log, JSON or inspection can show them.
 */
export class WrittenVersion {
  readonly #before: Uint8Array;
  readonly #after: readonly Uint8Array[];

  constructor(before: Uint8Array, after: readonly Uint8Array[]) {
    this.#before = before;
    this.#after = after;
  }

  /** The text before the write, in the form of `bytesText`. */
  before(): string {
    return bytesText(this.#before);
  }

  /** The text that the write left. */
  after(): string {
    return this.#after.map(bytesText).join('');
  }
}
