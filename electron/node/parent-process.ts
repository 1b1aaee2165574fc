import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/**
 * The name of the program that started this one (`zsh`, `fish`), or undefined where the platform
 * doesn't tell: then the caller falls back to what the environment says.
 */
export async function parentProcessName(
  parentId: number = process.ppid,
  platform: NodeJS.Platform = process.platform,
): Promise<string | undefined> {
  try {
    if (platform === 'linux') {
      return (await readFile(`/proc/${parentId}/comm`, 'utf8')).trim();
    }
    if (platform === 'darwin') {
      const { stdout } = await promisify(execFile)('ps', ['-o', 'comm=', '-p', String(parentId)]);
      return stdout.trim();
    }
    return undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // The parent may be gone, or hidden from us in a container.
    if (code === 'ENOENT' || code === 'EACCES' || code === 'ESRCH' || typeof code === 'number') {
      return undefined;
    }
    throw error;
  }
}
