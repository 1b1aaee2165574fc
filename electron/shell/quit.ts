import type Electron from 'electron';
import type { Clock, Logger } from '../core/ports.ts';
import { withTimeLimit } from './time-limit.ts';

/** Something to be done before the process ends. */
export interface QuitStep {
  /** For the log. */
  readonly name: string;
  readonly run: () => void | Promise<void>;
  readonly limitMs: number;
}

export interface QuitSequenceOptions {
  readonly app: Pick<Electron.App, 'quit' | 'exit'> & {
    on(event: 'before-quit', listener: (event: Preventable) => void): unknown;
  };
  /** They run side by side, so that one that hangs takes no time from another. */
  readonly steps: readonly QuitStep[];
  /** The most that all of them may hold the quit. */
  readonly totalLimitMs: number;
  readonly clock: Clock;
  readonly logger: Logger;
}

type Preventable = Pick<Electron.Event, 'preventDefault'>;

/** After the steps Electron closes the windows; one that refuses must not keep the app. */
const CLOSE_LIMIT_MS = 1_000;

/**
 * Holds the first quit until the steps are done or out of time, then lets it go through. What a step
 * could not do, the log tells by the step's name.
 */
export class QuitSequence {
  readonly #options: QuitSequenceOptions;
  #steps: Promise<void> | undefined;
  #areDone = false;

  constructor(options: QuitSequenceOptions) {
    this.#options = options;
    options.app.on('before-quit', (event) => {
      if (this.#areDone) return;
      event.preventDefault();
      // A second quit meanwhile has nothing to add.
      if (this.#steps === undefined) void this.#leave();
    });
  }

  /** True from the first wish to quit: a window then closes instead of hiding. */
  get isQuitting(): boolean {
    return this.#steps !== undefined;
  }

  /**
   * Ends with the machine, on Linux and macOS, which wait a moment for those who ask. Call after
   * `ready`.
   */
  watchShutdown(powerMonitor: {
    on(event: 'shutdown', listener: (event?: Preventable) => void): unknown;
  }): void {
    powerMonitor.on('shutdown', (event) => {
      event?.preventDefault();
      this.#options.app.quit();
    });
  }

  /**
   * Windows tells of the end of a session by the windows alone, without a `before-quit`, and waits
   * for nobody: the steps get what time there is, and the next start sweeps up.
   */
  watchSessionEnd(window: { on(event: 'session-end', listener: () => void): unknown }): void {
    window.on('session-end', () => {
      void this.#leave();
    });
  }

  async #leave(): Promise<void> {
    const { app, clock, logger } = this.#options;
    if (this.#steps !== undefined) return;
    this.#steps = this.#runSteps();
    await this.#steps;
    this.#areDone = true;
    app.quit();
    await clock.sleep(CLOSE_LIMIT_MS);
    logger.warn('something held the quit; leaving all the same');
    app.exit(0);
  }

  async #runSteps(): Promise<void> {
    const { steps, totalLimitMs, clock, logger } = this.#options;
    const all = Promise.all(steps.map((step) => this.#runStep(step)));
    await withTimeLimit(clock, totalLimitMs, all, () => {
      logger.warn('the steps before the quit took too long together', { totalLimitMs });
    });
  }

  async #runStep({ name, run, limitMs }: QuitStep): Promise<void> {
    const { clock, logger } = this.#options;
    try {
      await withTimeLimit(clock, limitMs, Promise.resolve(run()), () => {
        logger.warn('a step before the quit took too long', { step: name, limitMs });
      });
    } catch (error) {
      logger.warn('a step before the quit failed', { step: name, reason: String(error) });
    }
  }
}
