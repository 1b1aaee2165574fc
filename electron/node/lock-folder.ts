import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { join } from 'node:path';
import { hasSystemCode, systemCode } from './file-errors.ts';

/** How long a lock may stay untouched before its holder is taken for dead. Holders touch it each second. */
export const STALE_AFTER_MS = 4_000;

/** Who holds a lock, as written inside its folder. */
export interface LockHolder {
  readonly processId: number;
  /** Epoch milliseconds. */
  readonly since: number;
}

type Done = (error: NodeJS.ErrnoException | null) => void;

const HOLDER_FILE = 'holder.json';

/** Locks that this process holds: folder -> the random token written inside. */
const tokens = new Map<string, string>();

/**
 * The file calls that proper-lockfile makes, with two of its races closed.
 *
 * A lock there is a bare folder. (1) Two waiters may both find it stale; the slower one would then
 * remove the *new* lock of the faster one. Here a stale folder is removed under a guard, after a
 * second look. (2) A holder that was suspended past the stale limit would, on waking, release a lock
 * that is somebody else's by now. Here the folder holds a random token, and only its owner's is removed.
 *
 * A free lock is taken and given back without waiting for Node's threads: each of the seven small calls
 * takes a tenth of what it waits for them, and a switch takes four locks.
 */
export const lockFileSystem = {
  stat: fs.stat,
  utimes: fs.utimes,
  realpath: fs.realpath,

  mkdir(path: string, done: Done): void {
    try {
      makeOwn(path);
      done(null);
    } catch (error) {
      done(error as NodeJS.ErrnoException);
    }
  },

  rmdir(path: string, done: Done): void {
    const removal = tokens.has(path) ? releaseOwn(path) : breakStale(path);
    removal.then(() => done(null), done);
  },

  rmdirSync(path: string): void {
    if (readHolderSync(path)?.token === tokens.get(path)) {
      fs.rmSync(path, { recursive: true, force: true });
    }
  },
};

/** Who holds the lock folder at `path`, where that can be told. */
export function lockHolder(path: string): LockHolder | undefined {
  return readHolderSync(path);
}

function makeOwn(path: string): void {
  fs.mkdirSync(path, 0o700);
  const token = randomBytes(16).toString('hex');
  const holder = { processId: process.pid, since: Date.now(), token };
  fs.writeFileSync(join(path, HOLDER_FILE), JSON.stringify(holder), { mode: 0o600 });
  tokens.set(path, token);
}

async function releaseOwn(path: string): Promise<void> {
  const token = tokens.get(path);
  tokens.delete(path);
  if (readHolderSync(path)?.token !== token) return;
  try {
    fs.unlinkSync(join(path, HOLDER_FILE));
    fs.rmdirSync(path);
  } catch (error) {
    // On Windows a scanner may have it open: this tries again for a while.
    if (systemCode(error) === undefined) throw error;
    await removeFolder(path);
  }
}

async function breakStale(path: string): Promise<void> {
  const guard = `${path}.breaking`;
  try {
    await fs.promises.mkdir(guard, 0o700);
  } catch (error) {
    if (!hasSystemCode(error, 'EEXIST')) throw error;
    // Somebody else is at it. If that one was killed in these few microseconds, its guard ages too.
    if (await isStale(guard)) await removeFolder(guard);
    throw Object.assign(new Error('another process is freeing this lock'), { code: 'ELOCKED' });
  }
  try {
    if (!(await isStale(path))) {
      throw Object.assign(new Error('the lock was taken anew'), { code: 'ELOCKED' });
    }
    await removeFolder(path);
  } finally {
    await removeFolder(guard);
  }
}

/** True as well where there is nothing at `path`. */
async function isStale(path: string): Promise<boolean> {
  try {
    return (await fs.promises.stat(path)).mtimeMs < Date.now() - STALE_AFTER_MS;
  } catch (error) {
    if (hasSystemCode(error, 'ENOENT')) return true;
    throw error;
  }
}

async function removeFolder(path: string): Promise<void> {
  await fs.promises.rm(path, { recursive: true, force: true });
}

function readHolderSync(path: string): (LockHolder & { token: string }) | undefined {
  try {
    const holder: unknown = JSON.parse(fs.readFileSync(join(path, HOLDER_FILE), 'utf8'));
    return isHolder(holder) ? holder : undefined;
  } catch (error) {
    // Not there yet, gone already, half written by a killed holder, or another user's: unknown.
    if (error instanceof SyntaxError || systemCode(error) !== undefined) return undefined;
    throw error;
  }
}

function isHolder(value: unknown): value is LockHolder & { token: string } {
  if (typeof value !== 'object' || value === null) return false;
  const { processId, since, token } = value as Record<string, unknown>;
  return typeof processId === 'number' && typeof since === 'number' && typeof token === 'string';
}
