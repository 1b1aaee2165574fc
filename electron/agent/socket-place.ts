import { posix } from 'node:path';
import type { Environment } from '../core/ports.ts';

/** Where the socket is. Its folder must be its owner's alone. */
export interface SocketPlace {
  readonly folder: string;
  readonly path: string;
  /** False where the folder is not the app's home but one made for the socket. */
  readonly isInHome: boolean;
}

const SOCKET_NAME = 'agent.sock';

/** Bytes of `sun_path` without the zero at its end; macOS and the BSDs have 104, Linux 108. */
function longestPath(platform: NodeJS.Platform): number {
  return platform === 'linux' ? 107 : 103;
}

/** True where the operating system can bind a socket at `path`. */
export function fitsSocketAddress(path: string, platform: NodeJS.Platform): boolean {
  return Buffer.byteLength(path) <= longestPath(platform);
}

/**
 * Where the socket of the app with this home is: in the home, or where its path is too long for a
 * socket's address, in a folder of its own with a hash of the home in its name. `realHome` is behind
 * all links, so that both ends find the same place. Makes nothing.
 */
export async function socketPlace(
  realHome: string,
  platform: NodeJS.Platform,
  environment: Environment,
): Promise<SocketPlace> {
  const path = posix.join(realHome, SOCKET_NAME);
  if (fitsSocketAddress(path, platform)) {
    return { folder: realHome, path, isInHome: true };
  }
  // Hardly anybody comes here, and hashing takes its time to load.
  const { shortFolder } = await import('./short-folder.ts');
  const fits = (folder: string) => fitsSocketAddress(posix.join(folder, SOCKET_NAME), platform);
  const folder = shortFolder(realHome, environment, fits);
  return { folder, path: posix.join(folder, SOCKET_NAME), isInHome: false };
}
