import type Electron from 'electron';
import { RoleValetError } from '../contract/errors.ts';
import type { Clock, Logger, Random } from '../core/ports.ts';
import { redact } from '../core/redact.ts';
import { type ClipboardEntry, secretEntry } from './clipboard-formats.ts';
import { type ClipboardMark, type HeldSecret, holdSecret, isHeldSecret } from './clipboard-mark.ts';
import { type SystemClipboard, wipeIfHeld } from './clipboard-wipe.ts';
import { withTimeLimit } from './time-limit.ts';

export interface ClipboardKeeperOptions {
  readonly clipboard: SystemClipboard & Pick<Electron.Clipboard, 'write'>;
  /** `(entry) => new ClipboardItem(entry)`. */
  readonly makeItem: (entry: ClipboardEntry) => Electron.ClipboardItem;
  readonly platform: NodeJS.Platform;
  readonly clock: Clock;
  readonly random: Random;
  readonly mark: ClipboardMark;
  readonly logger: Logger;
}

/** The most that one call of the system's clipboard may take. */
const CALL_LIMIT_MS = 1_500;
/**
 * Timers stand still while the machine sleeps, so a long wait is cut into short ones that look at the
 * clock. This one runs only while a secret is on the clipboard.
 */
const LONGEST_WAIT_MS = 10_000;
const MOST_TRIES = 5;

/**
 * Puts texts on the clipboard and takes secrets off it again: after their time, on a screen lock, at
 * the end, and at the next start. Only ever clears a text that is still the one it wrote; between
 * looking and clearing another program could still slip in, which no system offers to prevent.
 */
export class ClipboardKeeper {
  readonly #options: ClipboardKeeperOptions;
  #held: HeldSecret | undefined;
  /** One after the other: a late clearing must not hit a new copy. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(options: ClipboardKeeperOptions) {
    this.#options = options;
  }

  /** True while a secret of ours may be on the clipboard and is to be cleared. */
  get hasSecret(): boolean {
    return this.#held !== undefined;
  }

  /**
   * Copies a secret in one write, marked for clipboard managers, and clears it after
   * `clearAfterSeconds`; 0 leaves it there. Where the marks can't be written it is copied as plain
   * text, and the log says so. Throws CLIPBOARD_FAILED where nothing could be copied.
   */
  copySecret(text: string, clearAfterSeconds: number): Promise<void> {
    const { clock, random, platform, makeItem, clipboard, logger } = this.#options;
    return this.#inTurn(async () => {
      const waitMs = clearAfterSeconds * 1000;
      const isCleared = waitMs > 0 && text.trim() !== '';
      const held = isCleared ? holdSecret(text, clock.now() + waitMs, random) : undefined;
      // Noted first: a kill between the two must not leave a secret that nobody knows of.
      await this.#note(held);
      try {
        await this.#limited(clipboard.write([makeItem(secretEntry(text, platform))]));
      } catch (error) {
        logger.warn('a secret was copied without the marks for clipboard managers', reason(error));
        await this.#writeText(text);
      }
      this.#hold(held, waitMs);
    });
  }

  /** Copies a text that is no secret; it stays. Throws CLIPBOARD_FAILED where it could not be copied. */
  copyPlain(text: string): Promise<void> {
    return this.#inTurn(async () => {
      await this.#writeText(text);
      this.#held = undefined;
      await this.#note(undefined);
    });
  }

  /**
   * Clears the clipboard if it still holds our secret, and on Linux the primary selection if it does.
   * False where there was nothing of ours. Throws CLIPBOARD_FAILED where the system did not let it look or
   * clear; then the secret is still remembered.
   */
  clearIfOurs(): Promise<boolean> {
    return this.#inTurn(() => this.#clearIfOurs());
  }

  /** To be called after sleep: clears what became due meanwhile. Logs instead of throwing. */
  async checkNow(): Promise<void> {
    if (this.#held !== undefined && this.#options.clock.now() >= this.#held.clearAt) {
      await this.#tryClear();
    }
  }

  /**
   * To be called once at start, by the only instance: clears what an earlier run had to leave behind,
   * due or not. Logs instead of throwing.
   */
  async sweep(): Promise<void> {
    await this.#inTurn(async () => {
      try {
        this.#held ??= await this.#options.mark.read();
        await this.#clearIfOurs();
      } catch (error) {
        this.#options.logger.warn('what the last run copied could not be cleared', reason(error));
      }
    });
  }

  async #clearIfOurs(): Promise<boolean> {
    const held = this.#held;
    if (held === undefined) return false;
    const { clipboard, platform, logger } = this.#options;
    const wasOurs = await wipeIfHeld({
      clipboard,
      platform,
      logger,
      isOurs: (text) => isHeldSecret(held, text),
      limited: (work) => this.#limited(work),
    });
    this.#held = undefined;
    await this.#note(undefined);
    return wasOurs;
  }

  #hold(held: HeldSecret | undefined, waitMs: number): void {
    this.#held = held;
    if (held !== undefined) void this.#clearInTime(held, waitMs);
  }

  /** By the clock or by the time waited, whichever comes first: clocks are set back, too. */
  async #clearInTime(held: HeldSecret, waitMs: number): Promise<void> {
    const { clock, logger } = this.#options;
    let waited = 0;
    let tries = 0;
    while (this.#held === held && tries < MOST_TRIES) {
      const left = Math.min(held.clearAt - clock.now(), waitMs - waited);
      if (left <= 0) {
        if (await this.#tryClear(held)) return;
        tries += 1;
      }
      const pause = left <= 0 ? LONGEST_WAIT_MS : Math.min(left, LONGEST_WAIT_MS);
      await clock.sleep(pause);
      waited += pause;
    }
    if (this.#held === held) logger.error('a copied secret is left to the next start to clear');
  }

  /** False where it failed, which is logged. */
  async #tryClear(held = this.#held): Promise<boolean> {
    try {
      await this.#inTurn(async () => {
        // A newer copy may have come while this one waited for its turn.
        if (this.#held === held) await this.#clearIfOurs();
      });
      return true;
    } catch (error) {
      this.#options.logger.warn('a copied secret could not be cleared yet', reason(error));
      return false;
    }
  }

  /** The copy matters more than its note, so a note that can't be written is only logged. */
  async #note(held: HeldSecret | undefined): Promise<void> {
    const { mark, logger } = this.#options;
    try {
      await (held === undefined ? mark.remove() : mark.write(held));
    } catch (error) {
      logger.warn('the note about a copied secret could not be kept', reason(error));
    }
  }

  async #writeText(text: string): Promise<void> {
    try {
      await this.#limited(this.#options.clipboard.writeText(text));
    } catch (cause) {
      // The older copy, if any, is still there and still ours to clear.
      await this.#note(this.#held);
      throw clipboardError('the clipboard could not be written', cause);
    }
  }

  #limited<T>(work: Promise<T>): Promise<T> {
    return withTimeLimit(this.#options.clock, CALL_LIMIT_MS, work, () => {
      throw clipboardError('the clipboard did not answer in time');
    });
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work);
    // Its failure belongs to whoever asked for it, not to the next in the queue.
    this.#queue = result.then(
      () => undefined,
      () => undefined,
    );
    return result;
  }
}

function clipboardError(message: string, cause?: unknown): RoleValetError {
  return new RoleValetError(
    'CLIPBOARD_FAILED',
    message,
    'Another program may be holding the clipboard; try again.',
    { cause },
  );
}

/** The system's words, without the chance that they quote the text. */
function reason(error: unknown): { reason: string } {
  return { reason: redact(String(error)).slice(0, 200) };
}
