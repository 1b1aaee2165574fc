import { access, constants } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { RoleValetError } from '../contract/errors.ts';
import type { ValetCommand } from '../core/managed/process-command.ts';
import type { Environment } from '../core/ports.ts';
import { ownCommand } from './own-command.ts';

/** Where the desktop app runs from. */
export interface AppPlace {
  readonly isPackaged: boolean;
  /** Folder of main's script; unpackaged, the command line's is beside it. */
  readonly mainPath: string;
  /** Electron's folder of resources; packaged, the command line is in `cli` there. */
  readonly resourcesPath: string;
  /** The program that runs main, where that is Node; undefined where it is Electron. */
  readonly nodePath: string | undefined;
  readonly environment: Environment;
  readonly platform: NodeJS.Platform;
}

/**
 * The command by which other programs call the command line that came with the desktop app. Electron
 * runs no script but its own (docs/decisions/0007-the-command-in-credential-process.md), so it is the
 * launcher of a package, or else Node with the built script. Throws MANAGE_REFUSED where neither is
 * there, or lies where it will not last.
 */
export async function appCommand(place: AppPlace): Promise<ValetCommand> {
  const { environment, platform, isPackaged, resourcesPath, mainPath } = place;
  const scriptPath = isPackaged ? join(resourcesPath, 'cli', 'cli.js') : join(mainPath, 'cli.js');
  if (!(await isThere(scriptPath, constants.R_OK))) {
    throw noCommand(`this Role Valet came without its command line (${scriptPath})`);
  }
  const nodePath = place.nodePath ?? (await nodeOnPath(environment, platform));
  const command = await ownCommand({
    scriptPath,
    nodePath: nodePath ?? scriptPath,
    environment,
    platform,
  });
  // A launcher is one word, and looks for Node by itself.
  if (nodePath === undefined && command.words.length > 1) {
    throw noCommand('there is no Node on the PATH');
  }
  return command;
}

async function nodeOnPath(
  { PATH = '' }: Environment,
  platform: NodeJS.Platform,
): Promise<string | undefined> {
  const name = platform === 'win32' ? 'node.exe' : 'node';
  const folders = PATH.split(platform === 'win32' ? ';' : ':').filter((one) => isAbsolute(one));
  for (const folder of folders) {
    const path = join(folder, name);
    if (await isThere(path, constants.X_OK)) return path;
  }
  return undefined;
}

function noCommand(reason: string): RoleValetError {
  return new RoleValetError(
    'MANAGE_REFUSED',
    `${reason}, so AWS tools would have nothing to call`,
    'Install Role Valet and Node with their packages, then try again.',
  );
}

async function isThere(path: string, mode: number): Promise<boolean> {
  try {
    await access(path, mode);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'EACCES' || code === 'ENOTDIR') return false;
    throw error;
  }
}
