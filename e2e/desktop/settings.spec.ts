import { CHAINED_ROLE, ROLE_WITHOUT_MFA } from '../practice.ts';
import { expect, test } from './fixture/test.ts';
import { expectLive, openRoles, openTab, press, switchWithCode } from './steps.ts';

test('settings take effect at once and survive a quit; so do sessions, without a second code', async ({
  launch,
  valet,
}) => {
  const desktop = await openRoles(launch, valet);
  const { page } = desktop;
  await switchWithCode(page, valet, CHAINED_ROLE);
  const background = (): Promise<string> =>
    page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await openTab(page, 'Settings');
  await page.getByLabel('Theme').selectOption('light');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  const light = await background();
  await page.getByLabel('Theme').selectOption('dark');
  await expect.poll(background).not.toBe(light);
  await page.getByLabel('Copied credentials are for').selectOption('fish');
  await page.getByLabel('A switch writes to').selectOption('shared');
  await page.getByLabel('Name of the shared profile').fill('everyday');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Name of the shared profile')).toHaveValue('everyday');
  await page.getByRole('button', { name: 'Quit Role Valet' }).click();
  expect(await desktop.exited).toBe(0);

  const again = await launch();
  await expectLive(again.page, CHAINED_ROLE);
  const codes = valet.sts.calls.filter(({ action }) => action === 'GetSessionToken');
  await press(again.page, 'shop-prod-deployer', /^Switch/);
  await expectLive(again.page, 'shop-prod-deployer');
  expect(valet.sts.calls.filter(({ action }) => action === 'GetSessionToken')).toEqual(codes);
  await press(again.page, ROLE_WITHOUT_MFA, /^Copy exports/);
  await expect.poll(() => again.clipboard.text()).toContain('set -gx AWS_SESSION_TOKEN');
  await openTab(again.page, 'Settings');
  await expect(again.page.getByLabel('Theme')).toHaveValue('dark');
  await expect(again.page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(again.page.getByLabel('Name of the shared profile')).toHaveValue('everyday');
  expect((await valet.run(['status'])).stdout).toContain('everyday');
});
