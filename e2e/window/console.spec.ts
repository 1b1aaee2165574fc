import { BASES, WITH_CONSOLE } from './access.fixture.ts';
import { done, failed, testScenes } from './scenes.ts';
import { intoView, openRole, press } from './surgery-steps.fixture.ts';
import { expect, test } from './window-page.ts';

const OPENED = done('The console is open as staging-deployer until 09:42');
const HOME = { service: '', isReadOnly: false };

testScenes([
  {
    name: 'roles-console',
    snapshot: { roles: WITH_CONSOLE },
    arrange: ({ page }) => page.locator('[data-profile="prod-admin"]').hover(),
  },
  {
    name: 'role-console',
    snapshot: { roles: WITH_CONSOLE },
    arrange: async (window) => {
      await openRole(window);
      await intoView(window, /AWS console/);
      await window.page.getByLabel('Service').fill('ec2');
      await window.page.getByText('Read-only', { exact: true }).click();
    },
  },
  { name: 'roles-bases', snapshot: { roles: BASES } },
  {
    name: 'base-no-console',
    snapshot: { roles: BASES },
    arrange: async (window) => {
      await openRole(window, 'ana');
      await intoView(window, /AWS console/);
    },
  },
]);

test('the console opens at a service, read-only, by keyboard alone', async ({ window }) => {
  await window.open({ snapshot: { roles: WITH_CONSOLE }, answers: { openConsole: OPENED } });
  await openRole(window);
  const { page } = window;
  const service = page.getByRole('combobox', { name: 'Service' });
  await service.focus();
  await page.keyboard.type('cloudformation ');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('switch', { name: 'Read-only' })).toBeFocused();
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: 'until 09:42' })).toBeVisible();
  expect((await window.sent()).filter(({ name }) => name === 'openConsole')).toEqual([
    {
      name: 'openConsole',
      parameters: ['staging-deployer', { service: 'cloudformation', isReadOnly: true }],
    },
  ]);
});

test('one click, in the details or on a row, and one key open its home', async ({ window }) => {
  await window.open({ snapshot: { roles: WITH_CONSOLE }, answers: { openConsole: OPENED } });
  const { page } = window;
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('o');
  await page.getByRole('button', { name: 'Open the console as' }).first().click();
  await openRole(window, 'hub');
  await press(window, 'Open the console’s home');
  expect((await window.sent()).filter(({ name }) => name === 'openConsole')).toEqual([
    { name: 'openConsole', parameters: ['prod-readonly', HOME] },
    { name: 'openConsole', parameters: ['prod-readonly', HOME] },
    { name: 'openConsole', parameters: ['hub', HOME] },
  ]);
});

test('a role with policies of its own has no read-only switch', async ({ window }) => {
  const [role] = WITH_CONSOLE.filter(({ profile }) => profile === 'hub');
  if (role === undefined) throw new Error('the sample has no hub');
  await window.open({ snapshot: { roles: [{ ...role, console: { canBeReadOnly: false } }] } });
  await openRole(window, 'hub');
  await expect(window.page.getByRole('button', { name: 'Open console' })).toBeVisible();
  await expect(window.page.getByRole('switch', { name: 'Read-only' })).toHaveCount(0);
});

test('a base with a key says why it opens none; other bases open theirs', async ({ window }) => {
  await window.open({ snapshot: { roles: BASES } });
  const { page } = window;
  await expect(page.locator('[data-profile="dev"]')).toContainText('SSO (IAM Identity Center)');
  await expect(page.locator('[data-profile="vault"]')).toContainText('credential_process');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Home');
  await page.keyboard.press('o');
  await expect(page.getByRole('alert')).toContainText('Pick a role that starts from it');
  await openRole(window, 'ana');
  await expect(page.getByRole('region', { name: 'AWS console' })).toContainText('no long-term key');
  await expect(page.getByRole('button', { name: /Open (the )?console/ })).toHaveCount(0);
  await openRole(window, 'dev');
  await expect(page.getByText('where chains start: SSO (IAM Identity Center)')).toBeVisible();
  await press(window, 'Open console');
  expect((await window.sent()).filter(({ name }) => name === 'openConsole')).toEqual([
    { name: 'openConsole', parameters: ['dev', HOME] },
  ]);
});

test('what goes wrong is told, and the form stays', async ({ window }) => {
  await window.open({
    snapshot: { roles: WITH_CONSOLE },
    answers: { openConsole: failed('USAGE', '"e c 2" is not a service', 'Give one such as ec2.') },
  });
  await openRole(window);
  await window.page.getByLabel('Service').fill('e c 2');
  await window.page.keyboard.press('Enter');
  await expect(
    window.page.getByRole('alert').filter({ hasText: 'is not a service' }),
  ).toBeVisible();
  await expect(window.page.getByLabel('Service')).toHaveValue('e c 2');
});
