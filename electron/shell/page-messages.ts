import { SNAPSHOT_CHANNEL } from '../contract/names.ts';

/**
 * Messages to a page that may not listen yet. Until it does, only the newest of each channel is
 * kept: a snapshot tells all, and of two wishes to see something the later one counts.
 */
export class PageMessages {
  #deliver: ((channel: string, value: unknown) => void) | undefined;
  readonly #waiting = new Map<string, unknown>();

  /** Sends, or keeps the message until the page is ready. */
  send(channel: string, value: unknown): void {
    if (this.#deliver === undefined) {
      this.#waiting.set(channel, value);
    } else {
      this.#deliver(channel, value);
    }
  }

  /** The page listens: what waits goes out now, the snapshot first, all else at once from now on. */
  pageIsReady(deliver: (channel: string, value: unknown) => void): void {
    this.#deliver = deliver;
    const waiting = [...this.#waiting].sort(([channel]) => (channel === SNAPSHOT_CHANNEL ? -1 : 1));
    this.#waiting.clear();
    for (const [channel, value] of waiting) {
      deliver(channel, value);
    }
  }

  /** The page went away. */
  pageIsGone(): void {
    this.#deliver = undefined;
  }
}
