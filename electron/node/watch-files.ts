import { type FSWatcher, watch } from 'node:fs';
import { basename } from 'node:path';
import { fileSignature, folderIdentity, watchedPlaces } from './watched-places.ts';

export interface WatchOptions {
  /** How long to wait for more changes before looking, milliseconds. Default 100. */
  readonly debounceMs?: number;
  /** Told where a folder can't be watched, such as when the system's limit of watches is reached. */
  readonly onError?: (error: Error) => void;
}

export interface FileWatch {
  /** Resolves when changes are noticed from now on: read the files after that. */
  readonly ready: Promise<void>;
  /** Ends the watch; `onChange` is not called again. */
  close(): void;
}

/**
 * Calls `onChange` with those of `paths` that were changed, replaced, created or removed. The files
 * need not exist, nor their folders; they may be or lie behind symbolic links, which may be turned
 * elsewhere. Folders are watched, because a watch on a file ends when an editor replaces it. Does not
 * keep the process alive.
 */
export function watchFiles(
  paths: readonly string[],
  onChange: (changed: readonly string[]) => void,
  options: WatchOptions = {},
): FileWatch {
  const watcher = new FileWatcher(paths, onChange, options);
  return { ready: watcher.look(), close: () => watcher.close() };
}

interface FolderWatch {
  readonly watcher: FSWatcher;
  /** Tells a folder from another one that took its place. */
  readonly identity: string;
  names: ReadonlySet<string>;
}

const USUAL_DEBOUNCE = 100;

class FileWatcher {
  readonly #paths: readonly string[];
  readonly #onChange: (changed: readonly string[]) => void;
  readonly #options: WatchOptions;
  readonly #folders = new Map<string, FolderWatch>();
  #signatures: readonly (string | undefined)[] | undefined;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  #lookAgain = false;
  #isClosed = false;

  constructor(
    paths: readonly string[],
    onChange: (changed: readonly string[]) => void,
    options: WatchOptions,
  ) {
    this.#paths = paths;
    this.#onChange = onChange;
    this.#options = options;
  }

  /** Watches what is to be watched by now, then tells what changed since the last look. */
  look(): Promise<void> {
    this.#lookAgain = true;
    this.#looking ??= this.#lookUntilQuiet().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    for (const { watcher } of this.#folders.values()) watcher.close();
    this.#folders.clear();
  }

  async #lookUntilQuiet(): Promise<void> {
    while (this.#lookAgain && !this.#isClosed) {
      this.#lookAgain = false;
      await this.#watchFolders();
      // After the watch has begun, so that nothing can change in between unseen.
      const signatures = await Promise.all(this.#paths.map(fileSignature));
      if (this.#isClosed) return;
      const old = this.#signatures;
      this.#signatures = signatures;
      const changed = this.#paths.filter((_, index) => old?.[index] !== signatures[index]);
      if (old !== undefined && changed.length > 0) this.#onChange(changed);
    }
  }

  async #watchFolders(): Promise<void> {
    const places = (await Promise.all(this.#paths.map(watchedPlaces))).flat();
    const wanted = Map.groupBy(places, ({ folder }) => folder);
    const identities = new Map<string, string>();
    for (const folder of wanted.keys()) identities.set(folder, await folderIdentity(folder));
    if (this.#isClosed) return;
    for (const [folder, { watcher, identity }] of this.#folders) {
      if (identities.get(folder) === identity) continue;
      watcher.close();
      this.#folders.delete(folder);
    }
    for (const [folder, found] of wanted) {
      // A folder's own name stands for its removal.
      const names = new Set([basename(folder), ...found.map(({ name }) => name)]);
      const watched = this.#folders.get(folder);
      if (watched !== undefined) watched.names = names;
      else this.#watchFolder(folder, identities.get(folder) ?? '', names);
    }
  }

  #watchFolder(folder: string, identity: string, names: ReadonlySet<string>): void {
    try {
      const watcher = watch(folder, { persistent: false });
      const entry: FolderWatch = { watcher, identity, names };
      this.#folders.set(folder, entry);
      watcher.on('change', (_, name) => {
        // Some systems don't say which name it was.
        if (name === null || entry.names.has(name.toString())) this.#soon();
      });
      watcher.on('error', () => {
        // On Windows the watch of a removed folder ends this way.
        watcher.close();
        this.#folders.delete(folder);
        this.#soon();
      });
    } catch (error) {
      this.#options.onError?.(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #soon(): void {
    if (this.#isClosed) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.look(), this.#options.debounceMs ?? USUAL_DEBOUNCE);
    this.#timer.unref();
  }
}
