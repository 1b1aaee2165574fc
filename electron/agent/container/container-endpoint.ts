import {
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  busyAnswer,
  credentialsAnswer,
  failureAnswer,
  type HttpAnswer,
  problemAnswer,
} from './answer-text.ts';
import { CredentialCache } from './credential-cache.ts';
import { refusalOf } from './request-check.ts';
import type { ContainerEndpoint, ContainerEndpointOptions } from './types.ts';

/** Loopback only, and by number: the name may stand for an address that somebody else listens on. */
const ADDRESS = '127.0.0.1';

const TOKEN_BYTES = 32;
const PATH_BYTES = 24;

/** A request is a few hundred bytes and comes at once; what is larger or slower is no SDK. */
const LIMITS = {
  maxHeaderSize: 8 * 1024,
  headersTimeout: 5_000,
  requestTimeout: 5_000,
  keepAliveTimeout: 1_000,
} as const;
/** Silence that ends a connection, milliseconds: longer than an answer takes. A timer runs only while
 * somebody is connected. */
const SILENCE_MS = 5_000;
const MOST_CONNECTIONS = 128;
const MOST_HEADERS = 64;

/**
 * Starts a container-credentials endpoint for one role: every AWS SDK reads it and comes back by
 * itself before the credentials expire. It answers whoever has the token; see `refusalOf` for who is
 * turned away. The system's error goes through where no port can be had.
 */
export async function startContainerEndpoint(
  options: ContainerEndpointOptions,
): Promise<ContainerEndpoint> {
  const { random, logger } = options;
  const token = Buffer.from(random.bytes(TOKEN_BYTES)).toString('base64url');
  const path = `/${Buffer.from(random.bytes(PATH_BYTES)).toString('base64url')}`;
  const cache = new CredentialCache(options);
  const told = new Set<string>();
  const server = createServer(LIMITS, (request, response) => {
    const { port } = server.address() as AddressInfo;
    const refusal = refusalOf(request, { port, path, token });
    if (refusal === undefined) {
      answerFrom(cache, request, response);
      return;
    }
    const { status, code, message } = refusal;
    // Once for each reason: whoever is turned away could fill the log.
    if (!told.has(message)) {
      told.add(message);
      logger.warn('a request for container credentials was refused', { status, message });
    }
    send(request, response, problemAnswer(status, code, message), true);
  });
  server.timeout = SILENCE_MS;
  server.maxConnections = MOST_CONNECTIONS;
  server.maxHeadersCount = MOST_HEADERS;
  const port = await listen(server);
  return {
    url: `http://${ADDRESS}:${port}${path}`,
    token,
    close: () => closeServer(server),
  };
}

function answerFrom(
  cache: CredentialCache,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  cache
    .answer()
    .then((answer): HttpAnswer => {
      switch (answer.kind) {
        case 'credentials':
          return credentialsAnswer(answer.credentials);
        case 'busy':
          return busyAnswer();
        case 'failed':
          return failureAnswer(answer.error);
      }
    })
    // What is no whole trio is never sent.
    .catch(failureAnswer)
    .then((answer) => send(request, response, answer, false));
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status, body, retryAfter }: HttpAnswer,
  isLast: boolean,
): void {
  // Cut off meanwhile, or the endpoint was closed.
  if (response.destroyed) {
    return;
  }
  const headers: OutgoingHttpHeaders = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  };
  if (status === 405) headers.allow = 'GET, HEAD';
  if (retryAfter !== undefined) headers['retry-after'] = String(retryAfter);
  if (isLast) headers.connection = 'close';
  response.writeHead(status, headers);
  response.end(request.method === 'HEAD' ? undefined : body);
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, ADDRESS, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // Its only failure is that the server is closed already.
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
