import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RoleValetError } from '../contract/errors.ts';
import type { Random } from '../core/ports.ts';

export interface HandOverOptions {
  readonly random: Random;
  /** Longest wait for the browser, milliseconds. */
  readonly timeoutMs: number;
}

/**
 * Hands a secret link to a browser, without its being an argument of any program: `open` gets an
 * address on this machine that leads on to the link once, and is worth nothing afterwards. Resolves
 * when a browser has been there. Throws COMMAND_FAILED where none came in time, and what `open` throws.
 *
 * Why not the link itself: a browser that was not running yet keeps its arguments for as long as it
 * runs, and every user of the machine can read them. A file with the link would be a secret on disk.
 * Who reads this address from the list of processes must be faster than the browser, and then it is
 * seen, since the browser gets nothing.
 */
export async function handOverLink(
  link: string,
  open: (address: string) => Promise<void>,
  { random, timeoutMs }: HandOverOptions,
): Promise<void> {
  const path = `/${Buffer.from(random.bytes(32)).toString('base64url')}`;
  const visited = Promise.withResolvers<void>();
  let isTaken = false;
  const server = createServer((request, response) => {
    const { port } = server.address() as AddressInfo;
    if (isTaken || !isVisit(request, path, port)) {
      send(response, 404, {});
      return;
    }
    isTaken = true;
    response.once('close', () => {
      if (response.writableFinished) visited.resolve();
      else visited.reject(goneAway());
    });
    send(response, 302, { Location: link });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const timer = setTimeout(() => visited.reject(nobodyCame(timeoutMs)), timeoutMs);
  try {
    const { port } = server.address() as AddressInfo;
    // A browser may be there before its program has said that it started.
    await Promise.race([
      visited.promise,
      open(`http://127.0.0.1:${port}${path}`).then(() => visited.promise),
    ]);
  } finally {
    clearTimeout(timer);
    server.close();
    server.closeAllConnections();
  }
}

/** A page of another origin can't know the path, and a name that only points here is not ours. */
function isVisit({ method, url, headers }: IncomingMessage, path: string, port: number): boolean {
  return method === 'GET' && url === path && headers.host === `127.0.0.1:${port}`;
}

function send(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
): void {
  response.writeHead(status, {
    ...headers,
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
    Connection: 'close',
    'Content-Length': 0,
  });
  response.end();
}

function nobodyCame(timeoutMs: number): RoleValetError {
  return failure(`no browser came for the link within ${Math.round(timeoutMs / 1000)} s`);
}

function goneAway(): RoleValetError {
  return failure('the browser went away before it had the link');
}

function failure(message: string): RoleValetError {
  return new RoleValetError(
    'COMMAND_FAILED',
    message,
    'Open it yourself with --print, or give the role another browser command in settings.json.',
  );
}
