import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';
import { VERB_NAMES } from '../../electron/contract/names.ts';
import type { ShowRequest } from '../../electron/contract/show-request.ts';
import type { Snapshot } from '../../electron/contract/snapshot.ts';
import { SAMPLE_NOW, sampleSnapshot } from '../../electron/contract/testing/sample-snapshot.ts';
import { CONTENT_SECURITY_POLICY } from '../../electron/shell/content-security-policy.ts';
import { DISABLE_FEATURES } from '../stand-in/chromium-features.ts';
import { type FakeBridgeHandle, installFakeBridge, type SentVerb } from './fake-bridge.ts';
import { SAMPLE_ANSWERS } from './sample-answers.ts';

const ORIGIN = 'https://role-valet.localhost';
const BUILD =
  process.env.ROLE_VALET_WINDOW_BUILD ?? join(import.meta.dirname, '../../out/renderer');
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** All rules of axe that look at colours. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** Verbs that screens send when they open. */
const READS: readonly string[] = ['snapshot', 'findPlainKeys', 'examine', 'listChanges'];

export type Theme = 'light' | 'dark';

export interface OpenOptions {
  readonly snapshot?: Partial<Snapshot>;
  readonly theme?: Theme;
  readonly size?: { readonly width: number; readonly height: number };
  readonly answers?: Readonly<Record<string, unknown>>;
  /** Milliseconds that this machine's clock is behind AWS's. */
  readonly now?: number;
}

/** The built window in a real Chromium, with main played by the spec. */
export interface WindowPage {
  readonly page: Page;
  open(options?: OpenOptions): Promise<void>;
  /** Pushes the sample with these changes, and a newer revision. */
  push(changes: Partial<Snapshot>): Promise<void>;
  show(request: ShowRequest): Promise<void>;
  /** What verbs answer from now on; an array is one answer after the other. */
  answer(answers: Readonly<Record<string, unknown>>): Promise<void>;
  /** The verbs that were sent since the last call, without what screens read by themselves. */
  sent(): Promise<readonly SentVerb[]>;
  /** Fails if axe finds anything on what is shown; with `colours`, anything about its colours. */
  checkAccess(of?: 'colours'): Promise<void>;
  /** Puts a picture into the test's results: `roles-light`. */
  picture(name: string): Promise<void>;
}

type PageWindow = Window & { readonly fakeBridge: FakeBridgeHandle };

/** Playwright's test with the window as a fixture. Whatever the page complains about fails the test. */
export const test = base.extend<{ window: WindowPage }>({
  launchOptions: [
    { executablePath: '/usr/bin/chromium', args: ['--no-sandbox', DISABLE_FEATURES] },
    { scope: 'worker' },
  ],
  window: async ({ page }, use, testInfo) => {
    // Second tries are for tests with a keyring.
    if (testInfo.retry > 0) throw new Error('It failed before: see the first failure.');
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') {
        complaints.push(message.text());
      }
    });
    await page.context().route('**/*', async (route) => {
      const url = new URL(route.request().url());
      if (url.origin !== ORIGIN) {
        complaints.push(`The page asked for ${url.href}`);
        await route.abort();
        return;
      }
      const path = url.pathname === '/' ? '/index.html' : url.pathname;
      await route.fulfill({
        body: await readFile(join(BUILD, path)),
        headers: {
          'content-type': CONTENT_TYPES[extname(path)] ?? 'application/octet-stream',
          'content-security-policy': CONTENT_SECURITY_POLICY,
        },
      });
    });
    await use(windowPage(page, testInfo.outputPath.bind(testInfo)));
    if (page.url().startsWith(ORIGIN)) {
      const violations = await page.evaluate(
        () => (window as unknown as PageWindow).fakeBridge.violations,
      );
      expect([...complaints, ...violations]).toEqual([]);
    }
  },
});

export { expect };

function windowPage(page: Page, outputPath: (name: string) => string): WindowPage {
  let revision = 1;
  let base: Partial<Snapshot> = {};
  return {
    page,
    open: async ({ snapshot = {}, theme = 'light', size, answers = {}, now = SAMPLE_NOW } = {}) => {
      base = snapshot;
      await page.clock.setFixedTime(now);
      await page.setViewportSize(size ?? { width: 440, height: 680 });
      await page.emulateMedia({ colorScheme: theme });
      await page.addInitScript(installFakeBridge, {
        snapshot: sampleSnapshot(snapshot),
        verbNames: VERB_NAMES,
        answers: { ...SAMPLE_ANSWERS, ...answers },
      });
      await page.goto(`${ORIGIN}/`);
      await page.locator('main:not([aria-busy])').waitFor();
    },
    push: async (changes) => {
      revision += 1;
      base = { ...base, ...changes };
      await page.evaluate(
        (snapshot) => (window as unknown as PageWindow).fakeBridge.push(snapshot),
        sampleSnapshot({ ...base, revision }),
      );
    },
    show: (request) =>
      page.evaluate((wish) => (window as unknown as PageWindow).fakeBridge.show(wish), request),
    answer: (answers) =>
      page.evaluate((more) => {
        Object.assign((window as unknown as PageWindow).fakeBridge.answers, more);
      }, answers),
    sent: () =>
      page.evaluate(
        (reads) =>
          (window as unknown as PageWindow).fakeBridge.sent
            .splice(0)
            .filter(({ name }) => !reads.includes(name)),
        READS,
      ),
    checkAccess: async (of) => {
      const axe = new AxeBuilder({ page }).setLegacyMode();
      const { violations } = await (of === undefined ? axe : axe.withRules(COLOUR_RULES)).analyze();
      const found = violations.flatMap(({ id, help, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${target} ${failureSummary}`),
      );
      expect(found).toEqual([]);
    },
    picture: async (name) => {
      await page.screenshot({ path: outputPath(`${name}.png`), animations: 'disabled' });
    },
  };
}
