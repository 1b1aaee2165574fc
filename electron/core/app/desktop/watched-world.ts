import type { LoadedContext } from '../load-context.ts';
import { areSamePrints, readFilePrints } from './file-prints.ts';
import { type Gathered, gather, gatherLive } from './gather.ts';
import { nextEnd } from './live-facts.ts';
import type { DesktopPorts, PathWatch } from './ports.ts';
import type { World } from './world.ts';

/** A little after an end, so that a look finds it ended. */
const AFTER_END_MS = 50;

/** Timers can't wait longer than this; nothing of ours lasts that long. */
const LONGEST_WAIT_MS = 24 * 3_600_000;

/** Told after each look. */
type OnLook = (before: Gathered, after: Gathered) => void;

/**
 * A world with what the last look found in it. It looks again when a file changes, when a session
 * ends, and when told to; looks never run side by side.
 */
export class WatchedWorld {
  readonly world: World;
  readonly #ports: Pick<DesktopPorts, 'after'>;
  readonly #onLook: OnLook;
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
    onLook: OnLook,
  ) {
    this.#ports = ports;
    this.world = world;
    this.#gathered = gathered;
    this.#onLook = onLook;
    this.#setTimer();
  }

  /** Begins to watch before the first look, so that no change falls between. */
  static async open(
    ports: Pick<DesktopPorts, 'after' | 'watch'>,
    world: World,
    onLook: OnLook,
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
      watched = new WatchedWorld(ports, world, await gather(world), onLook);
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
  lookUnasked(): void {
    this.look('all').catch((error: unknown) => {
      this.world.app.logger.error('the list could not be read again', { error: String(error) });
    });
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
      const after = await (about === 'all' ? gather(world, before) : gatherLive(world, before));
      if (!this.#isClosed) {
        this.#gathered = after;
        this.#setTimer();
        this.#onLook(before, after);
      }
    }
  }

  #setTimer(): void {
    this.#stopTimer();
    const { live } = this.#gathered;
    const end = nextEnd(live);
    if (end !== undefined) {
      const wait = Math.min(end - live.now + AFTER_END_MS, LONGEST_WAIT_MS);
      this.#stopTimer = this.#ports.after(wait, () => this.lookUnasked());
    }
  }
}

/** Files whose change makes the list look different, whoever changed them. */
function watchedPaths({ app }: World): readonly string[] {
  const { configPath, credentialsPath, homePath } = app;
  return [configPath, credentialsPath, ...OWN_FILES.map((name) => `${homePath}/${name}`)];
}

/** Files of the app's own home that the command line writes too. */
const OWN_FILES = ['sessions', 'targets.json'];
