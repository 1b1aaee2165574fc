import { createHash } from 'node:crypto';
import { type ErrorValue, isRoleValetError } from '../../../contract/errors.ts';
import type { Files, Logger } from '../../ports.ts';
import type { DesktopPorts, PathWatch } from './ports.ts';

/** What a sign-in watch works with. */
export interface SignInWatchOptions {
  readonly watch: DesktopPorts['watch'];
  readonly files: Pick<Files, 'read'>;
  readonly logger: Logger;
  /** The file that tells of the sign-in that a role needs; undefined where none does. */
  readonly fileOf: (profile: string) => Promise<string | undefined>;
  /** Somebody signed in: these roles may work now. */
  readonly onSignedIn: (profiles: ReadonlySet<string>) => void;
}

/** A role that waits, with the file that it waits for. */
interface Waiting {
  readonly failure: ErrorValue;
  readonly path: string;
  /** What the file held when the role had failed: that was no good. */
  readonly print: string | undefined;
}

/**
 * Notices that somebody signed in elsewhere, with `aws sso login`, say. Files are watched only while
 * roles wait for a sign-in. What a file held when a role failed is never tried again, so that a
 * renewal of ours that ends in a refusal starts no other one.
 */
export class SignInWatch {
  readonly #options: SignInWatchOptions;
  #wanted: ReadonlyMap<string, ErrorValue> = new Map();
  #waiting: ReadonlyMap<string, Waiting> = new Map();
  #watch: PathWatch | undefined;
  #watched: ReadonlySet<string> = new Set();
  #isClosed = false;
  /** Updates and changes take turns. */
  #turns: Promise<void> = Promise.resolve();

  constructor(options: SignInWatchOptions) {
    this.#options = options;
  }

  /** Tells which roles wait for a sign-in, and the failures that said so. */
  update(wanted: ReadonlyMap<string, ErrorValue>): void {
    if (areSame(wanted, this.#wanted)) return;
    this.#wanted = wanted;
    this.#inTurn(() => this.#follow(wanted));
  }

  close(): void {
    this.#isClosed = true;
    this.#watch?.close();
  }

  /** Resolves once all that was told is followed. */
  settled(): Promise<void> {
    return this.#turns;
  }

  async #follow(wanted: ReadonlyMap<string, ErrorValue>): Promise<void> {
    const paths = new Map<string, string>();
    for (const profile of wanted.keys()) {
      const path = await this.#fileOf(profile);
      if (path !== undefined) paths.set(profile, path);
    }
    await this.#watchAll(new Set(paths.values()));
    const prints = new Map<string, string | undefined>();
    const waiting = new Map<string, Waiting>();
    for (const [profile, path] of paths) {
      const failure = wanted.get(profile);
      const known = this.#waiting.get(profile);
      if (failure === undefined) continue;
      if (known?.failure === failure && known.path === path) {
        waiting.set(profile, known);
        continue;
      }
      if (!prints.has(path)) prints.set(path, await this.#printOf(path));
      waiting.set(profile, { failure, path, print: prints.get(path) });
    }
    this.#waiting = waiting;
    // The watch may be another one, which takes what it found first for what had been there.
    await this.#look();
  }

  async #fileOf(profile: string): Promise<string | undefined> {
    try {
      return await this.#options.fileOf(profile);
    } catch (error) {
      // The role was changed or removed meanwhile: its row says what is wrong with it now.
      if (isRoleValetError(error)) return undefined;
      throw error;
    }
  }

  /** Begins before the files are read, so that no change falls between. */
  async #watchAll(paths: ReadonlySet<string>): Promise<void> {
    const isKnown = [...paths].every((path) => this.#watched.has(path));
    if (isKnown && paths.size === this.#watched.size) return;
    this.#watch?.close();
    this.#watch = undefined;
    this.#watched = paths;
    if (paths.size === 0 || this.#isClosed) return;
    this.#watch = this.#options.watch([...paths], () => this.#inTurn(() => this.#look()));
    await this.#watch.ready;
  }

  async #look(): Promise<void> {
    const prints = new Map<string, string | undefined>();
    for (const path of this.#watched) prints.set(path, await this.#printOf(path));
    const after = [...this.#waiting].map(
      ([profile, role]) => [profile, { ...role, print: prints.get(role.path) }] as const,
    );
    // A file that is gone tells of a sign-out.
    const signedIn = after.filter(
      ([profile, { print }]) => print !== undefined && print !== this.#waiting.get(profile)?.print,
    );
    this.#waiting = new Map(after);
    if (signedIn.length > 0 && !this.#isClosed) {
      this.#options.onSignedIn(new Set(signedIn.map(([profile]) => profile)));
    }
  }

  async #printOf(path: string): Promise<string | undefined> {
    try {
      const { exists, bytes } = await this.#options.files.read(path);
      return exists ? createHash('sha256').update(bytes).digest('base64') : undefined;
    } catch (error) {
      // Whoever uses the role next is told.
      if (isRoleValetError(error, 'FILE_UNREADABLE')) return undefined;
      throw error;
    }
  }

  #inTurn(work: () => Promise<void>): void {
    this.#turns = this.#turns.then(work).catch((error: unknown) => {
      this.#options.logger.warn('sign-ins are not noticed', { error: String(error) });
    });
  }
}

function areSame(
  one: ReadonlyMap<string, ErrorValue>,
  other: ReadonlyMap<string, ErrorValue>,
): boolean {
  return (
    one.size === other.size && [...one].every(([name, failure]) => other.get(name) === failure)
  );
}
