import { mkdir, open, readdir, stat, unlink } from 'node:fs/promises';
import { devNull } from 'node:os';
import { dirname } from 'node:path';
import { RoleValetError } from '../contract/errors.ts';
import type { FileState, Files, ReplaceOptions } from '../core/ports.ts';
import { hasContent, readWhole } from './file-content.ts';
import { hasSystemCode, unreadable, unwritable } from './file-errors.ts';
import { overwriteInPlace } from './file-overwrite.ts';
import { realTarget } from './file-paths.ts';
import { reasonAgainstRename, replaceByRename } from './file-replace.ts';

/** Permission bits say nothing true on Windows, where access lists rule. */
const hasModes = process.platform !== 'win32';

/**
 * The real file system. `read` and `replace` go through symbolic links; see the `Files` port for
 * what is promised. Throws FILE_UNREADABLE, FILE_UNWRITABLE or DISK_FULL.
 */
export function nodeFiles(): Files {
  return { read, replace, isUnchanged, remove, list };
}

async function read(path: string): Promise<FileState> {
  try {
    const realPath = await realTarget(path);
    const missing = { path, realPath, exists: false, bytes: new Uint8Array() };
    if (!(await isReadableFile(realPath))) return missing;
    return await readOpened(path, realPath);
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** False where it does not exist. Throws FILE_UNREADABLE for a folder, pipe or device. */
async function isReadableFile(realPath: string): Promise<boolean> {
  try {
    // Asked before opening, because opening a named pipe would wait for its writer.
    const status = await stat(realPath);
    // People set AWS_CONFIG_FILE=/dev/null to mean "no file".
    if (status.isFile() || realPath === devNull) return true;
  } catch (error) {
    if (hasSystemCode(error, 'ENOENT')) return false;
    throw error;
  }
  throw new RoleValetError(
    'FILE_UNREADABLE',
    `${realPath} is not a plain file`,
    'Point the path at a file, not at a folder or device',
  );
}

async function readOpened(path: string, realPath: string): Promise<FileState> {
  const handle = await open(realPath, 'r');
  try {
    const bytes = await readWhole(handle);
    const status = await handle.stat();
    return {
      path,
      realPath,
      exists: true,
      bytes,
      ...(hasModes ? { mode: status.mode & 0o777, userId: status.uid } : {}),
      linkCount: status.nlink,
      modifiedAt: status.mtimeMs,
    };
  } finally {
    await handle.close();
  }
}

async function isUnchanged(state: FileState): Promise<boolean> {
  try {
    const realPath = await realTarget(state.path);
    if (realPath !== state.realPath) return false;
    const exists = await isReadableFile(realPath);
    return exists === state.exists && (!exists || hasContent(realPath, state.bytes));
  } catch (error) {
    throw unreadable(state.path, error);
  }
}

async function replace(
  path: string,
  content: Uint8Array | readonly Uint8Array[],
  options: ReplaceOptions = {},
) {
  const parts = content instanceof Uint8Array ? [content] : content;
  try {
    const realPath = await realTarget(path);
    await mkdir(dirname(realPath), { recursive: true, mode: 0o700 });
    const obstacle = await reasonAgainstRename(realPath);
    if (obstacle === undefined) await renameOrOverwrite(realPath, parts, options);
    else if (options.inPlace === true)
      await overwriteInPlace(realPath, Buffer.concat(parts), options);
    else throw obstacle;
  } catch (error) {
    throw unwritable(path, error);
  }
}

async function renameOrOverwrite(
  realPath: string,
  parts: readonly Uint8Array[],
  options: ReplaceOptions,
) {
  try {
    await replaceByRename(realPath, parts, options);
  } catch (error) {
    // A file that is itself a mount point (containers do that) or sits in a folder with special
    // protection passes the checks before, and shows itself only here.
    const isObstacle = hasSystemCode(error, 'EACCES', 'EPERM', 'EBUSY', 'EXDEV');
    if (!isObstacle || options.inPlace !== true) throw error;
    await overwriteInPlace(realPath, Buffer.concat(parts), options);
  }
}

async function remove(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (error) {
    if (!hasSystemCode(error, 'ENOENT')) throw unwritable(path, error);
  }
}

async function list(path: string): Promise<string[]> {
  try {
    return (await readdir(path)).sort();
  } catch (error) {
    if (hasSystemCode(error, 'ENOENT')) return [];
    throw unreadable(path, error);
  }
}
