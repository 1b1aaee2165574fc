import { RoleValetError } from '../contract/errors.ts';

/** The system's code of a failed call (`ENOENT`, ...), or undefined where `error` has none. */
export function systemCode(error: unknown): string | undefined {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** True where `error` is a system error with one of `codes`. */
export function hasSystemCode(error: unknown, ...codes: string[]): boolean {
  const code = systemCode(error);
  return code !== undefined && codes.includes(code);
}

/** Says in one line why `path` could not be read. An error that is ours already passes through. */
export function unreadable(path: string, error: unknown): RoleValetError {
  if (error instanceof RoleValetError) return error;
  const code = systemCode(error);
  const cause = { cause: error };
  if (code === 'ELOOP') {
    return new RoleValetError(
      'FILE_UNREADABLE',
      `${path} cannot be read: its symbolic links form a loop`,
      'Point the link at a file, then try again',
      cause,
    );
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return new RoleValetError(
      'FILE_UNREADABLE',
      `${path} cannot be read: permission denied`,
      `Make it readable for your user, for example: chmod u+r "${path}"`,
      cause,
    );
  }
  return new RoleValetError(
    'FILE_UNREADABLE',
    `${path} cannot be read${code === undefined ? '' : ` (${code})`}`,
    'Check that the path names a plain file on a disk that is attached',
    cause,
  );
}

/** Says in one line why `path` could not be written. An error that is ours passes through. */
export function unwritable(path: string, error: unknown): RoleValetError {
  if (error instanceof RoleValetError) return error;
  const code = systemCode(error);
  const cause = { cause: error };
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new RoleValetError(
      'DISK_FULL',
      `${path} was left as it was: ${code === 'EDQUOT' ? 'your disk quota is used up' : 'the disk is full'}`,
      'Free some space on that disk, then try again',
      cause,
    );
  }
  if (code === 'EROFS') {
    return new RoleValetError(
      'FILE_UNWRITABLE',
      `${path} cannot be written: its disk is mounted read-only`,
      'Mount the disk for writing, or point AWS_SHARED_CREDENTIALS_FILE or AWS_CONFIG_FILE elsewhere',
      cause,
    );
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return new RoleValetError(
      'FILE_UNWRITABLE',
      `${path} cannot be written: permission denied`,
      'Give your user the right to write to the file and to its folder',
      cause,
    );
  }
  return new RoleValetError(
    'FILE_UNWRITABLE',
    `${path} cannot be written${code === undefined ? '' : ` (${code})`}`,
    'Check that the path names a plain file on a disk that is attached',
    cause,
  );
}
