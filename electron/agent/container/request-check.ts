import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** What a request is held against. */
export interface RequestRules {
  readonly port: number;
  /** The endpoint's own path, with its slash: the second secret, beside the token. */
  readonly path: string;
  readonly token: string;
}

/** Why a request is not answered with credentials. */
export interface RequestRefusal {
  readonly status: 400 | 403 | 404 | 405;
  readonly code: 'InvalidRequest' | 'AccessDenied' | 'NotFound' | 'MethodNotAllowed';
  readonly message: string;
}

/** What browsers add to requests of a page, and no AWS tool; Node's own fetch says `sec-fetch-mode` too. */
const BROWSER_HEADER = /^(origin|referer|sec-fetch-(site|dest|user))$/;

/**
 * Decides whether a request may have credentials; undefined where it may. A web page can reach
 * loopback, by DNS rebinding even as its own host, so what browsers send is refused before anything
 * else is looked at.
 */
export function refusalOf(
  request: Pick<IncomingMessage, 'method' | 'url' | 'headersDistinct'>,
  rules: RequestRules,
): RequestRefusal | undefined {
  const headers = request.headersDistinct;
  const [host, ...moreHosts] = headers.host ?? [];
  const isOurHost = host === `127.0.0.1:${rules.port}` || host === `localhost:${rules.port}`;
  if (!isOurHost || moreHosts.length > 0) {
    return denied('the Host header is not this endpoint');
  }
  if (Object.keys(headers).some((name) => BROWSER_HEADER.test(name))) {
    return denied('web pages get no credentials');
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return { status: 405, code: 'MethodNotAllowed', message: 'only GET is answered here' };
  }
  if (headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) !== 0) {
    return { status: 400, code: 'InvalidRequest', message: 'a body is not expected here' };
  }
  if (!isSame(request.url ?? '', rules.path)) {
    return { status: 404, code: 'NotFound', message: 'there is nothing at this path' };
  }
  const [token, ...moreTokens] = headers.authorization ?? [];
  if (token === undefined || moreTokens.length > 0 || !isSame(token, rules.token)) {
    return denied(
      'the authorization token is missing or wrong; AWS_CONTAINER_AUTHORIZATION_TOKEN holds it',
    );
  }
  return undefined;
}

/** In constant time: digests of both, so that not even the length can be measured. */
function isSame(given: string, wanted: string): boolean {
  return timingSafeEqual(digest(given), digest(wanted));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function denied(message: string): RequestRefusal {
  return { status: 403, code: 'AccessDenied', message };
}
