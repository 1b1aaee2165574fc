import { ROLE_WITHOUT_MFA } from '../practice.ts';
import { textOf } from '../valet.ts';
import { expect, test } from './fixture/test.ts';
import { expectLive, openRoles, press, row } from './steps.ts';

test('a session of seconds that can’t be renewed runs out: row, tray and one notification say so', async ({
  launch,
  valet,
}) => {
  valet.sts.faults.sessionSeconds = 5;
  const desktop = await openRoles(launch, valet);
  const { page } = desktop;
  await press(page, ROLE_WITHOUT_MFA, /^Switch/);
  await expectLive(page, ROLE_WITHOUT_MFA);
  valet.sts.faults.order('unavailable', 10_000);
  await expect.poll(() => desktop.tray.icon()).toBe('expiring');
  await desktop.window.pressClose();
  await expect
    .poll(async () => (await desktop.notifications()).map(({ title }) => title), {
      timeout: 15_000,
    })
    .toEqual([`${ROLE_WITHOUT_MFA} has ended`]);
  await expect.poll(() => desktop.tray.icon()).toBe('idle');
  // While it is tried again it says so instead.
  await expect
    .poll(async () => (await desktop.tray.items()).map(({ label }) => label))
    .toContainEqual(expect.stringMatching(/^readonly, 222233334444 — expired$/));
  // A dangling profile would be worse than one whose tools say "expired".
  expect(await textOf(valet.credentialsPath)).toContain(`[${ROLE_WITHOUT_MFA}-session]`);

  await desktop.clickNotification(0);
  await expect.poll(() => desktop.window.isVisible()).toBe(true);
  await expect(page.getByRole('heading', { name: 'readonly', exact: true })).toBeVisible();
  await expect(page.getByText(/answered HTTP 503/)).toBeVisible();
  await page.keyboard.press('Escape');
  const found = await row(page, ROLE_WITHOUT_MFA);
  await expect(found.getByText('expired')).toBeVisible();
  // STS is back, and so is the role, by itself.
  valet.sts.faults.clear();
  await expect.poll(() => desktop.tray.icon(), { timeout: 60_000 }).toBe('active');
  await expectLive(page, ROLE_WITHOUT_MFA);

  await press(page, ROLE_WITHOUT_MFA, /^Stop/);
  await expect.poll(() => textOf(valet.credentialsPath)).toBe('');
  expect(await desktop.notifications()).toHaveLength(1);
});

test('a session that was only copied runs out, and one click makes the next', async ({
  launch,
  valet,
}) => {
  valet.sts.faults.sessionSeconds = 4;
  const { page } = await openRoles(launch, valet);
  await press(page, ROLE_WITHOUT_MFA, /^Copy exports/);
  const found = await row(page, ROLE_WITHOUT_MFA);
  await expect(found.getByText('expired')).toBeVisible({ timeout: 20_000 });
  valet.sts.faults.clear();
  await press(page, ROLE_WITHOUT_MFA, /^Renew/);
  await expectLive(page, ROLE_WITHOUT_MFA);
});
