import type Electron from 'electron';
import type { Logger } from '../core/ports.ts';
import { CONTENT_SECURITY_POLICY } from './content-security-policy.ts';
import { type Asset, findAsset } from './renderer-assets.ts';

const SCHEME = 'app';
const HOST = 'role-valet';

/** The only origin that a page of ours has. */
export const APP_ORIGIN = `${SCHEME}://${HOST}`;

/** The window's page. */
export const APP_PAGE = `${APP_ORIGIN}/index.html`;

/**
 * Makes `app:` a scheme with origins and relative links, as https has them, and with no privilege
 * beyond: a page of it can't fetch, stream, register a service worker or step around its policy.
 * To be called before the app is ready; Electron throws later.
 */
export function registerAppScheme(
  protocol: Pick<Electron.Protocol, 'registerSchemesAsPrivileged'>,
): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: SCHEME,
      privileges: {
        standard: true,
        secure: true,
        bypassCSP: false,
        allowServiceWorkers: false,
        supportFetchAPI: false,
        corsEnabled: false,
        stream: false,
        codeCache: false,
        allowExtensions: false,
      },
    },
  ]);
}

/**
 * Serves the window's files in `session`, and nothing else: a GET of a listed file. Whatever else is
 * asked for gets an empty 404 or 405, and a line in the log.
 */
export function serveRenderer(
  session: { readonly protocol: Pick<Electron.Protocol, 'handle'> },
  assets: ReadonlyMap<string, Asset>,
  logger: Logger,
): void {
  session.protocol.handle(SCHEME, ({ method, url }) => {
    if (method !== 'GET') {
      logger.warn('a page asked for a file in another way than GET', { method });
      return refusal(405);
    }
    const asset = findAsset(assets, url);
    if (asset === undefined) {
      logger.warn('a page asked for a file that is not listed', { url: url.slice(0, 200) });
      return refusal(404);
    }
    return new Response(asset.bytes, { headers: headersOf(asset.contentType) });
  });
}

/** True where `url` belongs to the app's own origin, and to none that only looks like it. */
export function isAppUrl(url: string): boolean {
  const parsed = URL.parse(url);
  return (
    parsed !== null &&
    parsed.protocol === `${SCHEME}:` &&
    // With its port: the origin has none.
    parsed.host === HOST &&
    parsed.username === '' &&
    parsed.password === ''
  );
}

function refusal(status: 404 | 405): Response {
  return new Response(null, { status, headers: headersOf('text/plain; charset=utf-8') });
}

function headersOf(contentType: string): Record<string, string> {
  return {
    'Content-Type': contentType,
    'Content-Security-Policy': CONTENT_SECURITY_POLICY,
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  };
}
