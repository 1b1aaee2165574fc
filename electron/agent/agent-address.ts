import type { Environment } from '../core/ports.ts';
import { ownFolderProblem } from './owner-only.ts';
import { socketPlace } from './socket-place.ts';

/** Where a running app would answer. */
export interface AgentAddress {
  readonly path: string;
  /** Set for a Windows pipe: what both ends prove before anything else is sent. */
  readonly secret?: Uint8Array;
}

/** A place that must not be used, in words for the user. */
export interface RefusedPlace {
  readonly problem: string;
}

export interface AddressOptions {
  /** The app's home as the variables have it; it need not be there. */
  readonly homePath: string;
  readonly platform: NodeJS.Platform;
  /** Only XDG_RUNTIME_DIR is read. */
  readonly environment: Environment;
  /** What stands before the name of a Windows pipe. Default: `\\.\pipe\`. */
  readonly pipeFolder?: string;
}

/**
 * Where the app of a home answers, if it runs: undefined where it surely doesn't, a problem where the
 * socket's folder is not the user's alone. Connects to nothing.
 */
export async function agentAddress(
  options: AddressOptions,
): Promise<AgentAddress | RefusedPlace | undefined> {
  // Not imported: that would load node:fs/promises too, on every AWS call of a user.
  const files = process.getBuiltinModule('node:fs');
  try {
    const home = files.realpathSync.native(options.homePath);
    return await (options.platform === 'win32'
      ? pipeAddress(home, options)
      : socketAddress(home, options));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    return { problem: `the place of its socket can't be looked at (${code ?? String(error)})` };
  }
}

async function socketAddress(
  home: string,
  { platform, environment }: AddressOptions,
): Promise<AgentAddress | RefusedPlace | undefined> {
  const { folder, path } = await socketPlace(home, platform, environment);
  const problem = ownFolderProblem(folder);
  if (problem === undefined) return { path };
  // Without a socket there is nothing to tell: the first command closes an open home by itself.
  process.getBuiltinModule('node:fs').lstatSync(path);
  return { problem: `the folder of its socket, ${folder}, ${problem}` };
}

async function pipeAddress(
  home: string,
  { pipeFolder }: AddressOptions,
): Promise<AgentAddress | undefined> {
  const { PIPE_FOLDER, readPipeFile } = await import('./pipe-file.ts');
  return readPipeFile(home, pipeFolder ?? PIPE_FOLDER);
}
