import { randomBytes } from 'node:crypto';
import { lstat, readdir, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { hasSystemCode } from './file-errors.ts';

const TEMP_NAME = /^\.(.+)\.[0-9a-f]{16}\.role-valet\.tmp$/;

/** No write takes this long, so an older temporary file belongs to a writer that was killed. */
const ABANDONED_AFTER_MS = 60_000;

/** A new name for the temporary twin of the file at `realPath`, in the same folder. */
export function tempPathFor(realPath: string): string {
  const name = `.${basename(realPath)}.${randomBytes(8).toString('hex')}.role-valet.tmp`;
  return join(dirname(realPath), name);
}

/**
 * Removes temporary twins of `realPath` that a killed writer of ours left behind: only plain files
 * with our name pattern, older than a minute. They may hold credentials, so they must not pile up.
 */
export async function sweepTempFiles(realPath: string): Promise<void> {
  const folder = dirname(realPath);
  for (const name of await readdir(folder)) {
    if (TEMP_NAME.exec(name)?.[1] !== basename(realPath)) continue;
    await removeIfAbandoned(join(folder, name));
  }
}

async function removeIfAbandoned(path: string): Promise<void> {
  try {
    const status = await lstat(path);
    if (!status.isFile() || Date.now() - status.mtimeMs < ABANDONED_AFTER_MS) return;
    await unlink(path);
  } catch (error) {
    // Another writer swept it first, or it belongs to another user: neither stops this write.
    if (!hasSystemCode(error, 'ENOENT', 'EACCES', 'EPERM', 'EBUSY')) throw error;
  }
}
