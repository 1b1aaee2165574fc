import type { FileLocks } from '../ports.ts';

/**
 * Runs `work` while holding the locks of all files, which are taken in one order everywhere, lest two
 * processes wait for each other. Paths must be real ones. Throws LOCK_TIMEOUT or FILE_UNWRITABLE.
 */
export async function lockFiles<T>(
  locks: FileLocks,
  realPaths: readonly string[],
  work: () => Promise<T>,
): Promise<T> {
  const [first, ...rest] = [...new Set(realPaths)].sort();
  if (first === undefined) return await work();
  return await locks.withFileLock(first, () => lockFiles(locks, rest, work));
}
