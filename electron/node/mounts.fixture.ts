import { spawnSync } from 'node:child_process';
import type { TestContext } from 'vitest';

/** What `mount` says where this user, or this container, may not. */
const NOT_ALLOWED = /superuser|not permitted|permission denied|not supported/i;

/**
 * Mounts for one test: a small disk, or one file over another. Skips the test, which the checks then
 * name, only where mounting is not allowed here; any other failure is one of the test.
 */
export function mountOrSkip(context: TestContext, ...parameters: readonly string[]): void {
  const { status, stderr, error } = spawnSync('mount', parameters, { encoding: 'utf8' });
  if (status === 0) return;
  if (error === undefined && !NOT_ALLOWED.test(stderr)) {
    throw new Error(`mount ${parameters.join(' ')} failed: ${stderr}`);
  }
  context.skip(`mount is not allowed here: ${stderr.trim() || error?.message}`);
}

/** `mountOrSkip` of a disk in memory with so many kibibytes. */
export function smallDiskOrSkip(context: TestContext, at: string, kibibytes: number): void {
  mountOrSkip(context, '-t', 'tmpfs', '-o', `size=${kibibytes}k`, 'tmpfs', at);
}
