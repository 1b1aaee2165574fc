import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { RoleValetError } from '../contract/errors.ts';
import type { FileLocks, Locks } from '../core/ports.ts';
import { hasSystemCode, unwritable } from './file-errors.ts';
import { realTarget } from './file-paths.ts';
import { lockFileSystem, lockHolder, STALE_AFTER_MS } from './lock-folder.ts';
import { waitQueue } from './wait-queue.ts';

const DEFAULT_TIMEOUT_MS = 30_000;
const TOUCH_EVERY_MS = 1_000;

/** Waiters look again after a random pause in this range, so that they do not march in step. */
const PAUSE_MS = { least: 5, most: 60 } as const;

/** One queue for the whole process: `nodeLocks` called twice must still exclude itself. */
const queue = waitQueue();

/**
 * Locks between processes (proper-lockfile: a folder that its holder touches every second). A killed
 * holder's lock is free after about four seconds.
 *
 * Named locks live in `folder`, which belongs to one home. A file's lock stands beside the file as
 * `<file>.role-valet.lock`, because two homes, or a container that shares the folder, may write the
 * same credentials file and know nothing else of each other. Where that folder is not writable the
 * lock falls back to `folder`, keyed by the file's real path; such a file can only be written in
 * place, and its writers still compare it with what they read as the last step.
 *
 * Both throw LOCK_TIMEOUT, or FILE_UNWRITABLE where no lock can be made.
 */
export function nodeLocks(folder: string): Locks & FileLocks {
  const named = (name: string) => join(folder, `${safeName(name)}.lock`);
  return {
    async withLock(name, work, timeoutMs = DEFAULT_TIMEOUT_MS) {
      await makeFolder(folder);
      return await hold(named(name), name, work, Date.now() + timeoutMs);
    },
    async withFileLock(path, work, timeoutMs = DEFAULT_TIMEOUT_MS) {
      const giveUpAt = Date.now() + timeoutMs;
      const realPath = await realTarget(path).catch((error) => {
        throw unwritable(path, error);
      });
      await makeFolder(dirname(realPath));
      const release = await acquireBeside(realPath, giveUpAt);
      if (release === undefined) {
        await makeFolder(folder);
        return await hold(named(`file-${digest(realPath)}`), realPath, work, giveUpAt);
      }
      try {
        return await work();
      } finally {
        await release();
      }
    },
  };
}

type Release = () => Promise<void>;

async function hold<T>(path: string, what: string, work: () => Promise<T>, giveUpAt: number) {
  let release: Release;
  try {
    release = await acquire(path, what, giveUpAt);
  } catch (error) {
    throw unwritable(path, error);
  }
  try {
    return await work();
  } finally {
    await release();
  }
}

/** Undefined where the file's folder allows no lock beside it. */
async function acquireBeside(realPath: string, giveUpAt: number): Promise<Release | undefined> {
  try {
    return await acquire(`${realPath}.role-valet.lock`, realPath, giveUpAt);
  } catch (error) {
    if (hasSystemCode(error, 'EACCES', 'EPERM', 'EROFS')) return undefined;
    throw unwritable(realPath, error);
  }
}

/** Rejects with LOCK_TIMEOUT or a system error. */
async function acquire(path: string, what: string, giveUpAt: number): Promise<Release> {
  const leave = await queue.enter(path, giveUpAt - Date.now());
  if (leave === undefined) throw timedOut(path, what);
  try {
    const unlock = await acquireAmongProcesses(path, what, giveUpAt);
    return async () => {
      try {
        await unlock();
      } catch (error) {
        // We were suspended past the stale limit: the lock is another's now, and nothing is ours.
        if (!hasSystemCode(error, 'ERELEASED', 'ENOTACQUIRED', 'ECOMPROMISED')) throw error;
      } finally {
        leave();
      }
    };
  } catch (error) {
    leave();
    throw error;
  }
}

async function acquireAmongProcesses(path: string, what: string, giveUpAt: number) {
  // Loaded only when a lock is needed, because commands that answer from a cache start faster.
  const { lock } = await import('./lock-library.ts');
  for (;;) {
    try {
      return await lock(path, {
        lockfilePath: path,
        realpath: false,
        stale: STALE_AFTER_MS,
        update: TOUCH_EVERY_MS,
        fs: lockFileSystem,
        // Nothing to undo here: every writer compares the file with what it read as its last step.
        onCompromised: () => undefined,
      });
    } catch (error) {
      // Windows answers EPERM for a folder that is just being removed.
      const isPassing = process.platform === 'win32' && hasSystemCode(error, 'EPERM', 'EBUSY');
      if (!isPassing && !hasSystemCode(error, 'ELOCKED', 'EEXIST', 'ENOTEMPTY', 'ENOENT'))
        throw error;
      if (Date.now() >= giveUpAt) throw timedOut(path, what);
    }
    await wait(PAUSE_MS.least + Math.random() * (PAUSE_MS.most - PAUSE_MS.least));
  }
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw unwritable(folder, error);
  }
}

function timedOut(path: string, what: string): RoleValetError {
  const holder = lockHolder(path);
  const who =
    holder === undefined
      ? 'another process of Role Valet'
      : holder.processId === process.pid
        ? 'this same process'
        : `process ${holder.processId}`;
  const since = holder === undefined ? '' : `, since ${new Date(holder.since).toISOString()}`;
  return new RoleValetError(
    'LOCK_TIMEOUT',
    `The lock for ${basename(what) === what ? `"${what}"` : what} is held by ${who}${since}`,
    'Wait until it is done, or end that process, then try again',
  );
}

function safeName(name: string): string {
  return /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}$/.test(name) ? name : digest(name);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
