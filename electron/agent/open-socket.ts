import { chmod, lstat, mkdir, unlink } from 'node:fs/promises';
import type { Server } from 'node:net';
import { RoleValetError } from '../contract/errors.ts';
import { closeServer, type Listening, listenAt, unwritable } from './listening.ts';
import { ownFolderProblem } from './owner-only.ts';
import { isListening } from './probe.ts';
import { fitsSocketAddress, type SocketPlace } from './socket-place.ts';

/**
 * Makes `server` listen at `place`, for its owner alone. A socket that a killed app left is replaced.
 * Throws EDIT_REFUSED where the folder or what stands in the socket's place is not ours alone, and
 * FILE_UNWRITABLE where a running app answers there or the socket can't be made.
 */
export async function openSocket(
  server: Server,
  place: SocketPlace,
  platform: NodeJS.Platform,
): Promise<Listening> {
  if (!place.isInHome) {
    await makeFolder(place.folder);
  }
  requireOwnFolder(place.folder);
  if (!fitsSocketAddress(place.path, platform)) {
    throw unwritable(place.path, 'its path is too long for a socket');
  }
  await clearPlace(place.path);
  await listenAt(server, place.path);
  // Until here the folder kept everybody else out.
  await chmod(place.path, 0o600);
  // Closing takes the socket away too.
  return { path: place.path, close: () => closeServer(server) };
}

/** The failure of whoever finds a running app in its place. */
export function alreadyRunning(path: string): RoleValetError {
  return unwritable(path, 'another Role Valet answers there');
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    // Whose it is, is looked at next.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw unwritable(path, String((error as NodeJS.ErrnoException).code), error);
    }
  }
}

/** Throws EDIT_REFUSED where a folder is not its owner's alone. */
export function requireOwnFolder(path: string): void {
  const problem = ownFolderProblem(path);
  if (problem !== undefined) {
    throw refused(path, `the folder ${problem}`);
  }
}

async function clearPlace(path: string): Promise<void> {
  const found = await lstatOrNothing(path);
  if (found === undefined) {
    return;
  }
  const ownId = process.getuid?.();
  if (!found.isSocket() || (ownId !== undefined && found.uid !== ownId)) {
    throw refused(path, 'something else than a socket of ours is in its place');
  }
  if (await isListening(path)) {
    throw alreadyRunning(path);
  }
  await unlink(path);
}

async function lstatOrNothing(path: string) {
  try {
    return await lstat(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function refused(path: string, reason: string): RoleValetError {
  return new RoleValetError(
    'EDIT_REFUSED',
    `the socket for the command line was not opened at ${path}: ${reason}`,
    'Look at it, and take it away if you did not put it there. Commands work without the socket.',
  );
}
