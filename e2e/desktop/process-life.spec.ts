import { CHAINED_ROLE, freshCode, ROLE_WITHOUT_MFA, withBaseKey } from '../practice.ts';
import { textOf } from '../valet.ts';
import { expect, test } from './fixture/test.ts';
import {
  expectLive,
  givePracticeCode,
  openRoles,
  openTab,
  press,
  row,
  switchWithCode,
} from './steps.ts';

test('a closed window comes back with a second copy, which ends, and from the tray', async ({
  desktop,
}) => {
  await desktop.window.pressClose();
  await expect.poll(() => desktop.window.isVisible()).toBe(false);
  expect(await desktop.tray.tooltip()).toContain('Role Valet');
  const second = await desktop.startSecondCopy();
  expect(second.exitCode, second.output).toBe(0);
  await expect.poll(() => desktop.window.isVisible()).toBe(true);

  await desktop.window.pressClose();
  await expect.poll(() => desktop.window.isVisible()).toBe(false);
  await desktop.tray.click('Open Role Valet');
  await expect.poll(() => desktop.window.isVisible()).toBe(true);
});

test('Quit ends the process and clears a copied secret, unless something else was copied since', async ({
  launch,
  valet,
}) => {
  const desktop = await openRoles(launch, valet);
  await press(desktop.page, ROLE_WITHOUT_MFA, /^Copy exports/);
  await expect.poll(() => desktop.clipboard.text()).toContain('AWS_SESSION_TOKEN');
  await desktop.tray.click('Quit');
  expect(await desktop.exited).toBe(0);
  expect(await desktop.clipboard.text()).toBe('');

  const again = await launch();
  await press(again.page, ROLE_WITHOUT_MFA, /^Copy exports/);
  await expect.poll(() => again.clipboard.text()).toContain('AWS_SESSION_TOKEN');
  await again.clipboard.writeText('the user’s own');
  expect(await again.quit()).toBe(0);
  expect(await again.clipboard.text()).toBe('the user’s own');
});

test('after a kill sessions come back without a code, and the secret left behind is swept', async ({
  launch,
  valet,
}) => {
  const desktop = await openRoles(launch, valet);
  await switchWithCode(desktop.page, valet, CHAINED_ROLE);
  await press(desktop.page, CHAINED_ROLE, /^Copy exports/);
  await expect.poll(() => desktop.clipboard.text()).toContain('AWS_SESSION_TOKEN');
  await desktop.kill('SIGKILL');

  const again = await launch();
  await expectLive(again.page, CHAINED_ROLE);
  await expect.poll(() => again.clipboard.text()).toBe('');
  // The MFA session came back too: another role behind it wants no code.
  await press(again.page, 'shop-prod-deployer', /^Switch/);
  await expectLive(again.page, 'shop-prod-deployer');
  await again.kill('SIGTERM');
  expect(await again.exited).toBe(0);
});

test('the app and the command line see each other’s sessions', async ({ launch, valet }) => {
  const { page } = await openRoles(launch, valet);
  const code = await freshCode(valet);
  expect((await valet.run(['assume', CHAINED_ROLE, '--mfa-code', code])).code).toBe(0);
  await expectLive(page, CHAINED_ROLE);

  await press(page, 'shop-prod-readonly', /^Switch/);
  await expectLive(page, 'shop-prod-readonly');
  const callsBefore = valet.sts.calls.length;
  const env = await valet.run(['env', 'shop-prod-readonly', '--json']);
  expect(JSON.parse(env.stdout)).toHaveProperty('AWS_SESSION_TOKEN');
  // The app's session, not one of its own.
  expect(valet.sts.calls).toHaveLength(callsBefore);

  expect((await valet.run(['stop', 'shop-prod-readonly', '--yes'])).code).toBe(0);
  const found = await row(page, 'shop-prod-readonly');
  await expect(found.getByText(/left$/)).toHaveCount(0);
  expect(await textOf(valet.credentialsPath)).not.toContain('shop-prod-readonly');
});

test('practice works in memory where there is no keychain service', async ({ launch }) => {
  const { page } = await launch({
    environment: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus' },
  });
  await page.getByRole('button', { name: 'Practise' }).click();
  await press(page, CHAINED_ROLE, /^Switch/);
  await givePracticeCode(page);
  await expectLive(page, CHAINED_ROLE);
});

test('settings survive a restart; sessions don’t where the user wants none kept', async ({
  launch,
  valet,
}) => {
  await withBaseKey(valet, 'ci');
  const desktop = await openRoles(launch, valet);
  const { page } = desktop;
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByLabel('Theme').selectOption('dark');
  await page.getByRole('switch', { name: 'Keep sessions over a restart' }).click();
  await page.getByRole('button', { name: 'Roles' }).click();
  await press(page, ROLE_WITHOUT_MFA, /^Copy exports/);
  await expectLive(page, ROLE_WITHOUT_MFA);
  await desktop.quit();

  const again = await launch();
  await expect(again.page.locator('html')).toHaveAttribute('data-theme', 'dark');
  const found = await row(again.page, ROLE_WITHOUT_MFA);
  await expect(found.getByText(/left$/)).toHaveCount(0);
});

test('a quit stops every role, where the user wants none to outlive the app', async ({
  launch,
  valet,
}) => {
  const desktop = await openRoles(launch, valet);
  const { page } = desktop;
  await openTab(page, 'Settings');
  await page.getByRole('switch', { name: 'Stop all roles on quit' }).click();
  await openTab(page, 'Roles');
  await press(page, ROLE_WITHOUT_MFA, /^Switch/);
  await expectLive(page, ROLE_WITHOUT_MFA);
  expect(await textOf(valet.credentialsPath)).toContain('aws_session_token');
  expect(await desktop.quit()).toBe(0);
  expect(await textOf(valet.credentialsPath)).toBe('');
  expect((await valet.run(['status'])).stdout).not.toContain(ROLE_WITHOUT_MFA);
});
