import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { CHAINED_ROLE, freshCode } from '../practice.ts';
import type { DesktopApp } from './fixture/desktop.ts';
import { expect, test } from './fixture/test.ts';
import { codeField, expectLive, press, question, searchBox } from './steps.ts';

const PICTURES = join(import.meta.dirname, '..', '..', 'test-results', 'pictures');
const THEMES = ['light', 'dark'] as const;

async function expectNoBarriers(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${id}: ${target}`),
  );
  expect(found).toEqual([]);
}

/** In each theme: axe finds nothing, and a picture is kept. */
async function keepScreen(desktop: DesktopApp, name: string): Promise<void> {
  for (const theme of THEMES) {
    await desktop.setColorScheme(theme);
    await desktop.page.screenshot({
      path: join(PICTURES, `${name}-${theme}.png`),
      animations: 'disabled',
    });
    await expectNoBarriers(desktop.page);
  }
}

async function keepTray(desktop: DesktopApp, name: string): Promise<void> {
  if (desktop.runtime === 'electron') return;
  for (const theme of THEMES) {
    await desktop.setColorScheme(theme);
    await desktop.tray.open();
    await desktop.tray.screenshot(join(PICTURES, `tray-${name}-${theme}.png`));
    await desktop.tray.close();
  }
}

async function practiceCode(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'practice device' }).click();
  const code = await page.getByLabel('Code of the practice device').textContent();
  await codeField(page).fill(code ?? '');
}

test('every screen in both themes, with what axe says of it', async ({ launch }) => {
  test.setTimeout(240_000);
  const desktop = await launch({ scaleFactor: 2 });
  const { page } = desktop;
  await keepScreen(desktop, 'first-run');
  await page.getByRole('button', { name: 'Practise' }).click();
  await expect(searchBox(page)).toBeFocused();
  await keepTray(desktop, 'idle');
  await press(page, CHAINED_ROLE, /^Switch/);
  await expect(question(page)).toBeVisible();
  await keepScreen(desktop, 'mfa');
  await practiceCode(page);
  await expectLive(page, CHAINED_ROLE);
  for (const profile of ['shop-prod-readonly', 'shop-dev-readonly']) {
    await press(page, profile, /^Switch/);
    await expectLive(page, profile);
  }
  await press(page, 'data-prod-broken', /^(Hold|Switch)/);
  await searchBox(page).fill('');
  await page.reload();
  await expect(searchBox(page)).toBeFocused();
  await keepScreen(desktop, 'roles');
  await keepTray(desktop, 'active');
  await press(page, CHAINED_ROLE, /^Details/);
  await expect(page.getByRole('heading', { name: 'How it gets there' })).toBeVisible();
  await keepScreen(desktop, 'role-detail');
  await page.keyboard.press('Control+n');
  await expect(page.getByLabel('Role ARN')).toBeVisible();
  await keepScreen(desktop, 'role-form');
  await page.getByRole('button', { name: 'Keys' }).click();
  await expect(page.getByText(/AKIA/).first()).toBeVisible();
  await keepScreen(desktop, 'keys');
  await page.getByRole('button', { name: 'Doctor' }).click();
  await expect(page.getByText('Nothing is wrong').first()).toBeVisible();
  await keepScreen(desktop, 'doctor');
  await page.getByRole('button', { name: 'Activity' }).click();
  await expect(page.getByRole('heading', { name: 'Activity' })).toBeVisible();
  await keepScreen(desktop, 'activity');
  await page.getByRole('button', { name: 'Settings' }).click();
  await expect(page.getByLabel('Theme')).toBeVisible();
  await keepScreen(desktop, 'settings');
});

test('what window and tray say where there is no keychain', async ({ launch }) => {
  const environment = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus' };
  const desktop = await launch({ environment, scaleFactor: 2 });
  await expect(desktop.page.getByRole('button', { name: /^Go on without/ })).toBeVisible();
  await keepScreen(desktop, 'no-keychain');
  await expect.poll(() => desktop.tray.icon()).toBe('error');
  await keepTray(desktop, 'error');
});

test('the tray while a session is about to end, and while a code is wanted', async ({
  launch,
  valet,
}) => {
  valet.sts.faults.sessionSeconds = 600;
  const desktop = await launch();
  const { page } = desktop;
  const user = valet.organisation.users.find(({ profile }) => profile === 'security');
  const key = user?.keys[0];
  await valet.run(['keys', 'add', 'security'], {
    input: `${key?.accessKeyId}\n${key?.secretAccessKey}\n`,
  });
  await desktop.emitPower('resume');
  await page.getByRole('button', { name: 'Show roles' }).click();
  await press(page, CHAINED_ROLE, /^Switch/);
  await expect.poll(() => desktop.tray.icon()).toBe('needs-mfa');
  await keepTray(desktop, 'needs-mfa');
  await codeField(page).fill(await freshCode(valet));
  await expectLive(page, CHAINED_ROLE);
  await expect.poll(() => desktop.tray.icon()).toBe('expiring');
  await keepTray(desktop, 'expiring');
});
