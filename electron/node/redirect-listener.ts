import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RoleValetError } from '../contract/errors.ts';
import type { RedirectListener } from '../core/aws/sign-in/types.ts';

const HOST = '127.0.0.1';
const PATH = '/oauth/callback';

/** More than a browser sends, and little enough for a stranger on this machine to fill. */
const MOST_HEADER_BYTES = 16 * 1024;
const REQUEST_TIME_MS = 10_000;

/**
 * Opens the way back from the browser on a free port of 127.0.0.1, as RFC 8252, section 7.3 has it.
 * One answer with the right state is taken; all other requests, which any page in the browser may
 * send here, are turned away and change nothing. Throws SIGN_IN_REFUSED where no port can be had.
 */
export async function listenForRedirect(state: string): Promise<RedirectListener> {
  let settle: (answer: Awaited<RedirectListener['answer']>) => void = () => undefined;
  const answer = new Promise<Awaited<RedirectListener['answer']>>((resolve) => {
    settle = resolve;
  });
  let port = 0;
  const server = createServer({ maxHeaderSize: MOST_HEADER_BYTES }, (incoming, response) => {
    const query = callbackQuery(incoming, port);
    if (query === undefined) {
      send(response, 404, 'There is nothing here.');
      return;
    }
    const given = query.get('state');
    const code = query.get('code');
    const error = query.get('error');
    // A refusal that lacks the state can do no more than end this attempt.
    const isOurs = given === null ? error !== null : isSame(given, state);
    if (!isOurs || (error === null && !code)) {
      send(response, 400, 'This page does not belong to the sign-in that Role Valet waits for.');
      return;
    }
    if (error === null) {
      send(response, 200, 'Role Valet has the answer. You can close this page.');
      settle({ code: code ?? '' });
    } else {
      send(response, 200, 'The sign-in was refused. You can close this page.');
      settle({ error: /^[a-z_]{1,40}$/.test(error) ? error : 'unknown_error' });
    }
  });
  server.requestTimeout = REQUEST_TIME_MS;
  server.headersTimeout = REQUEST_TIME_MS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(noPort(error)));
    server.listen(0, HOST, resolve);
  });
  port = (server.address() as AddressInfo).port;
  return {
    redirectUri: `http://${HOST}:${port}${PATH}`,
    answer,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // The page may still be on its way to the browser; a connection without one is only in the way.
      server.closeIdleConnections();
      const limit = setTimeout(() => server.closeAllConnections(), 1_000);
      await closed;
      clearTimeout(limit);
    },
  };
}

/** Undefined for anything but the callback, asked for by the name that we gave the browser. */
function callbackQuery(incoming: IncomingMessage, port: number): URLSearchParams | undefined {
  const base = `http://${HOST}:${port}`;
  const url = URL.parse(incoming.url ?? '', base);
  // Another host name is another site's page, made to lead here.
  const isCallback =
    incoming.method === 'GET' &&
    incoming.headers.host === `${HOST}:${port}` &&
    url?.origin === base &&
    url.pathname === PATH;
  return isCallback ? url.searchParams : undefined;
}

function send(response: ServerResponse, status: number, text: string): void {
  const page = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Role Valet</title><p>${text}</p></html>
`;
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': Buffer.byteLength(page),
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    Connection: 'close',
  });
  response.end(page);
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function noPort(error: NodeJS.ErrnoException): RoleValetError {
  return new RoleValetError(
    'SIGN_IN_REFUSED',
    `no port of this machine could be opened for the browser's answer (${error.code})`,
    'Sign in with a code instead: role-valet sign-in PROFILE --device',
  );
}
