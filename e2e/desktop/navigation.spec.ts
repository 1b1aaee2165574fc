/** The page stays where it is, opens nothing, takes nothing in and is allowed nothing. */
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './fixture/test.ts';

test.use({ pageProblems: 'expected' });

const DOCUMENTATION = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html';

/** Targets that no page of ours may go to, whoever it was that changed it. */
const ELSEWHERE = [
  'https://example.com/',
  'https://docs.aws.amazon.com/IAM/',
  'file:///etc/passwd',
  'data:text/html,<h1>away</h1>',
];

async function expectStill(page: Page, url: string): Promise<void> {
  // Navigations that were refused leave Playwright waiting for their page, so no locator here.
  const seen = await page.evaluate(() => [
    location.href,
    document.querySelector('h1')?.textContent,
  ]);
  expect(seen).toEqual([url, 'Welcome to Role Valet']);
}

test.beforeEach(async ({ desktop }) => {
  await expect(desktop.page.getByRole('heading', { level: 1 })).toBeVisible();
});

test('the page goes nowhere', async ({ desktop }) => {
  const { page } = desktop;
  const url = page.url();
  for (const target of ELSEWHERE) {
    await page.evaluate((href) => {
      location.href = href;
    }, target);
    await expectStill(page, url);
    await page.evaluate((href) => location.replace(href), target);
    await expectStill(page, url);
  }
  await page.evaluate(() => {
    const refresh = document.createElement('meta');
    refresh.httpEquiv = 'refresh';
    refresh.content = '0; url=https://example.com/';
    document.head.append(refresh);
    const link = document.createElement('a');
    link.href = 'https://example.com/';
    document.body.append(link);
    link.click();
  });
  await expectStill(page, url);
  expect(await desktop.openedExternally()).toEqual([]);
});

test('a window is opened for nothing; pages of the AWS documentation open in the browser', async ({
  desktop,
}) => {
  const { page } = desktop;
  const url = page.url();
  const refused = [
    'https://example.com/',
    'http://docs.aws.amazon.com/IAM/',
    'https://docs.aws.amazon.com.example.com/',
    'https://user@docs.aws.amazon.com/',
    'https://docs.aws.amazon.com:8443/',
    'file:///etc/passwd',
    'javascript:document.title = "ran"',
    'about:blank',
    '',
  ];
  for (const target of refused) {
    await page.evaluate((href) => void window.open(href), target);
    await page.evaluate((href) => {
      const link = document.createElement('a');
      link.href = href;
      link.target = '_blank';
      document.body.append(link);
      link.click();
    }, target);
  }
  await page.evaluate((href) => void window.open(href), DOCUMENTATION);
  await expect.poll(() => desktop.openedExternally()).toEqual([DOCUMENTATION]);
  await expectStill(page, url);
  expect(await page.title()).toBe('Role Valet');
});

test('nothing is downloaded', async ({ desktop, valet }) => {
  const { page } = desktop;
  const url = page.url();
  for (const href of ['blob', '/index.html', 'data:text/plain,text']) {
    await page.evaluate((target) => {
      const link = document.createElement('a');
      link.href = target === 'blob' ? URL.createObjectURL(new Blob(['text'])) : target;
      link.download = 'text.txt';
      document.body.append(link);
      link.click();
    }, href);
  }
  const log = join(valet.home, 'log', 'role-valet.log');
  await expect
    .poll(async () => (await valet.program('grep', ['-c', 'a download was prevented', log])).stdout)
    .toBe('3\n');
  expect(desktop.problems().filter((problem) => problem.includes('download'))).toEqual([]);
  await expectStill(page, url);
});

test('every permission is denied', async ({ desktop }) => {
  const { page } = desktop;
  const answers = await page.evaluate(async () => {
    const name = (error: unknown): string => (error as Error).name;
    const { mediaDevices, clipboard, storage } = navigator;
    return {
      notification: await Notification.requestPermission(),
      camera: await mediaDevices.getUserMedia({ video: true }).catch(name),
      microphone: await mediaDevices.getUserMedia({ audio: true }).catch(name),
      clipboardRead: await clipboard.readText().catch(name),
      clipboardReadAll: await clipboard.read().catch(name),
      midi: await navigator.requestMIDIAccess().catch(name),
      isStoragePersistent: await storage.persist(),
      place: await new Promise((resolve) => {
        navigator.geolocation.getCurrentPosition(
          () => resolve('known'),
          ({ code, PERMISSION_DENIED }) => resolve(code === PERMISSION_DENIED ? 'denied' : code),
        );
      }),
    };
  });
  expect(answers).toEqual({
    notification: 'denied',
    camera: expect.stringMatching(/^(NotAllowed|NotFound)Error$/),
    microphone: expect.stringMatching(/^(NotAllowed|NotFound)Error$/),
    clipboardRead: 'NotAllowedError',
    clipboardReadAll: 'NotAllowedError',
    midi: expect.stringMatching(/^(NotAllowed|Security)Error$/),
    isStoragePersistent: false,
    place: 'denied',
  });
});
