/** The effect of the content security policy in the app's own page, not its text. */
import type { Page } from '@playwright/test';
import { expect, test } from './fixture/test.ts';
import { NETWORK_TRIALS } from './network-trials.ts';
import {
  MARKUP_TRIALS,
  type Refusal,
  refusalOf,
  SCRIPT_TRIALS,
  type Trial,
} from './policy-trials.ts';

test.use({ pageProblems: 'expected' });

/** Runs a trial in the page, by its text: a function of the page can't be given as an argument. */
function run(page: Page, act: Trial['act']): Promise<Refusal> {
  return page.evaluate(`(${refusalOf})(${act})`);
}

const GROUPS = [
  ['no code but the app’s own runs', SCRIPT_TRIALS],
  ['no text becomes markup or style', MARKUP_TRIALS],
  ['nothing comes in and nothing goes out', NETWORK_TRIALS],
] as const;

for (const [what, trials] of GROUPS) {
  // The fixture adds: no request left the app.
  test(what, async ({ desktop }) => {
    const { page } = desktop;
    const url = page.url();
    for (const { name, by, act } of trials) {
      const { directives, title } = await run(page, act);
      expect.soft(directives, name).toEqual([by]);
      expect.soft(title, name).toBe('Role Valet');
    }
    expect(page.url()).toBe(url);
    // A form that was refused leaves Playwright waiting for its page, so no locator here.
    const heading = await page.evaluate(() => document.querySelector('h1')?.textContent);
    expect(heading).toBe('Welcome to Role Valet');
  });
}

test('what the app itself needs is not refused', async ({ desktop }) => {
  const { page } = desktop;
  const { directives, thrown } = await run(page, () => {
    const sheet = document.querySelector<HTMLLinkElement>('link[rel="stylesheet"]');
    const again = document.createElement('link');
    again.rel = 'stylesheet';
    again.href = sheet?.href ?? '';
    document.body.style.outline = '1px solid';
    document.head.append(again);
    return new Promise((resolve, reject) => {
      again.onload = resolve;
      again.onerror = () => reject(new Error('the style sheet was not loaded'));
    });
  });
  expect({ directives, thrown }).toEqual({ directives: [], thrown: undefined });
  await expect(page.locator('body')).toHaveCSS('outline-width', '1px');
  expect(desktop.problems()).toEqual([]);
});
