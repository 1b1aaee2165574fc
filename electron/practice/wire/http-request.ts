import type { IncomingMessage } from 'node:http';
import { type Parameters, parseParameters } from './parameters.ts';

/** A request as it came over the wire, with its whole body. */
export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  /** Behind the question mark, undecoded. */
  readonly query: string;
  /** Names in lower case; values of a name sent twice are joined as signatures want it. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Uint8Array;
}

/** STS's own limit is not documented; its longest possible parameters together are far below this. */
export const MAX_BODY_BYTES = 256 * 1024;

/** Reads a request, or undefined where its body is over the limit. */
export async function readHttpRequest(incoming: IncomingMessage): Promise<HttpRequest | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Reads on without keeping: a caller that is still sending would never see the answer.
    if (size <= MAX_BODY_BYTES) {
      chunks.push(chunk);
    }
  }
  if (size > MAX_BODY_BYTES) {
    return undefined;
  }
  const url = incoming.url ?? '/';
  const question = url.indexOf('?');
  return {
    method: incoming.method ?? 'GET',
    path: question < 0 ? url : url.slice(0, question),
    query: question < 0 ? '' : url.slice(question + 1),
    headers: joinHeaders(incoming.rawHeaders),
    body: Buffer.concat(chunks),
  };
}

/** The parameters of a request: of its form body, and of its query string. */
export function parametersOf(request: HttpRequest): Parameters {
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(
    request.headers.get('content-type') ?? '',
  );
  const body = isForm ? Buffer.from(request.body).toString('utf8') : '';
  return parseParameters(body, request.query);
}

/** True where the caller asks for JSON: STS answers in XML otherwise. */
export function wantsJson(request: HttpRequest): boolean {
  return /\bapplication\/(?:[\w.+-]*\+)?json\b/i.test(request.headers.get('accept') ?? '');
}

function joinHeaders(rawHeaders: readonly string[]): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase();
    const value = rawHeaders[index + 1] ?? '';
    const before = headers.get(name);
    headers.set(name, before === undefined ? value : `${before},${value}`);
  }
  return headers;
}
