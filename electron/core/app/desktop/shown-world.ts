import type { KeptWorld } from './kept-world.ts';
import type { World } from './world.ts';

/** What going from world to world needs of the desktop. */
export interface WorldChange {
  /** Keeps a world alive from now on. */
  keep(world: World): Promise<KeptWorld>;
  /** Refuses the questions of the world that is shown and takes back its URLs. */
  leave(): Promise<void>;
  /** Another world is shown from now on. */
  entered(): void;
}

/** Which world is shown. While somebody practises, the user's own one is kept alive behind. */
export class ShownWorld {
  readonly #change: WorldChange;
  #shown: KeptWorld | undefined;
  #behind: KeptWorld | undefined;
  #changing: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(change: WorldChange) {
    this.#change = change;
  }

  /** Shows the first world. */
  async open(world: World): Promise<void> {
    this.#shown = await this.#change.keep(world);
  }

  /** The world that is shown. Throws before the first one is open. */
  get shown(): KeptWorld {
    if (this.#shown === undefined) throw new Error('no world is open yet');
    return this.#shown;
  }

  /** The user's own world, also while the practice organisation is shown. */
  get own(): KeptWorld {
    return this.#behind ?? this.shown;
  }

  /** All that are kept alive. */
  get all(): readonly KeptWorld[] {
    return this.#behind === undefined ? [this.shown] : [this.shown, this.#behind];
  }

  isShown(world: World): boolean {
    return this.#shown?.watched.world === world;
  }

  /** True while it is shown or kept alive behind. */
  isKept(world: World): boolean {
    return this.isShown(world) || this.#behind?.watched.world === world;
  }

  /** Looks at all of them again, and tries again what may pass now. */
  async wake(): Promise<void> {
    await Promise.all(this.all.map((kept) => kept.watched.look('all')));
    for (const kept of this.all) {
      kept.retry(({ kind }) => kind === 'retry');
    }
  }

  /** Looks again where the machine's clock was set. */
  checkClock(): void {
    for (const kept of this.all) {
      kept.watched.checkClock();
    }
  }

  /**
   * Goes over to the world that `open` gives, or stays where it gives none. One change at a time, so
   * that two clicks open no two worlds; what is opened too late for a quit is closed again.
   */
  goTo(open: (current: World) => Promise<World | undefined>): Promise<void> {
    return this.#oneByOne(async () => {
      const world = await open(this.shown.watched.world);
      if (world === undefined) {
        return;
      }
      if (this.#isClosed) {
        await world.practice?.close();
        return;
      }
      await this.#change.leave();
      const old = this.shown;
      const kept = await this.#change.keep(world);
      this.#shown = kept;
      if (world.practice === undefined) {
        await old.close();
      } else {
        this.#behind = old;
      }
      this.#change.entered();
    });
  }

  /** Back from the practice organisation to the user's own world, which was kept alive meanwhile. */
  goBack(): Promise<void> {
    return this.#oneByOne(async () => {
      const own = this.#behind;
      if (own === undefined || this.#isClosed) {
        return;
      }
      await this.#change.leave();
      const practised = this.shown;
      this.#shown = own;
      this.#behind = undefined;
      this.#change.entered();
      await practised.close();
      await practised.watched.world.practice?.close();
      // While it was behind, nothing of it was shown.
      await own.watched.look('all');
    });
  }

  /** No change begins from now on; gives the end of the one under way. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#changing;
  }

  #oneByOne(work: () => Promise<void>): Promise<void> {
    const change = this.#changing.then(work);
    // A failure belongs to whoever asked for this change, not to the next.
    this.#changing = change.catch(() => undefined);
    return change;
  }
}
