import { posix, win32 } from 'node:path';
import type { Environment } from './ports.ts';

/**
 * The folder of the app's own files: `ROLE_VALET_HOME`, else the platform's usual place
 * (https://specifications.freedesktop.org/basedir-spec/latest/ on Linux).
 */
export function appHomePath(
  environment: Environment,
  homeDirectory: string,
  platform: NodeJS.Platform,
): string {
  const { isAbsolute, join } = platform === 'win32' ? win32 : posix;
  if (environment.ROLE_VALET_HOME) {
    return environment.ROLE_VALET_HOME;
  }
  if (platform === 'darwin') {
    return join(homeDirectory, 'Library', 'Application Support', 'Role Valet');
  }
  if (platform === 'win32') {
    return join(environment.APPDATA || join(homeDirectory, 'AppData', 'Roaming'), 'Role Valet');
  }
  // The specification wants a relative path ignored.
  const dataHome = environment.XDG_DATA_HOME ?? '';
  const data = isAbsolute(dataHome) ? dataHome : join(homeDirectory, '.local', 'share');
  return join(data, 'role-valet');
}
