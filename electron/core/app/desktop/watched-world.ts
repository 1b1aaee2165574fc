import { learnClock } from '../learn-clock.ts';
import type { LoadedContext } from '../load-context.ts';
import { ClockWatch } from '../renewal/clock-watch.ts';
import { areSamePrints, readFilePrints } from './file-prints.ts';
import { type Gathered, gather, gatherLive } from './gather.ts';
import { nextEnd } from './live-facts.ts';
import type { DesktopPorts, PathWatch } from './ports.ts';
import type { World } from './world.ts';

/** A little after an end, so that a look finds it ended. */
const AFTER_END_MS = 50;

/** How long a look waits for AWS's time. */
const CLOCK_PATIENCE_MS = 3_000;

/** Timers can't wait longer than this; nothing of ours lasts that long. */
const LONGEST_WAIT_MS = 24 * 3_600_000;

/** What a watched world tells and asks. */
export interface WorldListener {
  /** Told after each look. */
  onLook(before: Gathered, after: Gathered): void;
  /** The next moment that is worth a look, besides the end of a session; epoch ms, AWS's clock. */
  nextAt(gathered: Gathered): number | undefined;
}

/**
 * A world with what the last look found in it. It looks again when a file changes, when a session
 * ends, and when told to; looks never run side by side.
 */
export class WatchedWorld {
  readonly world: World;
  readonly #ports: Pick<DesktopPorts, 'after'>;
  readonly #listener: WorldListener;
  readonly #clockWatch: ClockWatch;
  #watch: PathWatch | undefined;
  #gathered: Gathered;
  #looking: Promise<void> | undefined;
  /** What the next look is about: what is live, or the files as well. */
  #lookAgain: 'live' | 'all' | undefined;
  #stopTimer: () => void = () => undefined;
  #isClosed = false;

  private constructor(
    ports: Pick<DesktopPorts, 'after'>,
    world: World,
    gathered: Gathered,
    clockWatch: ClockWatch,
    listener: WorldListener,
  ) {
    this.#ports = ports;
    this.world = world;
    this.#gathered = gathered;
    this.#clockWatch = clockWatch;
    this.#listener = listener;
    this.setTimer();
  }

  /** Begins to watch before the first look, so that no change falls between. */
  static async open(
    ports: Pick<DesktopPorts, 'after' | 'watch' | 'uptime'>,
    world: World,
    listener: WorldListener,
  ): Promise<WatchedWorld> {
    let watched: WatchedWorld | undefined;
    let isChanged = false;
    const watch = ports.watch(watchedPaths(world), () => {
      isChanged = true;
      watched?.lookUnasked();
    });
    try {
      await watch.ready;
      isChanged = false;
      const clockWatch = new ClockWatch({ ...ports, now: () => world.app.clock.now() });
      watched = new WatchedWorld(ports, world, await gather(world), clockWatch, listener);
    } catch (error) {
      watch.close();
      throw error;
    }
    watched.#watch = watch;
    if (isChanged) {
      watched.lookUnasked();
    }
    return watched;
  }

  get gathered(): Gathered {
    return this.#gathered;
  }

  /** The files as they are now: verbs decide on these, never on what was seen a while ago. */
  async context(): Promise<LoadedContext> {
    if (!areSamePrints(await readFilePrints(this.world.app), this.#gathered.files)) {
      await this.look('all');
    }
    return this.#gathered.context;
  }

  /** Looks at everything, or at sessions and targets only. Calls during a look share one after it. */
  look(about: 'live' | 'all'): Promise<void> {
    this.#lookAgain = this.#lookAgain === 'all' ? 'all' : about;
    this.#looking ??= this.#lookUntilQuiet().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  /** A look that nobody waits for: what goes wrong is for the log. */
  lookUnasked(about: 'live' | 'all' = 'all'): void {
    this.look(about).catch((error: unknown) => {
      this.world.app.logger.error('the list could not be read again', { error: String(error) });
    });
  }

  /** Resolves once no look is under way. */
  async settled(): Promise<void> {
    while (this.#looking !== undefined) {
      await this.#looking.catch(() => undefined);
    }
  }

  /** Looks again where the machine's clock was set since the last look. */
  checkClock(): void {
    if (this.#clockWatch.wouldJump()) {
      this.lookUnasked('live');
    }
  }

  /** Ends the watch and the timer; a look under way tells nobody any more. */
  close(): void {
    this.#isClosed = true;
    this.#watch?.close();
    this.#stopTimer();
  }

  async #lookUntilQuiet(): Promise<void> {
    while (this.#lookAgain !== undefined && !this.#isClosed) {
      const about = this.#lookAgain;
      this.#lookAgain = undefined;
      const { world } = this;
      const before = this.#gathered;
      if (this.#clockWatch.hasJumped()) {
        // Before anything is called alive or ended by a clock that may be wrong.
        await this.#learnClock(before.context);
      }
      const after = await (about === 'all' ? gather(world, before) : gatherLive(world, before));
      if (!this.#isClosed) {
        this.#gathered = after;
        this.#listener.onLook(before, after);
        this.setTimer();
      }
    }
  }

  /** Asks AWS for the time; a look waits for it only so long, for the laptop may be offline. */
  async #learnClock(context: LoadedContext): Promise<void> {
    const { app } = this.world;
    let isLate = false;
    const learnt = learnClock(app, context).then(
      () => {
        if (isLate) this.lookUnasked('live');
      },
      (error: unknown) =>
        app.logger.warn('AWS could not be asked for the time', { error: String(error) }),
    );
    await Promise.race([
      learnt,
      new Promise<void>((resolve) => {
        const stop = this.#ports.after(CLOCK_PATIENCE_MS, () => {
          isLate = true;
          resolve();
        });
        void learnt.finally(stop);
      }),
    ]);
  }

  /** One timer for the next event, whatever it is. Call it where that may have changed. */
  setTimer(): void {
    this.#stopTimer();
    if (this.#isClosed) {
      return;
    }
    const { live } = this.#gathered;
    const end = nextEnd(live);
    const times = [
      end === undefined ? undefined : end + AFTER_END_MS,
      this.#listener.nextAt(this.#gathered),
    ].filter((at) => at !== undefined);
    if (times.length > 0) {
      const now = this.world.app.clock.now() + live.clockOffsetMs;
      const wait = Math.max(0, Math.min(...times) - now);
      this.#stopTimer = this.#ports.after(Math.min(wait, LONGEST_WAIT_MS), () =>
        this.lookUnasked('live'),
      );
    }
  }
}

/** Files whose change makes the list look different, whoever changed them. */
function watchedPaths({ app }: World): readonly string[] {
  const { configPath, credentialsPath, homePath } = app;
  return [configPath, credentialsPath, ...OWN_FILES.map((name) => `${homePath}/${name}`)];
}

/** Files of the app's own home that the command line writes too. */
const OWN_FILES = ['sessions', 'targets.json', 'rotations.json'];
