import { RoleValetError } from '../../contract/errors.ts';
import { isLoopback } from '../aws/sts/check-endpoint.ts';
import type { Environment } from '../ports.ts';
import type { ConsoleHosts } from './console-hosts.ts';

/** Where a sign-in token is had, and where it is used. */
export interface SignInEndpoint {
  /** URLs without a query, to be tried in this order. */
  readonly federation: readonly string[];
  /** The URL that ends a browser's present sign-in; undefined where the partition has none known. */
  readonly logout?: string;
}

/** What decides where one signs in. */
export interface SignInQuestion {
  readonly hosts: ConsoleHosts;
  readonly environment: Environment;
  /** The endpoints whose calls made the session. */
  readonly sessionEndpoints: readonly string[];
}

const VARIABLE = 'AWS_ENDPOINT_URL_SIGNIN';

/** Where else credentials may come from; on this machine, they are no real ones. */
const SOURCES = [
  'AWS_ENDPOINT_URL',
  'AWS_ENDPOINT_URL_STS',
  'AWS_ENDPOINT_URL_SSO',
  'AWS_EC2_METADATA_SERVICE_ENDPOINT',
] as const;

/**
 * AWS's own hosts, or a server on this machine that AWS_ENDPOINT_URL_SIGNIN names (the practice
 * organisation's). The request's body holds the whole trio in plain text, unlike signed calls, so
 * no other host may be named by a variable; and credentials of a practice STS are not for AWS.
 * Throws ENDPOINT_REFUSED.
 */
export function signInEndpoint(question: SignInQuestion): SignInEndpoint {
  const { hosts, environment, sessionEndpoints } = question;
  const isIgnored = environment.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS?.toLowerCase() === 'true';
  const configured = isIgnored ? undefined : environment[VARIABLE];
  if (configured) {
    const base = loopbackUrl(configured);
    return { federation: [`${base}/federation`], logout: `${base}/oauth` };
  }
  const sources = isIgnored ? [] : SOURCES.map((variable) => environment[variable] ?? '');
  if ([...sessionEndpoints, ...sources].some(isOnThisMachine)) {
    throw new RoleValetError(
      'ENDPOINT_REFUSED',
      "the session was made by a server on this machine, so it is not sent to AWS's sign-in",
      `Set ${VARIABLE} to that server's address, or remove AWS_ENDPOINT_URL_STS to use AWS.`,
    );
  }
  return {
    federation: hosts.signIn.map((host) => `https://${host}/federation`),
    ...(hosts.logout === undefined ? {} : { logout: `https://${hosts.logout}/oauth` }),
  };
}

function loopbackUrl(text: string): string {
  const url = URL.parse(text);
  const isFine =
    url !== null &&
    (url.protocol === 'http:' || url.protocol === 'https:') &&
    url.username === '' &&
    url.password === '' &&
    isLoopback(url.hostname);
  if (!isFine) {
    throw new RoleValetError(
      'ENDPOINT_REFUSED',
      `${VARIABLE} is not a server on this machine, and a console sign-in sends it the credentials themselves`,
      `Remove ${VARIABLE} to sign in at AWS.`,
    );
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

function isOnThisMachine(endpoint: string): boolean {
  const url = URL.parse(endpoint);
  return url !== null && isLoopback(url.hostname);
}
