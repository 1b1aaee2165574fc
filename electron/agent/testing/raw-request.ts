import { connect } from 'node:net';
import { type HttpAnswer, readAnswer } from '../http-answer.ts';

/** Sends bytes as they are and gives all that comes back until the other end closes. */
export function sendRaw(path: string, bytes: string | Uint8Array): Promise<Buffer> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = connect(path, () => socket.write(bytes));
    socket.on('data', (chunk) => chunks.push(chunk));
    // A server that ends a connection while we still send resets it; what it said before counts.
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(Buffer.concat(chunks)));
  });
}

/** The answer in the bytes; throws where they are none. */
export function answerIn(bytes: Buffer): HttpAnswer {
  const state = readAnswer(bytes);
  if (state.kind !== 'answer') throw new Error(`no answer: ${bytes.toString('latin1')}`);
  return state.answer;
}

export interface RawOptions {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A request that is right unless told otherwise, as text. A header set to '' is left out. */
export function requestText(options: RawOptions = {}): string {
  const {
    method = 'POST',
    path = '/v1/credentials',
    body = '{"profile":"shop-dev-readonly"}',
  } = options;
  const headers = {
    Host: 'role-valet',
    'Content-Type': 'application/json',
    'Content-Length': String(Buffer.byteLength(body)),
    ...options.headers,
  };
  const lines = Object.entries(headers)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`;
}
