import type { BrowserContext, Page } from '@playwright/test';
import { toAppUrl } from '../urls.ts';

/** What a page may ask Chromium for, and what Electron calls it. */
const PERMISSIONS: Readonly<Record<string, string>> = {
  notifications: 'notifications',
  geolocation: 'geolocation',
  camera: 'media',
  microphone: 'media',
  midi: 'midi',
  'clipboard-read': 'clipboard-read',
  'clipboard-write': 'clipboard-sanitized-write',
};

/**
 * Gives the page's origin what main's permission check allows. Chromium asks nobody when a page
 * wants something, so main is asked beforehand, once a window.
 */
export async function applyPermissions(
  context: BrowserContext,
  page: Page,
  isAllowed: (name: string, origin: string) => Promise<boolean>,
): Promise<void> {
  const { origin } = new URL(page.url());
  if (origin === 'null') return;
  const session = await context.newCDPSession(page);
  for (const [name, electronName] of Object.entries(PERMISSIONS)) {
    const setting = (await isAllowed(electronName, toAppUrl(`${origin}/`))) ? 'granted' : 'denied';
    await session.send('Browser.setPermission', { origin, permission: { name }, setting });
  }
  await session.detach();
}
