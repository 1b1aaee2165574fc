import type { IncomingMessage } from 'node:http';
import { AGENT_HOST, CREDENTIALS_PATH, HELLO_PATH, SESSIONS_PATH } from './protocol.ts';
import { badRequest } from './refusal.ts';

const METHODS: Readonly<Record<string, string>> = {
  [HELLO_PATH]: 'GET',
  [CREDENTIALS_PATH]: 'POST',
  [SESSIONS_PATH]: 'POST',
};

/**
 * Lets only declared requests through. Browsers can't reach the socket, but something that forwards
 * to it could: a page can send neither our `Host` nor this content type without being asked first,
 * and never without `Origin`. Throws a Refusal.
 */
export function checkRequest(incoming: IncomingMessage): void {
  const { method = '', url = '', headers, rawHeaders } = incoming;
  const hosts = rawHeaders.filter((_, index) => index % 2 === 0).filter(isHost).length;
  if (hosts !== 1 || headers.host !== AGENT_HOST) {
    throw badRequest(403, `the Host is not ${AGENT_HOST}`);
  }
  if (headers.origin !== undefined) {
    throw badRequest(403, 'web pages are not answered');
  }
  if (!Object.hasOwn(METHODS, url)) {
    throw badRequest(404, 'there is nothing at this path');
  }
  if (method !== METHODS[url]) {
    throw badRequest(405, `this path takes ${METHODS[url]} only`);
  }
  if (method === 'POST' && !isJson(headers['content-type'])) {
    throw badRequest(415, 'the content type is not application/json');
  }
  if (headers['content-encoding'] !== undefined) {
    throw badRequest(415, 'an encoded body is not taken');
  }
}

function isHost(name: string): boolean {
  return name.toLowerCase() === 'host';
}

function isJson(contentType: string | undefined): boolean {
  return /^application\/json(\s*;\s*charset=utf-8)?$/i.test(contentType ?? '');
}
