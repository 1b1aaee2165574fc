import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock, Logger } from '../core/ports.ts';
import { headersFor } from './answer-headers.ts';
import { checkRequest } from './check-request.ts';
import { type ConnectionLimits, Connections } from './connections.ts';
import { SIGN_OF_LIFE_MS } from './protocol.ts';
import { type RateLimit, rateLimiter } from './rate-limit.ts';
import { readBody } from './read-body.ts';
import { asRefusal, badRequest, type Refusal } from './refusal.ts';
import type { Routes } from './routes.ts';

/** What one caller, or all together, may take. */
export interface AgentLimits extends ConnectionLimits {
  readonly rate: RateLimit;
}

const USUAL_LIMITS: AgentLimits = {
  // A request is a few hundred bytes from this same machine, which may be very busy.
  requestTimeMs: 10_000,
  // 500 programs at once must all be answered; each takes one of at least 1,024 open files.
  connections: 800,
  rate: { burst: 5_000, perSecond: 200 },
};

const MOST_HEADER_BYTES = 8 * 1024;

export interface AgentHttpServer {
  readonly server: Server;
  /** Speaks HTTP on a connection that somebody else has accepted. */
  serve(socket: Socket): void;
  endConnections(): void;
}

export interface HttpServerOptions {
  readonly routes: Routes;
  readonly logger: Logger;
  readonly clock: Pick<Clock, 'now'>;
  readonly limits?: Partial<AgentLimits> | undefined;
}

/** An HTTP server for one request a connection, with limits on all that a caller sends. */
export function agentHttpServer(options: HttpServerOptions): AgentHttpServer {
  const limits = { ...USUAL_LIMITS, ...options.limits };
  const connections = new Connections(limits);
  const context = { ...options, connections, takeToken: rateLimiter(options.clock, limits.rate) };
  // A missing Host is refused by checkRequest, in our form.
  const server = createServer({ maxHeaderSize: MOST_HEADER_BYTES, requireHostHeader: false });
  server.on('connection', (socket: Socket) => connections.add(socket));
  server.on('request', (incoming, response) => {
    answer(incoming, response, context).catch((error: unknown) => {
      options.logger.error('a request could not be answered', { reason: String(error) });
      incoming.socket.destroy();
    });
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    connections.refuse(socket as Socket, clientFault(error));
  });
  server.on('connect', (_, socket) => {
    connections.refuse(socket as Socket, badRequest(405, 'there are no tunnels here'));
  });
  return {
    server,
    serve: (socket) => {
      server.emit('connection', socket);
    },
    endConnections: () => connections.endAll(),
  };
}

interface AnswerContext extends HttpServerOptions {
  readonly connections: Connections;
  readonly takeToken: () => boolean;
}

async function answer(
  incoming: IncomingMessage,
  response: ServerResponse,
  { routes, logger, connections, takeToken }: AnswerContext,
): Promise<void> {
  const { socket } = incoming;
  const gone = new AbortController();
  response.once('close', () => gone.abort(new Error('the caller has gone')));
  const send = (status: number, text: string): void => {
    if (connections.claimAnswer(socket)) {
      sendAnswer(response, status, text);
    }
  };
  let sign: NodeJS.Timeout | undefined;
  try {
    if (!takeToken()) {
      throw badRequest(429, 'too many requests in a short time');
    }
    checkRequest(incoming);
    const body = await readBody(incoming);
    connections.setRead(socket);
    sign = setTimeout(() => showLife(incoming, response), SIGN_OF_LIFE_MS);
    send(200, await routes(incoming.url ?? '', body, gone.signal));
  } catch (error) {
    const refusal = asRefusal(error);
    if (refusal.status >= 500 && !gone.signal.aborted) {
      logger.warn(refusal.message, { code: refusal.answer.error.code });
    }
    send(refusal.status, JSON.stringify(refusal.answer));
  } finally {
    clearTimeout(sign);
  }
}

/** HTTP/1.0 knows no answers before the answer. */
function showLife(incoming: IncomingMessage, response: ServerResponse): void {
  if (incoming.httpVersion === '1.1' && !response.headersSent) {
    response.writeProcessing();
  }
}

function sendAnswer(response: ServerResponse, status: number, text: string): void {
  const body = Buffer.from(text);
  if (status === 429) {
    response.setHeader('retry-after', 1);
  }
  response.writeHead(status, headersFor(body));
  response.end(body);
}

function clientFault({ code }: NodeJS.ErrnoException): Refusal {
  return code === 'HPE_HEADER_OVERFLOW'
    ? badRequest(431, `the header is over ${MOST_HEADER_BYTES} bytes`)
    : badRequest(400, 'this is not HTTP');
}
