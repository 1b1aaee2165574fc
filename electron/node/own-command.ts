import { access, constants, realpath, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { RoleValetError } from '../contract/errors.ts';
import type { ValetCommand } from '../core/managed/process-command.ts';
import type { Environment } from '../core/ports.ts';

/** What tells how a process of Role Valet can be called again. */
export interface OwnProcess {
  /** Path of the command line's script as it was called: `process.argv[1]`. */
  readonly scriptPath: string;
  /** The Node that runs it: `process.execPath`. */
  readonly nodePath: string;
  readonly environment: Environment;
  readonly platform: NodeJS.Platform;
}

/**
 * The command by which programs that know no PATH of ours call the command line again: full paths, and
 * of several ways the one that outlives an update of Node or of the app
 * (docs/decisions/0007-the-command-in-credential-process.md). Throws MANAGE_REFUSED where the script
 * lies in a folder that is gone when the app ends.
 */
export async function ownCommand(own: OwnProcess): Promise<ValetCommand> {
  const { scriptPath, platform } = own;
  const realScript = await realpath(scriptPath);
  // An AppImage mounts itself under another name each time.
  if (/[\\/]\.mount_[^\\/]+[\\/]/.test(realScript)) {
    throw new RoleValetError(
      'MANAGE_REFUSED',
      `this Role Valet runs from ${dirname(realScript)}, which is gone as soon as it ends, so AWS tools could not call it`,
      'Install the package (.deb), or the command line, and run this again from there.',
    );
  }
  const launcher = join(
    dirname(realScript),
    platform === 'win32' ? 'role-valet.cmd' : 'role-valet',
  );
  if (await isExecutable(launcher)) return { words: [launcher], platform };
  // npm's link to the script on Unix: it stays when versions change.
  const isLink = platform !== 'win32' && basename(scriptPath) === 'role-valet';
  if (isLink && isAbsolute(scriptPath) && (await isExecutable(scriptPath))) {
    return { words: [scriptPath], platform };
  }
  return { words: [await lastingNode(own), realScript], platform };
}

/** The path of this Node as PATH has it: package managers keep that one through updates. */
async function lastingNode({ nodePath, environment, platform }: OwnProcess): Promise<string> {
  const name = platform === 'win32' ? 'node.exe' : 'node';
  const real = await realpath(nodePath);
  const folders = (environment.PATH ?? '').split(platform === 'win32' ? ';' : ':');
  for (const folder of folders.filter((one) => isAbsolute(one))) {
    const found = join(folder, name);
    if ((await isExecutable(found)) && (await realpath(found)) === real) return found;
  }
  return nodePath;
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'EACCES' || code === 'ENOTDIR') return false;
    throw error;
  }
}
