import { mkdirSync, readlinkSync, symlinkSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';

/** Chromium keeps its lock the same way: a symlink in the user data folder that names its owner. */
const NAME = 'SingletonLock';

/**
 * Takes the lock on a user data folder: true for its first living owner. A lock whose owner was
 * killed is taken over. Synchronous, as Electron's is.
 */
export function lockSingleInstance(userData: string): boolean {
  const path = join(userData, NAME);
  mkdirSync(userData, { recursive: true, mode: 0o700 });
  for (let tries = 0; tries < 5; tries += 1) {
    try {
      symlinkSync(`stand-in-${process.pid}`, path);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const owner = ownerOf(path);
    if (owner !== undefined && isAlive(owner)) return false;
    removeIfThere(path);
  }
  return false;
}

/** Gives the lock back; only its owner calls this. */
export function unlockSingleInstance(userData: string): void {
  removeIfThere(join(userData, NAME));
}

function ownerOf(path: string): number | undefined {
  try {
    return Number(readlinkSync(path).replace('stand-in-', ''));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function removeIfThere(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
