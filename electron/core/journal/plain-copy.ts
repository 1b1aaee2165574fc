import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import { isRoleValetError } from '../../contract/errors.ts';
import type { Files } from '../ports.ts';

/** Where the journal of one home is. */
export function journalFolder({ homePath }: { readonly homePath: string }): string {
  return join(homePath, 'journal');
}

/** The copy of a file that was made because nothing could be encrypted. */
export interface PlainCopy {
  readonly path: string;
  /** For the user. */
  readonly notice: string;
}

/**
 * Keeps a file as it was where there is no keychain: one copy beside it, 0600, which replaces the last
 * one. Throws FILE_UNWRITABLE or DISK_FULL.
 */
export async function savePlainCopy(
  context: { readonly files: Files; readonly homePath: string },
  realPath: string,
  bytes: Uint8Array,
): Promise<PlainCopy> {
  const path = await writeCopy(context, realPath, bytes);
  const notice = `Without a keychain backups cannot be encrypted: the file as it was is in ${path} (readable by you alone)`;
  return { path, notice };
}

async function writeCopy(
  context: { readonly files: Files; readonly homePath: string },
  realPath: string,
  bytes: Uint8Array,
): Promise<string> {
  const beside = `${realPath}.role-valet-backup`;
  try {
    await context.files.replace(beside, bytes, { mode: 0o600 });
    return beside;
  } catch (error) {
    if (!isRoleValetError(error, 'FILE_UNWRITABLE')) throw error;
    // The folder is not ours to write to; the app's home is.
    const name = `${basename(realPath)}-${pathDigest(realPath)}.copy`;
    const atHome = join(journalFolder(context), name);
    await context.files.replace(atHome, bytes, { mode: 0o600 });
    return atHome;
  }
}

/** A name for a path that fits into a file's name. */
export function pathDigest(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 12);
}
