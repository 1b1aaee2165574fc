import type { Server } from 'node:net';
import { RoleValetError } from '../contract/errors.ts';

/** A socket or pipe that is listened on. */
export interface Listening {
  readonly path: string;
  /** Takes no more connections, and resolves when those that it has are over. */
  close(): Promise<void>;
}

/**
 * How many connections the operating system keeps for us while we are busy. One more gets EAGAIN on
 * Linux; on macOS, which keeps 128 whatever is asked for, ECONNREFUSED.
 */
const BACKLOG = 4_096;

/** Makes `server` listen at `path`. Throws FILE_UNWRITABLE. */
export async function listenAt(server: Server, path: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException): void => {
      reject(unwritable(path, error.code ?? error.message, error));
    };
    server.once('error', fail);
    server.listen({ path, backlog: BACKLOG }, () => {
      server.off('error', fail);
      resolve();
    });
  });
}

/** Resolves when the server takes no more connections and its last one is over. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

/** The failure of a socket that can't be had. */
export function unwritable(path: string, reason: string, cause?: unknown): RoleValetError {
  return new RoleValetError(
    'FILE_UNWRITABLE',
    `the socket for the command line could not be opened at ${path}: ${reason}`,
    'Commands work without it, each for itself.',
    { cause },
  );
}
