import { CHAINED_ROLE, ROLE_WITHOUT_MFA } from '../practice.ts';
import { expect, test } from './fixture/test.ts';
import { expectLive, giveCode, openDetails, openRoles, openTab, press, row } from './steps.ts';

const UNLOCK = /^Unlock security for the day/;

test('a base is unlocked from the tray for the day, and forgotten under Keys', async ({
  launch,
  valet,
}) => {
  const desktop = await openRoles(launch, valet);
  const { page } = desktop;
  const canUnlock = async (): Promise<boolean> =>
    (await desktop.tray.items()).some(({ label }) => UNLOCK.test(label));
  await desktop.window.pressClose();
  await expect.poll(() => desktop.window.isVisible()).toBe(false);
  await desktop.tray.click(UNLOCK);
  await expect.poll(() => desktop.window.isVisible()).toBe(true);
  await giveCode(page, valet);
  await expect.poll(canUnlock).toBe(false);

  // No role asks for a code now.
  await press(page, CHAINED_ROLE, /^Switch/);
  await expectLive(page, CHAINED_ROLE);

  await openTab(page, 'Keys');
  const key = page.getByRole('listitem', { name: 'security' });
  await expect(key).toContainText(/No code needed until .+, for 1[12] h/);
  await key.getByRole('button', { name: 'Forget MFA session' }).click();
  await expect(key).toContainText('The next role asks for a code.');
  await expect.poll(canUnlock).toBe(true);
  await key.getByRole('button', { name: 'Unlock for the day' }).click();
  await giveCode(page, valet);
  await expect(key).toContainText('No code needed until');
});

test('exports that renew open a URL, which the row says until the role is stopped', async ({
  launch,
  valet,
}) => {
  const desktop = await openRoles(launch, valet);
  const { page } = desktop;
  const link = async () =>
    (await row(page, ROLE_WITHOUT_MFA)).getByRole('img', { name: 'its URL is open' });
  await openDetails(page, ROLE_WITHOUT_MFA);
  await page.getByRole('button', { name: 'Copy exports that renew' }).click();
  await expect.poll(() => desktop.clipboard.text()).toContain('AWS_CONTAINER_CREDENTIALS_FULL_URI');
  expect(await desktop.clipboard.text()).not.toContain('AWS_SECRET_ACCESS_KEY=');
  await expect(page.getByText('programs that have it are renewed')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(await link()).toBeVisible();
  await press(page, ROLE_WITHOUT_MFA, /^Stop/);
  await expect(await link()).toHaveCount(0);
});
