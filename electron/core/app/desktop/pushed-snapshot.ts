import type { Snapshot } from '../../../contract/snapshot.ts';

/** What counts up from one snapshot to the next. */
export interface Revisions {
  readonly revision: number;
  /** Goes up when the AWS files or the names in the keychain have changed. */
  readonly filesRevision: number;
}

/** The one snapshot that window and tray mirror: made anew and pushed whole whenever something changed. */
export class PushedSnapshot {
  readonly #build: (revisions: Revisions) => Snapshot;
  readonly #listeners = new Set<(snapshot: Snapshot) => void>();
  #current: Snapshot | undefined;
  #revision = 0;
  #filesRevision = 0;
  #isClosed = false;

  constructor(build: (revisions: Revisions) => Snapshot) {
    this.#build = build;
  }

  /** The newest one; the first is made when it is asked for. */
  get current(): Snapshot {
    this.#current ??= this.#make();
    return this.#current;
  }

  /** Calls `listener` with every new snapshot. Gives the function that ends it. */
  onPush(listener: (snapshot: Snapshot) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Makes a new one of what is known already, and pushes it. */
  push(): void {
    if (this.#isClosed) {
      return;
    }
    this.#current = this.#make();
    for (const listener of this.#listeners) {
      listener(this.#current);
    }
  }

  /** The next ones are of other files. */
  filesChanged(): void {
    this.#filesRevision += 1;
  }

  /** Nothing is pushed any more. */
  close(): void {
    this.#isClosed = true;
  }

  #make(): Snapshot {
    this.#revision += 1;
    return this.#build({ revision: this.#revision, filesRevision: this.#filesRevision });
  }
}
