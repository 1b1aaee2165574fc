import { RoleValetError } from '../../../contract/errors.ts';

/** A proxy that connections go through. */
export interface HttpProxy {
  /** Name or address, without brackets. */
  readonly host: string;
  readonly port: number;
  /** True where the way to the proxy itself is encrypted. */
  readonly isSecure: boolean;
  /** The value of `Proxy-Authorization`: a secret. */
  readonly authorization?: string;
  /** Host and port, for messages. */
  readonly name: string;
  /** Who named it, for messages: `HTTPS_PROXY`. */
  readonly from: string;
}

/**
 * Reads a proxy's address as the AWS CLI and curl do: `http://` or `https://`, with `user:password@`
 * where it wants them (percent-encoded); without a scheme, `http://` is meant.
 * Throws CONFIG_INVALID for anything else, without repeating the text: it may hold the password.
 */
export function readProxy(text: string, from: string): HttpProxy {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') {
    throw unsupported(`${from} names a proxy of the kind ${scheme}`);
  }
  const url = URL.parse(scheme === undefined ? `http://${text}` : text);
  if (url === null || url.hostname === '') {
    throw new RoleValetError('CONFIG_INVALID', `${from} is not the address of a proxy`, HOW);
  }
  const isSecure = url.protocol === 'https:';
  const authorization = basic(url, from);
  return proxyAt(url.hostname, Number(url.port || (isSecure ? 443 : 80)), {
    isSecure,
    from,
    ...(authorization === undefined ? {} : { authorization }),
  });
}

/** A proxy by its parts. */
export function proxyAt(
  host: string,
  port: number,
  rest: Pick<HttpProxy, 'isSecure' | 'from' | 'authorization'>,
): HttpProxy {
  return { host: host.replace(/^\[|\]$/g, ''), port, name: `${host}:${port}`, ...rest };
}

/** CONFIG_INVALID for a proxy that is none of ours; `what` says who named which kind. */
export function unsupported(what: string): RoleValetError {
  return new RoleValetError(
    'CONFIG_INVALID',
    `${what}, which is not supported`,
    'Use an HTTP proxy (http:// or https://); for SOCKS, put a converter such as privoxy in between.',
  );
}

const HOW =
  'Write it as http://HOST:PORT or http://USER:PASSWORD@HOST:PORT, with @ : / in the password as %40 %3A %2F.';

/** User name and password as RFC 7617 wants them; undefined where there are none. */
function basic(url: URL, from: string): string | undefined {
  if (url.username === '' && url.password === '') return undefined;
  const pair = [url.username, url.password].map((part) => decoded(part, from)).join(':');
  return `Basic ${Buffer.from(pair, 'utf8').toString('base64')}`;
}

function decoded(text: string, from: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    throw new RoleValetError(
      'CONFIG_INVALID',
      `the user name or password in ${from} has a % that stands for nothing`,
      'Write a % of the password as %25.',
    );
  }
}
