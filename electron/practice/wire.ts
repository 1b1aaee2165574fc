import type { IncomingMessage } from 'node:http';
import { StsFault } from './sts-fault.ts';

const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';
const MOST_BYTES = 256 * 1024;

/** A request as it came in, with its body read. */
export interface WireRequest {
  readonly method: string;
  /** Path and query as sent. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** An answer that is about to be rendered: nested names and values. */
export interface AnswerFields {
  readonly [name: string]: string | number | AnswerFields | undefined;
}

/** Reads a request to its end. Throws where the body is larger than any STS request. */
export async function readRequest(request: IncomingMessage): Promise<WireRequest> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BYTES) {
      throw new StsFault('RequestEntityTooLarge', 413, 'The request is too large');
    }
    chunks.push(chunk);
  }
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(',') : value;
  }
  return {
    method: request.method ?? 'GET',
    url: request.url ?? '/',
    headers,
    body: Buffer.concat(chunks),
  };
}

/** The parameters of a call: a form body (`+` and `%20` are both a blank), or the query of a GET. */
export function parametersOf(request: WireRequest): URLSearchParams {
  const query = request.url.includes('?') ? request.url.slice(request.url.indexOf('?') + 1) : '';
  return new URLSearchParams(request.method === 'POST' ? Buffer.from(request.body).toString('utf8') : query);
}

/** A list parameter: `Tags.member.1.Key` and so on, in order. */
export function memberList(parameters: URLSearchParams, name: string): readonly (readonly [string, string])[][] {
  const members = new Map<number, [string, string][]>();
  const pattern = new RegExp(`^${name}\\.member\\.(\\d+)(?:\\.(\\w+))?$`);
  for (const [key, value] of parameters) {
    const match = pattern.exec(key);
    if (match === null) continue;
    const index = Number(match[1]);
    members.set(index, [...(members.get(index) ?? []), [match[2] ?? '', value]]);
  }
  return [...members].sort(([a], [b]) => a - b).map(([, fields]) => fields);
}

/** A success in STS's XML, or in JSON where the client accepts that. */
export function renderAnswer(action: string, fields: AnswerFields, requestId: string, asJson: boolean): string {
  const response = {
    [`${action}Result`]: fields,
    ResponseMetadata: { RequestId: requestId },
  };
  return asJson
    ? JSON.stringify({ [`${action}Response`]: response })
    : `<${action}Response xmlns="${NAMESPACE}">${xml(response)}</${action}Response>\n`;
}

/** A refusal in STS's XML or JSON. */
export function renderFault(fault: StsFault, requestId: string, asJson: boolean): string {
  const Error = {
    Type: fault.status >= 500 ? 'Receiver' : 'Sender',
    Code: fault.code,
    Message: fault.message,
  };
  return asJson
    ? JSON.stringify({ Error, RequestId: requestId })
    : `<ErrorResponse xmlns="${NAMESPACE}">${xml({ Error, RequestId: requestId })}</ErrorResponse>\n`;
}

function xml(fields: AnswerFields): string {
  return Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => {
      const inner = typeof value === 'object' ? xml(value) : escapeXml(String(value));
      return `<${name}>${inner}</${name}>`;
    })
    .join('');
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
