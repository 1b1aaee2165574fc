import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { posix } from 'node:path';
import type { Environment } from '../core/ports.ts';

/**
 * A folder for the socket of a home with a long path: below `XDG_RUNTIME_DIR`, else the folder for
 * temporary files, the first of them for which `fits` is true. Anybody may have made a folder of that
 * name before, so it must be checked before it is used.
 */
export function shortFolder(
  realHome: string,
  environment: Environment,
  fits: (folder: string) => boolean,
): string {
  const digest = createHash('sha256').update(realHome).digest('hex').slice(0, 16);
  const runtime = environment.XDG_RUNTIME_DIR ?? '';
  // The specification wants a relative path ignored.
  const parents = [...(posix.isAbsolute(runtime) ? [runtime] : []), tmpdir()];
  const folders = parents.map((parent) => posix.join(parent, `role-valet-${digest}`));
  return folders.find(fits) ?? `/tmp/role-valet-${digest}`;
}
