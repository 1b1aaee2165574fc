import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type HttpRequest, readHttpRequest } from '../wire/http-request.ts';

/** What a practice server sends back. */
export interface LoopbackAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A server on loopback; its state is gone with it. */
export interface LoopbackServer {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** `METHOD PATH STATUS` of every request since the start, without query: it may hold a secret. */
  readonly requests: readonly string[];
  /** Ends all connections. */
  close(): Promise<void>;
}

/** Starts a server that hands each request to `answer`. Port 0 takes a free one. */
export async function startLoopbackServer(
  answer: (request: HttpRequest) => LoopbackAnswer,
  port = 0,
): Promise<LoopbackServer> {
  const requests: string[] = [];
  const host = '127.0.0.1';
  const server = createServer((incoming, response) => {
    serve(incoming, response, answer, requests).catch((error: unknown) => {
      // A caller that went away is no fault; ours is shown to whoever called.
      if (!response.writableEnded && !response.destroyed) {
        send(response, { status: 500, body: `practice server failed: ${error}` });
      }
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    requests,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** An answer in JSON. */
export function jsonAnswer(
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): LoopbackAnswer {
  return {
    status,
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(value),
  };
}

/** An answer in plain text. */
export function textAnswer(
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): LoopbackAnswer {
  return { status, headers: { 'Content-Type': 'text/plain', ...headers }, body };
}

/** The members of a JSON object in the request's body, or undefined where it holds none. */
export function jsonBody(request: HttpRequest): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(request.body).toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
}

async function serve(
  incoming: IncomingMessage,
  response: ServerResponse,
  answer: (request: HttpRequest) => LoopbackAnswer,
  requests: string[],
): Promise<void> {
  const request = await readHttpRequest(incoming);
  const given: LoopbackAnswer =
    request === undefined
      ? { status: 413, headers: { Connection: 'close' }, body: 'Request body is too large' }
      : answer(request);
  requests.push(`${incoming.method} ${request?.path ?? '-'} ${given.status}`);
  send(response, given);
}

function send(response: ServerResponse, { status, headers, body }: LoopbackAnswer): void {
  response.writeHead(status, {
    ...headers,
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
  });
  response.end(body);
}
