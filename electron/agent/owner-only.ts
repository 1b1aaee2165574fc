/**
 * What is wrong with a folder that should be ours alone, in words; undefined where all is well. Throws
 * the file system's own error where it can't be looked at.
 *
 * This is the check that stands for peer credentials: Node offers no SO_PEERCRED, so that whoever can
 * reach the socket is taken for the user. Only the user, and root, can pass through such a folder.
 * Windows has neither owner ids nor modes here; there both ends prove a secret (`handshake.ts`).
 */
export function ownFolderProblem(path: string): string | undefined {
  const { uid, mode, isFolder, isLink } = look(path);
  if (isLink) return 'is a symbolic link';
  if (!isFolder) return 'is no folder';
  return strangerProblem(uid, mode);
}

/** As `ownFolderProblem`, for a file. */
export function ownFileProblem(path: string): string | undefined {
  const { uid, mode, isFile, isLink } = look(path);
  if (isLink) return 'is a symbolic link';
  if (!isFile) return 'is no file';
  return strangerProblem(uid, mode);
}

function look(path: string) {
  // Not imported: that would load node:fs/promises too, on every AWS call of a user.
  const found = process.getBuiltinModule('node:fs').lstatSync(path);
  return {
    uid: found.uid,
    mode: found.mode,
    isFolder: found.isDirectory(),
    isFile: found.isFile(),
    isLink: found.isSymbolicLink(),
  };
}

function strangerProblem(uid: number, mode: number): string | undefined {
  const ownId = process.getuid?.();
  if (ownId === undefined) return undefined;
  if (uid !== ownId) return 'belongs to another user';
  return (mode & 0o077) === 0 ? undefined : 'is open to other users';
}
