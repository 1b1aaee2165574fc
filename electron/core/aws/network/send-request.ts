import { type IncomingMessage, request as plainRequest } from 'node:http';
import { type Agent, request as secureRequest } from 'node:https';
import type { WebAnswer } from './types.ts';

/** A request that was checked, and how it goes out. */
export interface Outgoing {
  readonly url: URL;
  readonly form: Readonly<Record<string, string>> | undefined;
  readonly agent: Agent;
  readonly signal: AbortSignal;
}

/** Far more than any answer that is read here. */
const MOST_BYTES = 1_048_576;

/**
 * Sends one request over Node's own client and reads the whole answer. Rejects with Node's errors,
 * or a ProxyFault.
 */
export function sendRequest({ url, form, agent, signal }: Outgoing): Promise<WebAnswer> {
  const body = form === undefined ? undefined : new URLSearchParams(form).toString();
  const options = {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      'user-agent': 'role-valet',
      ...(body === undefined
        ? {}
        : {
            'content-type': 'application/x-www-form-urlencoded',
            'content-length': Buffer.byteLength(body),
          }),
    },
    signal,
  };
  return new Promise((resolve, reject) => {
    const outgoing =
      url.protocol === 'https:'
        ? secureRequest(url, { ...options, agent })
        : // Plain http stays on this machine, so it needs no way out.
          plainRequest(url, { ...options, agent: false });
    outgoing.once('error', reject);
    outgoing.once('response', (incoming) => {
      readAnswer(incoming).then(resolve, reject);
    });
    outgoing.end(body);
  });
}

async function readAnswer(incoming: IncomingMessage): Promise<WebAnswer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += (chunk as Buffer).length;
    if (size > MOST_BYTES) {
      incoming.destroy();
      throw Object.assign(new Error('the answer is too large'), { code: 'ECONNABORTED' });
    }
    chunks.push(chunk as Buffer);
  }
  const headers = Object.entries(incoming.headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : (value ?? ''),
  ]);
  return {
    status: incoming.statusCode ?? 0,
    headers: Object.fromEntries(headers),
    body: Buffer.concat(chunks).toString('utf8'),
  };
}
