import { CHAINED_ROLE, CHAINED_ROLE_ARN, withBaseKey } from '../practice.ts';
import { textOf } from '../valet.ts';
import { expect, test } from './fixture/test.ts';
import { giveCode, question, searchBox, whoAmI } from './steps.ts';

test('from the welcome to the last stop without a pointer', async ({ launch, valet }) => {
  await withBaseKey(valet, 'security');
  const desktop = await launch();
  const { page } = desktop;
  const press = (key: string): Promise<void> => page.keyboard.press(key);
  /** Tab until an element of that name has the focus. */
  const tabTo = async (name: string | RegExp): Promise<void> => {
    await expect(async () => {
      await press('Tab');
      await expect(page.getByRole('button', { name }).first()).toBeFocused({ timeout: 50 });
    }).toPass({ intervals: [0], timeout: 10_000 });
  };

  await expect(page.getByRole('heading', { name: 'Welcome to Role Valet' })).toBeVisible();
  await tabTo('Show roles');
  await press('Enter');
  await expect(searchBox(page)).toBeFocused();

  await page.keyboard.type('222233334444 deployer');
  await press('Enter');
  await giveCode(page, valet);
  await expect(question(page)).toBeHidden();
  await expect(page.getByText('1 live')).toBeVisible();
  expect(await textOf(valet.credentialsPath)).toContain(`[${CHAINED_ROLE}-session]`);

  await press('ArrowDown');
  await press('c');
  await expect.poll(() => desktop.clipboard.text()).toContain('AWS_SESSION_TOKEN');
  await press('w');
  await expect(
    page.getByRole('status').getByText(/as \[shop-dev-deployer-session\]/),
  ).toBeVisible();
  const who = await whoAmI(valet, ['--profile', `${CHAINED_ROLE}-session`]);
  expect(who.stdout, who.stderr).toContain(CHAINED_ROLE_ARN);

  await press('?');
  await expect(page.getByRole('dialog')).toContainText('Enter');
  await press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await press('i');
  await expect(page.getByRole('heading', { name: 'How it gets there' })).toBeVisible();
  await press('Escape');
  await expect(page.getByRole('heading', { name: 'How it gets there' })).toBeHidden();

  await press('Control+5');
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  await press('Control+4');
  await expect(page.getByRole('heading', { name: 'Activity' })).toBeVisible();
  await press('Control+3');
  await expect(page.getByRole('heading', { name: 'Doctor' })).toBeVisible();
  await press('Control+2');
  await expect(page.getByRole('heading', { name: 'Keys' })).toBeVisible();
  await press('Control+1');
  await expect(searchBox(page)).toBeFocused();

  await press('ArrowDown');
  await press('s');
  await expect(page.getByText('Nothing live')).toBeVisible();
  expect(await textOf(valet.credentialsPath)).toBe('');
  await press('/');
  await press('Escape');
  await expect(searchBox(page)).toHaveValue('');
  await press('Escape');
  await expect.poll(() => desktop.window.isVisible()).toBe(false);
});

test('a key is added and a role is made by keyboard alone', async ({ desktop, valet }) => {
  const { page } = desktop;
  const key = valet.organisation.users.find(({ profile }) => profile === 'ci')?.keys[0];
  const type = async (text: string): Promise<void> => {
    await page.keyboard.type(text);
    await page.keyboard.press('Tab');
  };
  await expect(page.getByRole('heading', { name: 'Welcome to Role Valet' })).toBeVisible();
  await page.keyboard.press('Control+2');
  await expect(page.getByRole('heading', { name: 'Keys' })).toBeVisible();
  await expect(async () => {
    await page.keyboard.press('Tab');
    await expect(page.getByRole('button', { name: 'Add a key' })).toBeFocused({ timeout: 50 });
  }).toPass({ intervals: [0], timeout: 10_000 });
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog').getByLabel('Name', { exact: true })).toBeFocused();
  await type('ci');
  await type(key?.accessKeyId ?? '');
  await page.keyboard.type(key?.secretAccessKey ?? '');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByText(key?.accessKeyId ?? '-')).toBeVisible();

  await page.keyboard.press('Control+n');
  await expect(page.getByLabel('Profile name')).toBeFocused();
  await type('typed-in');
  await type('arn:aws:iam::333344445555:role/readonly');
  await page.keyboard.type('ci');
  // The first Enter takes the proposal, the second one sends the form.
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Source profile')).toHaveValue('ci');
  await page.keyboard.press('Enter');
  await expect(page.getByText('[profile typed-in] added')).toBeVisible();
  await page.keyboard.press('Control+1');
  await expect(searchBox(page)).toBeFocused();
  await page.keyboard.type('typed-in');
  await page.keyboard.press('Enter');
  await expect(page.getByText('1 live')).toBeVisible();
});
