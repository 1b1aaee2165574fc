import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Puts a `role-valet` where a practice shell finds it first, so that a clone needs no installation.
 * POSIX shells only; elsewhere the command is called by its path.
 */
export async function addRoleValetProgram(
  binPath: string,
  command: readonly string[],
): Promise<void> {
  if (process.platform === 'win32') {
    return;
  }
  const words = command.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
  await writeFile(join(binPath, 'role-valet'), `#!/bin/sh\nexec ${words} "$@"\n`, { mode: 0o700 });
}
