/** The built window in a real Chromium, main played by the specs' fake bridge, and bare pages beside it. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { type Browser, type CDPSession, chromium, type Page } from '@playwright/test';
import { installFakeBridge } from '../../../e2e/window/fake-bridge.ts';
import { SAMPLE_ANSWERS } from '../../../e2e/window/sample-answers.ts';
import { VERB_NAMES } from '../../../electron/contract/names.ts';
import type { Snapshot } from '../../../electron/contract/snapshot.ts';
import { CONTENT_SECURITY_POLICY } from '../../../electron/shell/content-security-policy.ts';
import type { Result } from '../types.ts';
import { installPageMarks } from './page-marks.ts';

const ORIGIN = 'https://role-valet.localhost';
const BUILD = join(import.meta.dirname, '../../../out/renderer');
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

/** A Chromium of the run's own. */
export interface BenchBrowser {
  /** The built window, its list drawn, with the marks of `page-marks.ts` in it. */
  openWindow(snapshot: Snapshot): Promise<Page>;
  /** A page with this body, the same bridge and the same marks: the floor. */
  openBare(snapshot: Snapshot, body: string): Promise<Page>;
  close(): Promise<void>;
}

/** Where the browser is, as the stand-in has it. */
const CHROMIUM = process.env.ROLE_VALET_CHROMIUM ?? '/usr/bin/chromium';

/** Why the window can't be measured on this machine; undefined where it can. */
export function whyNoChromium(): string | undefined {
  if (!existsSync(CHROMIUM)) return `there is no Chromium at ${CHROMIUM}`;
  return existsSync(BUILD) ? undefined : 'the app is not built: npm run build';
}

/**
 * Runs `work` with a Chromium that ends with it; tells why not where this machine has none.
 */
export async function withBenchBrowser(
  target: string,
  work: (browser: BenchBrowser) => Promise<Result | readonly Result[]>,
): Promise<Result | readonly Result[]> {
  const notMeasured = whyNoChromium();
  if (notMeasured !== undefined) return { target, notMeasured };
  const browser = await openBenchBrowser();
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}

/**
 * Starts Chromium. Frames are drawn as soon as there is something to draw, not when a display of 60 Hz
 * would want the next one: waiting for that costs up to 16.7 ms whatever a page does. Throws where
 * there is no Chromium.
 */
async function openBenchBrowser(): Promise<BenchBrowser> {
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      '--disable-frame-rate-limit',
      '--disable-gpu-vsync',
      '--host-resolver-rules=MAP * ~NOTFOUND',
    ],
  });
  return {
    openWindow: async (snapshot) => {
      const page = await openPage(browser, snapshot);
      await page.goto(`${ORIGIN}/`);
      await page.locator('[data-profile]').first().waitFor();
      return page;
    },
    openBare: async (snapshot, body) => {
      const page = await openPage(browser, snapshot, body);
      await page.goto(`${ORIGIN}/`);
      return page;
    },
    close: () => browser.close(),
  };
}

/** A page in a context of its own: beside others of one context it would get a frame a second. */
async function openPage(browser: Browser, snapshot: Snapshot, body?: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 440, height: 680 } });
  await context.route('**/*', async (route) => {
    const { pathname } = new URL(route.request().url());
    const path = pathname === '/' ? '/index.html' : pathname;
    await route.fulfill({
      body:
        path === '/index.html' && body !== undefined
          ? `<!doctype html><html lang="en"><title>Bare</title><body>${body}</body></html>`
          : await readFile(join(BUILD, path)),
      headers: {
        'content-type': CONTENT_TYPES[extname(path)] ?? 'application/octet-stream',
        'content-security-policy': CONTENT_SECURITY_POLICY,
      },
    });
  });
  const page = await context.newPage();
  await page.addInitScript(installFakeBridge, {
    snapshot,
    verbNames: VERB_NAMES,
    answers: SAMPLE_ANSWERS,
  });
  await page.addInitScript(installPageMarks);
  return page;
}

/** What a page holds after its garbage was collected. */
export interface PageMemory {
  readonly heapMegabytes: number;
  readonly nodes: number;
}

/** Collects the page's garbage and looks what is left. */
export async function pageMemory(session: CDPSession): Promise<PageMemory> {
  await session.send('Performance.enable');
  // What is only reachable from finalizers goes with the second one.
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const value = (name: string): number =>
    metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
  return { heapMegabytes: value('JSHeapUsedSize') / 1e6, nodes: value('Nodes') };
}
