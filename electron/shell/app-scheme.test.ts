import type Electron from 'electron';
import { expect, test } from 'vitest';
import { APP_ORIGIN, APP_PAGE, isAppUrl, registerAppScheme, serveRenderer } from './app-scheme.ts';
import { CONTENT_SECURITY_POLICY } from './content-security-policy.ts';
import { findAsset } from './renderer-assets.ts';
import { recordedLog } from './testing/recorded-log.ts';

const assets = new Map([
  [
    '/index.html',
    { bytes: new TextEncoder().encode('<!doctype html>'), contentType: 'text/html; charset=utf-8' },
  ],
]);

/** Serves into a fake protocol; gives what a request would. */
function served() {
  const handlers = new Map<string, (request: Request) => Response | Promise<Response>>();
  const log = recordedLog();
  const protocol = {
    handle: (scheme, handler) => {
      handlers.set(scheme, handler);
    },
  } satisfies Pick<Electron.Protocol, 'handle'>;
  serveRenderer({ protocol }, assets, log);
  expect([...handlers.keys()]).toEqual(['app']);
  return {
    log,
    ask: async (url: string, method = 'GET') => handlers.get('app')?.({ url, method } as Request),
  };
}

test('the scheme has origins, and no privilege beyond', () => {
  const registered: Electron.CustomScheme[][] = [];
  registerAppScheme({ registerSchemesAsPrivileged: (schemes) => registered.push(schemes) });
  expect(registered).toEqual([
    [
      {
        scheme: 'app',
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
    ],
  ]);
});

test('the page is served with its policy, and is neither kept nor guessed at', async () => {
  const { ask, log } = served();
  const response = await ask(APP_PAGE);
  expect(response?.status).toBe(200);
  expect(await response?.text()).toBe('<!doctype html>');
  expect(Object.fromEntries(response?.headers ?? [])).toEqual({
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': CONTENT_SECURITY_POLICY,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
  expect(log.lines).toEqual([]);
});

test.each([
  ['GET', 'app://role-valet/other.js', 404],
  ['GET', 'app://other/index.html', 404],
  ['GET', 'app://role-valet/%2e%2e/index.html', 404],
  ['POST', APP_PAGE, 405],
  ['HEAD', APP_PAGE, 405],
  ['OPTIONS', APP_PAGE, 405],
])('%s %s is refused with %i, an empty body and the policy', async (method, url, status) => {
  const { ask, log } = served();
  const response = await ask(url, method);
  expect(response?.status).toBe(status);
  expect(await response?.text()).toBe('');
  expect(response?.headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY);
  expect(log.lines).toHaveLength(1);
});

test('the page of the origin is one of the files', () => {
  expect(findAsset(assets, APP_PAGE)).toBeDefined();
  expect(APP_PAGE.startsWith(`${APP_ORIGIN}/`)).toBe(true);
});

test.each([
  [APP_ORIGIN, true],
  [APP_PAGE, true],
  ['app://role-valet/#x', true],
  ['app://role-valet.evil.test/', false],
  ['app://evil.test/role-valet', false],
  ['app://role-valet@evil.test/', false],
  ['app://me@role-valet/', false],
  ['app://:pass@role-valet/', false],
  ['app://role-valet:1/', false],
  ['app://ROLE-VALET/', false],
  ['app:role-valet', false],
  ['app:///role-valet', false],
  ['https://role-valet/', false],
  ['blob:app://role-valet/1', false],
  ['about:blank', false],
  ['null', false],
  ['', false],
])('%j is ours: %s', (url, isOurs) => {
  expect(isAppUrl(url)).toBe(isOurs);
});
