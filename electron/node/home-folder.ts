import { chmod, mkdir, realpath, stat } from 'node:fs/promises';
import { RoleValetError } from '../contract/errors.ts';

/**
 * Makes the app's folder where it is missing, for its owner alone (0700), and gives its real path.
 * Throws FILE_UNWRITABLE where it can't be made, EDIT_REFUSED where it belongs to somebody else.
 */
export async function ensureHomeFolder(path: string): Promise<string> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    const real = await realpath(path);
    await requireOwn(real);
    return real;
  } catch (error) {
    if (error instanceof RoleValetError) {
      throw error;
    }
    const { code } = error as NodeJS.ErrnoException;
    throw new RoleValetError(
      'FILE_UNWRITABLE',
      `the folder of Role Valet, ${path}, could not be made or read (${code})`,
      'Check the folder above it, or set ROLE_VALET_HOME to a folder of yours.',
      { cause: error },
    );
  }
}

/** The path behind all links, or the path itself where nothing is there yet. */
export async function realPathOrSelf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return path;
    }
    throw error;
  }
}

async function requireOwn(path: string): Promise<void> {
  // Windows has no owner ids and no mode bits here; the profile folder's access list guards it.
  const ownId = process.getuid?.();
  if (ownId === undefined) {
    return;
  }
  const { uid, mode } = await stat(path);
  if (uid !== ownId) {
    throw new RoleValetError(
      'EDIT_REFUSED',
      `the folder of Role Valet, ${path}, belongs to another user`,
      'Set ROLE_VALET_HOME to a folder of yours.',
    );
  }
  if ((mode & 0o077) !== 0) {
    await chmod(path, 0o700);
  }
}
