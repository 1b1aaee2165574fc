/** Ends that nobody planned: of the page, of main, and in the middle of something. */
import { CHAINED_ROLE, ROLE_WITHOUT_MFA } from '../practice.ts';
import { expect, test } from './fixture/test.ts';
import { expectLive, giveCode, openRoles, press, row, searchBox } from './steps.ts';

test('a page that crashes comes back by itself, with everything that was live', async ({
  launch,
  valet,
}) => {
  const desktop = await openRoles(launch, valet);
  const { page } = desktop;
  await press(page, ROLE_WITHOUT_MFA, /^Copy exports/);
  await expectLive(page, ROLE_WITHOUT_MFA);

  const session = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  // Nobody is left to answer this.
  session.send('Page.crash').catch(() => undefined);
  await crashed;
  // For a moment there is no window at all.
  await expect(() => expect(desktop.page === page).toBe(false)).toPass();
  const again = await desktop.openPage();
  await expectLive(again, ROLE_WITHOUT_MFA);
  expect(await desktop.window.isVisible()).toBe(true);
  expect(await desktop.tray.icon()).toBe('active');
  await press(again, ROLE_WITHOUT_MFA, /^Stop/);
  await expect(await row(again, ROLE_WITHOUT_MFA)).not.toContainText('left');
});

test('killed in the middle of switches, the next start has a whole store and goes on', async ({
  launch,
  valet,
}) => {
  const desktop = await openRoles(launch, valet);
  await press(desktop.page, CHAINED_ROLE, /^Switch/);
  await giveCode(desktop.page, valet);
  await expectLive(desktop.page, CHAINED_ROLE);
  for (const profile of ['shop-prod-deployer', 'shop-prod-readonly', ROLE_WITHOUT_MFA]) {
    const found = await row(desktop.page, profile);
    await found.click();
    await desktop.page.keyboard.press('Enter');
  }
  await desktop.kill('SIGKILL');

  const again = await launch();
  await expect(searchBox(again.page)).toBeFocused();
  await expectLive(again.page, CHAINED_ROLE);
  await press(again.page, 'shop-prod-deployer', /^(Switch|Stop)/);
  await expect(again.page.getByRole('status').getByText('shop-prod-deployer')).toBeVisible();
  // Not one lock, half-written file or damaged store of the killed one is left to tell of.
  await expect(again.page.getByRole('alert')).toBeEmpty();
  const credentials = await valet.program('aws', ['configure', 'list-profiles']);
  expect(credentials.code, credentials.stderr).toBe(0);
});

test('ended by the system, it clears the copied secret and leaves in order', async ({
  launch,
  valet,
}) => {
  const desktop = await openRoles(launch, valet);
  await press(desktop.page, ROLE_WITHOUT_MFA, /^Copy exports/);
  await expect.poll(() => desktop.clipboard.text()).toContain('AWS_SESSION_TOKEN');
  await desktop.kill('SIGTERM');
  expect(await desktop.exited).toBe(0);
  expect(await desktop.clipboard.text()).toBe('');
});
