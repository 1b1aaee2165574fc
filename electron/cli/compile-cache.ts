import { posix, win32 } from 'node:path';
import { ownFolderProblem } from '../agent/owner-only.ts';
import { homeDirectoryOf } from '../core/aws-config/locations.ts';
import { appHomePath } from '../core/home.ts';
import type { Environment } from '../core/ports.ts';
import { VERSION } from './version.ts';

/**
 * Lets Node keep what it compiled of our code in the app's home
 * (https://nodejs.org/api/module.html#module-compile-cache): a command starts 2 to 15 ms sooner. Only in
 * a home that is there and the user's alone, since whoever could write there could have us run his
 * code. What an older version kept is removed. A folder that can't be used is nothing to tell.
 */
export function keepCompiled(environment: Environment, platform: NodeJS.Platform): void {
  const { mkdirSync, readdirSync, realpathSync, rmSync } = process.getBuiltinModule('node:fs');
  const { join } = platform === 'win32' ? win32 : posix;
  const osHome = environment.HOME || process.getBuiltinModule('node:os').homedir();
  const user = homeDirectoryOf(environment, platform, osHome);
  try {
    const home = realpathSync.native(appHomePath(environment, user, platform));
    if (ownFolderProblem(home) !== undefined) return;
    const folder = join(home, 'compiled');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (ownFolderProblem(folder) !== undefined) return;
    for (const name of readdirSync(folder)) {
      if (name !== VERSION) rmSync(join(folder, name), { recursive: true, force: true });
    }
    process.getBuiltinModule('node:module').enableCompileCache(join(folder, VERSION));
  } catch (error) {
    // Not there yet, read-only, or full: everything works without it.
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
  }
}
