import { RoleValetError } from '../../contract/errors.ts';
import { replaceUnchanged } from '../outputs/credentials-file/commit-edit.ts';
import { isSameContent } from '../outputs/credentials-file/settled-read.ts';
import type { FileState } from '../ports.ts';
import type { ChangeApp } from './change-file.ts';
import type { SharedFile } from './entry.ts';

/** New content for a file, and the file as it was when that was made. */
export interface FileWrite {
  readonly file: SharedFile;
  readonly state: FileState;
  /** Undefined where the file goes. */
  readonly bytes: Uint8Array | undefined;
}

/**
 * Replaces or removes a file if it still is as `state` has it. The config file keeps its mode; the
 * credentials file becomes the user's alone. Gives notices. Throws FILE_CHANGED, FILE_UNWRITABLE or
 * DISK_FULL; the file is then as it was.
 */
export async function writeChange(
  app: ChangeApp,
  { file, state, bytes }: FileWrite,
): Promise<readonly string[]> {
  if (bytes === undefined) {
    if (!isSameContent(state, await app.files.read(state.path))) throw changedMeanwhile(state.path);
    await app.files.remove(state.realPath);
    return [];
  }
  const isUsers = file === 'config' && state.mode !== undefined;
  return await replaceUnchanged(app, state, [bytes], {
    file,
    ...(isUsers ? { mode: state.mode } : {}),
  });
}

function changedMeanwhile(path: string): RoleValetError {
  return new RoleValetError(
    'FILE_CHANGED',
    `${path} was changed by another program at the same moment, and was left as it is`,
    'Wait until that program is done, then try again',
  );
}
