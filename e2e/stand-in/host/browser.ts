import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { DISABLE_FEATURES } from '../chromium-features.ts';
import type { StartState } from '../sides.ts';

export interface BrowserOptions {
  /** A window on the display; else headless. */
  readonly isHeaded: boolean;
  /** Device pixels per pixel, for pictures. */
  readonly scaleFactor: number;
}

/** What headless specs see, on any machine. */
const USUAL_DISPLAY: StartState['display'] = {
  size: { x: 0, y: 0, width: 1440, height: 900 },
  workArea: { x: 0, y: 0, width: 1440, height: 868 },
  scaleFactor: 1,
};

/** The machine's Chromium with a throw-away profile, driven over a pipe. */
export interface Browser {
  readonly context: BrowserContext;
  /** The page it starts with: on a display a window in the look of an app. */
  readonly firstPage: Page;
  /** A small second window for the tray: as a tab beside the window, one of both gets a frame a second. */
  readonly trayPage: Page;
  /** The screen that main is told of: the machine's own where a window shows on it. */
  readonly display: StartState['display'];
  close(): Promise<void>;
}

/** Starts Chromium: `ROLE_VALET_CHROMIUM`, else the usual place on Linux. Throws where there is none. */
export async function launchBrowser(options: BrowserOptions): Promise<Browser> {
  const profile = await mkdtemp(join(tmpdir(), 'role-valet-chromium-'));
  const removeProfile = () => rm(profile, { recursive: true, force: true, maxRetries: 5 });
  const look = options.isHeaded
    ? [
        '--app=data:text/html,<title>Role Valet</title>',
        '--window-size=440,720',
        // Without a bar that warns of the other options.
        '--test-type',
      ]
    : [];
  try {
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: process.env.ROLE_VALET_CHROMIUM ?? '/usr/bin/chromium',
      headless: !options.isHeaded,
      // It would open a window with tabs instead of the app's.
      ...(options.isHeaded ? { ignoreDefaultArgs: ['about:blank'] } : {}),
      // Main ends first, in order, and its end closes the browser.
      ...(options.isHeaded
        ? { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false }
        : {}),
      // No request may leave the machine even where no route sees it (WebRTC, prefetch).
      args: ['--host-resolver-rules=MAP * ~NOTFOUND', DISABLE_FEATURES, ...look],
      chromiumSandbox: process.getuid?.() !== 0,
      serviceWorkers: 'block',
      ...(options.isHeaded
        ? { viewport: null }
        : {
            viewport: { width: 440, height: 680 },
            deviceScaleFactor: options.scaleFactor,
          }),
    });
    const firstPage = context.pages()[0] ?? (await context.newPage());
    return {
      context,
      firstPage,
      trayPage: await openPopup(context, firstPage),
      display: options.isHeaded ? await displayOf(firstPage) : USUAL_DISPLAY,
      close: async () => {
        await context.close();
        await removeProfile();
      },
    };
  } catch (error) {
    await removeProfile();
    throw error;
  }
}

function displayOf(page: Page): Promise<StartState['display']> {
  return page.evaluate(() => {
    const { width, height, availWidth, availHeight } = screen;
    return {
      size: { x: 0, y: 0, width, height },
      workArea: { x: 0, y: 0, width: availWidth, height: availHeight },
      scaleFactor: devicePixelRatio,
    };
  });
}

/** A window without tabs, unknown to the page that it comes from. */
async function openPopup(context: BrowserContext, from: Page): Promise<Page> {
  const [popup] = await Promise.all([
    context.waitForEvent('page'),
    from.evaluate(() => {
      window.open('about:blank', '', 'noopener,popup,left=0,top=0,width=480,height=640');
    }),
  ]);
  return popup;
}
