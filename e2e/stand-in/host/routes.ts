import type { BrowserContext, Page, Request, Route } from '@playwright/test';
import { isOtherSideGone } from '../link.ts';
import type { PageAnswer, PageRequest } from '../sides.ts';
import { appScheme, TRAY_PAGE_URL, toAppUrl } from '../urls.ts';
import type { HostWindow } from './window.ts';

/** What the routes ask: windows and main on one side, what is noted down on the other. */
export interface RouteHost {
  windowOf(page: Page): HostWindow | undefined;
  trayPage(): string;
  request(windowId: number, request: PageRequest): Promise<PageAnswer>;
  /** True where main prevented the navigation. */
  willNavigate(windowId: number, url: string, isMainFrame: boolean): Promise<boolean>;
  /** A request that would have left the app. */
  outside(url: string): void;
  failed(what: string): void;
}

const ELECTRON_TYPES: Readonly<Record<string, string>> = {
  stylesheet: 'stylesheet',
  script: 'script',
  image: 'image',
  font: 'font',
  media: 'media',
  fetch: 'xhr',
  xhr: 'xhr',
  ping: 'ping',
};

/** Answers every request of every page: the app's own by main's handlers, all others never. */
export async function routeRequests(context: BrowserContext, host: RouteHost): Promise<void> {
  await context.route('**/*', async (route, request) => {
    try {
      await answer(route, request, host);
    } catch (error) {
      // A page that closes takes its open requests with it.
      if (isPageGone(request)) return;
      if (!isOtherSideGone(error)) {
        host.failed(`${toAppUrl(request.url())}: ${(error as Error).message}`);
      }
      await route.abort('failed');
    }
  });
}

async function answer(route: Route, request: Request, host: RouteHost): Promise<void> {
  const page = pageOf(request);
  if (request.url() === TRAY_PAGE_URL) {
    await route.fulfill({ contentType: 'text/html; charset=utf-8', body: host.trayPage() });
    return;
  }
  const window = page === undefined ? undefined : host.windowOf(page);
  // A window that the page wanted: main was asked by Page.windowOpen, and none is ever opened.
  if (window === undefined) {
    await route.abort('aborted');
    return;
  }
  const url = toAppUrl(request.url());
  if (request.isNavigationRequest() && (await isPrevented(request, window, url, host))) {
    await route.abort('aborted');
    return;
  }
  const isOwn = appScheme(request.url()) !== undefined;
  if (!isOwn) host.outside(url);
  const found = await host.request(window.id, {
    url,
    method: request.method(),
    headers: Object.entries(await request.allHeaders()).filter(([name]) => !name.startsWith(':')),
    resourceType: typeOf(request),
  });
  if (found.kind !== 'response' || !isOwn) {
    await route.abort(found.kind === 'cancelled' ? 'blockedbyclient' : 'failed');
    return;
  }
  await route.fulfill({
    status: found.status,
    headers: Object.fromEntries(found.headers),
    body: Buffer.from(found.base64, 'base64'),
  });
}

/** Electron asks main about navigations of the page's own will only; a reload is none. */
async function isPrevented(
  request: Request,
  window: HostWindow,
  url: string,
  host: RouteHost,
): Promise<boolean> {
  const isMainFrame = request.frame().parentFrame() === null;
  if (isMainFrame) {
    const isExpected = request.url() === window.expectedUrl;
    if (isExpected || request.url() === window.page.url()) return false;
  }
  return host.willNavigate(window.id, url, isMainFrame);
}

function typeOf(request: Request): string {
  if (request.isNavigationRequest()) {
    return request.frame().parentFrame() === null ? 'mainFrame' : 'subFrame';
  }
  return ELECTRON_TYPES[request.resourceType()] ?? 'other';
}

/** The page of a request; undefined for a page that is not there yet, or no more. */
function pageOf(request: Request): Page | undefined {
  try {
    return request.frame().page();
  } catch {
    return undefined;
  }
}

function isPageGone(request: Request): boolean {
  return pageOf(request)?.isClosed() ?? true;
}
