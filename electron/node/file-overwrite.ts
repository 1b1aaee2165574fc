import { type FileHandle, open } from 'node:fs/promises';
import { RoleValetError } from '../contract/errors.ts';
import type { ReplaceOptions } from '../core/ports.ts';

/**
 * Writes over the file at `realPath` where a rename cannot do, keeping its inode, owner and links.
 * Readers can see a mixture for a moment, which is why callers must ask for it. The file grows first
 * and is overwritten after that, so a full disk is met while all old bytes still stand; on any
 * failure the old content is put back. Throws FILE_UNWRITABLE where the file's owner is neither this
 * user nor the administrator: credentials written there would be that user's to read.
 */
export async function overwriteInPlace(
  realPath: string,
  bytes: Uint8Array,
  options: ReplaceOptions,
): Promise<void> {
  const handle = await open(realPath, 'r+');
  try {
    const status = await handle.stat();
    const userId = process.getuid?.();
    const isOwner = userId === undefined || status.uid === userId;
    if (!isOwner && userId !== 0 && status.uid !== 0) throw foreign(realPath, status.uid);
    const old = await handle.readFile();
    await options.beforeCommit?.();
    try {
      await overwrite(handle, old.length, bytes);
    } catch (error) {
      await overwrite(handle, 0, old);
      throw error;
    }
    // Only the owner (or the administrator) may change the bits.
    if (isOwner || userId === 0) await handle.chmod(options.mode ?? status.mode & 0o700);
  } finally {
    await handle.close();
  }
}

async function overwrite(handle: FileHandle, oldLength: number, bytes: Uint8Array): Promise<void> {
  const head = Math.min(oldLength, bytes.length);
  await writeAll(handle, bytes.subarray(head), head);
  await handle.sync();
  await writeAll(handle, bytes.subarray(0, head), 0);
  await handle.truncate(bytes.length);
  await handle.sync();
}

async function writeAll(handle: FileHandle, bytes: Uint8Array, start: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, start + done);
    done += bytesWritten;
  }
}

function foreign(path: string, owner: number): RoleValetError {
  return new RoleValetError(
    'FILE_UNWRITABLE',
    `${path} belongs to another user (id ${owner}), who could read the credentials`,
    'Use a credentials file of your own',
  );
}
