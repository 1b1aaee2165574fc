import { CHAINED_ROLE } from '../practice.ts';
import { expect, test } from './fixture/test.ts';
import { codeField, expectLive, giveCode, openRoles, press, question, row } from './steps.ts';

const ADMIN = 'shop-prod-admin';

test('a question that is put away lets go of all who wait, sends nothing, and comes back when asked', async ({
  launch,
  valet,
}) => {
  const desktop = await openRoles(launch, valet);
  const { page } = desktop;
  await press(page, CHAINED_ROLE, /^Switch/);
  await expect(codeField(page)).toBeFocused();
  await expect(question(page)).toContainText('mfa/alex · 111122223333');
  await desktop.tray.click(/^333344445555/, 'admin');
  await expect(question(page)).toContainText('One code for two roles');
  const calls = valet.sts.calls.length;
  await question(page).getByRole('button', { name: 'Cancel' }).click();
  await expect(question(page)).toBeHidden();
  await expect.poll(() => desktop.tray.icon()).toBe('idle');
  await expect(page.getByText('Nothing live')).toBeVisible();
  expect(valet.sts.calls.length).toBe(calls);
  // A person who says no knows it: nobody is told of a failure.
  await expect((await row(page, CHAINED_ROLE)).getByText('failed')).toHaveCount(0);
  expect(await desktop.notifications()).toEqual([]);

  await press(page, ADMIN, /^Switch/);
  await giveCode(page, valet);
  await expectLive(page, ADMIN);
});

test('a question stays while the window is hidden; the tray leads back to it', async ({
  launch,
  valet,
}) => {
  const desktop = await openRoles(launch, valet);
  const { page } = desktop;
  await press(page, CHAINED_ROLE, /^Switch/);
  await expect(codeField(page)).toBeFocused();
  await desktop.window.pressClose();
  await expect.poll(() => desktop.window.isVisible()).toBe(false);
  await expect.poll(() => desktop.tray.icon()).toBe('needs-mfa');
  expect(await desktop.tray.tooltip()).toMatch(/needs an MFA code/);
  await desktop.tray.click(/^Enter MFA code for/);
  await expect.poll(() => desktop.window.isVisible()).toBe(true);
  await giveCode(page, valet);
  await expectLive(page, CHAINED_ROLE);
});

test('after too many wrong codes it gives up and says so; the next try is a fresh one', async ({
  launch,
  valet,
}) => {
  const desktop = await openRoles(launch, valet);
  const { page } = desktop;
  const wrong = ['100001', '100002', '100003', '100004'];
  await press(page, CHAINED_ROLE, /^Switch/);
  await expect(codeField(page)).toBeFocused();
  for (const [index, code] of wrong.entries()) {
    await expect(codeField(page)).toHaveAttribute('aria-busy', 'false');
    await page.keyboard.type(code);
    await expect
      .poll(() => valet.sts.calls.filter(({ action }) => action === 'GetSessionToken').length)
      .toBe(index + 1);
  }
  await expect(question(page)).toBeHidden();
  const found = await row(page, CHAINED_ROLE);
  await expect(found.getByText('failed', { exact: true })).toBeVisible();
  await expect(found).toContainText(/MFA/);

  await press(page, CHAINED_ROLE, /^Switch/);
  await giveCode(page, valet);
  await expectLive(page, CHAINED_ROLE);
});
