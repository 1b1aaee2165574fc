/**
 * What core needs from the outside, as arguments: time, randomness, files, locks, the keychain and
 * other programs. Node's implementations are in `electron/node`.
 */

/** Wall clock and waiting. */
export interface Clock {
  /** The machine's time, epoch milliseconds. */
  now(): number;
  /** Resolves after `milliseconds`. */
  sleep(milliseconds: number): Promise<void>;
}

/** Cryptographic randomness. */
export interface Random {
  bytes(count: number): Uint8Array;
}

/** A log of what the app does. Callers pass no secret; the implementation redacts all the same. */
export interface Logger {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * The OS keychain, scoped to one service name. Every method throws
 * KEYCHAIN_UNAVAILABLE (no service), KEYCHAIN_LOCKED or KEYCHAIN_REFUSED.
 */
export interface Keychain {
  /** The value kept for `account`, or undefined where there is none. */
  get(account: string): Promise<string | undefined>;
  set(account: string, value: string): Promise<void>;
  /** True where something was deleted. */
  delete(account: string): Promise<boolean>;
  /** Names of all accounts of this service, sorted. */
  accounts(): Promise<string[]>;
}

/** One file at one moment. */
export interface FileState {
  /** The path that was asked for. */
  readonly path: string;
  /** The path behind all symbolic links; of a dangling link, the path it points to. */
  readonly realPath: string;
  readonly exists: boolean;
  /** Content; empty where the file does not exist. */
  readonly bytes: Uint8Array;
  /** Permission bits (0o600, ...); undefined where the file does not exist. */
  readonly mode?: number;
  readonly userId?: number;
  readonly linkCount?: number;
  /** Last change, epoch milliseconds; undefined where the file does not exist. */
  readonly modifiedAt?: number;
}

/** Files, read and replaced whole. Throws FILE_UNREADABLE, FILE_UNWRITABLE or DISK_FULL. */
export interface Files {
  /** Reads through links. A missing file is a state (`exists: false`), not an error. */
  read(path: string): Promise<FileState>;
  /**
   * Replaces the whole file so that a reader or a crash sees the old or the new content, never a
   * mixture: temp file in the real target's folder, fsync, rename, fsync of the folder. Creates
   * missing folders 0700 and new files 0600. Where a rename can't do (hard links, other owner,
   * folder not writable) it says so with FILE_UNWRITABLE unless `inPlace` is true. `bytes` may come
   * in parts, which are written one after the other: joining megabytes first would cost time.
   */
  replace(
    path: string,
    bytes: Uint8Array | readonly Uint8Array[],
    options?: ReplaceOptions,
  ): Promise<void>;
  /**
   * True where the file is, byte by byte and behind the same links, as `state` has it. May be left
   * out; it spares the memory of a second read of a large file.
   */
  isUnchanged?(state: FileState): Promise<boolean>;
  /** Removes a file; a missing one is fine. */
  remove(path: string): Promise<void>;
  /** Names of the entries of a folder; empty where it does not exist. */
  list(path: string): Promise<string[]>;
}

export interface ReplaceOptions {
  /** Permission bits of the new file. Default: the old file's, with group and other removed. */
  readonly mode?: number;
  /** Allows writing over the old content where a rename is not possible. */
  readonly inPlace?: boolean;
  /**
   * True for what can be made anew: it is not forced to the disk, which takes milliseconds. No reader
   * and no crash of ours sees half of it, but a power cut may take it.
   */
  readonly mayBeLost?: boolean;
  /**
   * Called last, just before the rename. Throw to leave everything as it was: this is where a caller
   * compares the file with what it read.
   */
  readonly beforeCommit?: () => Promise<void>;
}

/** Mutual exclusion across processes of ours (other programs honour no lock). */
export interface Locks {
  /**
   * Runs `work` while holding the lock named `name` (a path-safe word, or a hash).
   * Throws LOCK_TIMEOUT where another holder doesn't let go within `timeoutMs` (default 30,000).
   */
  withLock<T>(name: string, work: () => Promise<T>, timeoutMs?: number): Promise<T>;
}

/** Mutual exclusion around one file, across homes as well: they may share a credentials file. */
export interface FileLocks {
  /**
   * Runs `work` while holding the lock of the file behind `path` (links followed). Creates a missing
   * folder 0700. Throws LOCK_TIMEOUT as `withLock` does, or FILE_UNWRITABLE.
   */
  withFileLock<T>(path: string, work: () => Promise<T>, timeoutMs?: number): Promise<T>;
}

/** Starts a program without a shell and collects its output. */
export interface Commands {
  /**
   * Runs `argv` with a time limit. Throws COMMAND_FAILED with its exit code and the first line of
   * its standard error, where it fails, runs out of time, or prints too much.
   */
  run(argv: readonly string[], options: CommandOptions): Promise<string>;
}

export interface CommandOptions {
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly environment: Environment;
}

/** Environment variables of the process that asked. */
export type Environment = Readonly<Record<string, string | undefined>>;
