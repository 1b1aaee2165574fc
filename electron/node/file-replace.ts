import {
  access,
  chmod,
  constants,
  type FileHandle,
  open,
  rename,
  stat,
  unlink,
} from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { RoleValetError } from '../contract/errors.ts';
import type { ReplaceOptions } from '../core/ports.ts';
import { hasSystemCode } from './file-errors.ts';
import { sweepTempFiles, tempPathFor } from './temp-files.ts';

const NEW_FILE_MODE = 0o600;

/** How long a rename is tried again on Windows, where a virus scanner or reader may hold the file. */
const WINDOWS_RETRY_MS = 2_000;

/**
 * Why the file at `realPath` cannot be replaced by a rename, or undefined where it can. The reason
 * is one that writing in place would get around. Throws FILE_UNWRITABLE where nothing would: it is
 * not a plain file, or its owner made it read-only (a rename would ignore that wish in silence).
 */
export async function reasonAgainstRename(realPath: string): Promise<RoleValetError | undefined> {
  const folder = dirname(realPath);
  const status = await statusOf(realPath);
  if (status !== undefined) {
    if (!status.isFile()) throw notPlain(realPath);
    if ((status.mode & 0o222) === 0) throw readOnly(realPath);
    if (status.nlink > 1) {
      return obstacle(realPath, 'it has hard links, which a safe replacement would break', 'links');
    }
    if (process.getuid !== undefined && status.uid !== process.getuid()) {
      return obstacle(realPath, 'it belongs to another user', 'owner');
    }
  }
  try {
    await access(folder, constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    if (!hasSystemCode(error, 'EACCES', 'EPERM')) throw error;
    return obstacle(realPath, `its folder ${folder} is not writable`, 'folder');
  }
}

/**
 * Replaces the file at `realPath` by a rename, the only step that readers can see. A kill or a power
 * cut at any moment leaves the whole old or the whole new file, because the content is on the disk
 * before the rename and the rename is before the folder's own sync (with `mayBeLost` only a kill does). On any failure the temporary file
 * is removed and the old file is untouched. Rejects with system errors, or with what `beforeCommit`
 * throws.
 */
export async function replaceByRename(
  realPath: string,
  parts: readonly Uint8Array[],
  options: ReplaceOptions,
): Promise<void> {
  const old = await statusOf(realPath);
  const mode = options.mode ?? (old === undefined ? NEW_FILE_MODE : old.mode & 0o700);
  await sweepTempFiles(realPath);
  const tempPath = tempPathFor(realPath);
  const handle = await open(tempPath, 'wx', NEW_FILE_MODE);
  try {
    await fill(handle, parts, options.mayBeLost === true);
    if (mode !== NEW_FILE_MODE) await chmod(tempPath, mode);
    await options.beforeCommit?.();
    await renameOver(tempPath, realPath);
  } catch (error) {
    await discard(tempPath);
    throw error;
  }
  if (options.mayBeLost !== true) await syncFolder(dirname(realPath));
}

async function fill(
  handle: FileHandle,
  parts: readonly Uint8Array[],
  mayBeLost: boolean,
): Promise<void> {
  try {
    // On an open handle each call writes on from where the last one ended.
    for (const part of parts) await handle.writeFile(part);
    if (!mayBeLost) await handle.sync();
  } finally {
    await handle.close();
  }
}

async function renameOver(from: string, to: string): Promise<void> {
  const giveUpAt = Date.now() + WINDOWS_RETRY_MS;
  for (let pause = 10; ; pause = Math.min(pause * 2, 250)) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      const isPassing =
        process.platform === 'win32' && hasSystemCode(error, 'EPERM', 'EACCES', 'EBUSY');
      if (!isPassing || Date.now() >= giveUpAt) throw error;
      await wait(pause);
    }
  }
}

async function discard(tempPath: string): Promise<void> {
  try {
    await unlink(tempPath);
  } catch (error) {
    // The failure that led here is the one to report; the next write sweeps what is left.
    if (!hasSystemCode(error, 'ENOENT', 'EACCES', 'EPERM', 'EBUSY', 'EROFS', 'EIO')) throw error;
  }
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return; // Windows opens no folder for syncing.
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    // The new file is in place; some file systems just cannot sync a folder, or it can't be listed.
    if (!hasSystemCode(error, 'EINVAL', 'ENOTSUP', 'EACCES', 'EPERM', 'EISDIR', 'EBADF'))
      throw error;
  }
}

async function statusOf(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    if (hasSystemCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function notPlain(path: string): RoleValetError {
  return new RoleValetError(
    'FILE_UNWRITABLE',
    `${path} is not a plain file`,
    'Point the path at a file, not at a folder or device',
  );
}

function readOnly(path: string): RoleValetError {
  return new RoleValetError(
    'FILE_UNWRITABLE',
    `${path} is read-only`,
    process.platform === 'win32'
      ? `Allow writing first: attrib -R "${path}"`
      : `Allow writing first: chmod u+w "${path}"`,
  );
}

const OBSTACLE_HINTS = {
  links: 'Keep one name of the file and make the others symbolic links',
  owner: 'Run as the user that owns the file, or use a file of your own',
  folder: 'Give your user the right to write to the folder',
} as const;

function obstacle(path: string, why: string, kind: keyof typeof OBSTACLE_HINTS): RoleValetError {
  return new RoleValetError(
    'FILE_UNWRITABLE',
    `${path} cannot be replaced safely: ${why}`,
    OBSTACLE_HINTS[kind],
  );
}
