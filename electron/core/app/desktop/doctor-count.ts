import { readWorld } from '../../doctor/examine.ts';
import { findingsIn } from '../../doctor/rules.ts';
import type { Finding } from '../../doctor/types.ts';
import type { LoadedContext } from '../load-context.ts';
import type { World } from './world.ts';

/** The first look at the files shall not wait for the doctor. */
const PATIENCE_MS = 500;

/** What counting needs of the desktop. */
interface DoctorCountOptions {
  readonly after: (delayMs: number, run: () => void) => () => void;
  /** The world that is shown, with its files as they were read last. */
  readonly current: () => { readonly world: World; readonly context: LoadedContext };
  readonly onChange: () => void;
}

/**
 * How many errors the doctor finds, for the tab: counted a moment after the files changed, so that
 * start-up and a burst of changes don't pay for it.
 */
export class DoctorCount {
  readonly #options: DoctorCountOptions;
  #stopTimer = (): void => undefined;
  #isClosed = false;
  #errors = 0;

  constructor(options: DoctorCountOptions) {
    this.#options = options;
  }

  get errors(): number {
    return this.#errors;
  }

  /** The files have changed: counts again soon. */
  countSoon(): void {
    this.#stopTimer();
    if (this.#isClosed) return;
    this.#stopTimer = this.#options.after(PATIENCE_MS, () => {
      this.#count().catch((error: unknown) => {
        const { logger } = this.#options.current().world.app;
        logger.error('the errors could not be counted', { error: String(error) });
      });
    });
  }

  /** Takes the count from an examination that was asked for. */
  note(findings: readonly Finding[]): void {
    const errors = findings.filter(({ severity }) => severity === 'error').length;
    if (errors === this.#errors || this.#isClosed) return;
    this.#errors = errors;
    this.#options.onChange();
  }

  close(): void {
    this.#isClosed = true;
    this.#stopTimer();
  }

  async #count(): Promise<void> {
    const { world, context } = this.#options.current();
    const examined = await readWorld(world.app, context);
    if (this.#options.current().world !== world) return;
    // Without working out fixes, which takes much longer.
    this.note([...examined.unreadable, ...findingsIn(examined.world)]);
  }
}
