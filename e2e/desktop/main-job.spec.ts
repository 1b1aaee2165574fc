import { writeFile } from 'node:fs/promises';
import { CHAINED_ROLE, CHAINED_ROLE_ARN, freshCode, ROLE_WITHOUT_MFA } from '../practice.ts';
import { textOf } from '../valet.ts';
import { expect, test } from './fixture/test.ts';
import {
  codeField,
  expectLive,
  giveCode,
  openRoles,
  press,
  question,
  switchWithCode,
  whoAmI,
} from './steps.ts';

test('a switch from the tray asks for the code in the window, and shows the time left', async ({
  launch,
  valet,
}) => {
  const desktop = await openRoles(launch, valet);
  await desktop.window.pressClose();
  await expect.poll(() => desktop.window.isVisible()).toBe(false);
  expect(await desktop.tray.icon()).toBe('idle');

  await desktop.tray.click(/^222233334444/, 'deployer');
  await expect.poll(() => desktop.window.isVisible()).toBe(true);
  await expect.poll(() => desktop.tray.icon()).toBe('needs-mfa');
  await giveCode(desktop.page, valet);
  await expect.poll(() => desktop.tray.icon()).toBe('active');
  expect(await desktop.tray.tooltip()).toMatch(/deployer.*\d+ min/);
  const labels = (await desktop.tray.items()).map(({ label }) => label);
  expect(labels.find((label) => label.startsWith('● '))).toMatch(/deployer.*(59|60) min/);
  await expect
    .poll(async () => (await desktop.notifications()).map(({ title }) => title))
    .toContainEqual(expect.stringContaining('[shop-dev-deployer-session]'));

  await desktop.tray.click(/^● /, /^Stop/);
  await expect.poll(() => desktop.tray.icon()).toBe('idle');
  expect(await textOf(valet.credentialsPath)).not.toContain('shop-dev-deployer');
});

for (const shell of ['sh', 'fish']) {
  test(`exports copied for ${shell} are the role in a real ${shell}`, async ({ launch, valet }) => {
    const desktop = await openRoles(launch, valet);
    const { page } = desktop;
    await desktop.page.getByRole('button', { name: 'Settings' }).click();
    await page.getByLabel('Copied credentials are for').selectOption(shell);
    await page.getByRole('button', { name: 'Roles' }).click();
    await press(page, ROLE_WITHOUT_MFA, /^Copy exports/);
    await expect(page.getByRole('status').getByText(/^Copied/)).toBeVisible();

    const script = `${await desktop.clipboard.text()}\naws --endpoint-url ${valet.sts.url} sts get-caller-identity --output text --query Arn`;
    const { stdout, stderr } = await valet.program(shell, ['-c', script], {
      environment: { AWS_PROFILE: 'stale' },
    });
    expect(stdout, stderr).toContain(':assumed-role/readonly/');
    expect(await desktop.clipboard.formats()).toContain('x-kde-passwordManagerHint');
  });
}

test('write, then the real AWS CLI with --profile; nothing else in the file changes', async ({
  launch,
  valet,
}) => {
  const own =
    '[mine]\r\n# a comment\r\naws_access_key_id=AKIAIOSFODNN7EXAMPLE\r\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\r\n';
  await writeFile(valet.credentialsPath, own, { mode: 0o600 });
  const desktop = await openRoles(launch, valet);
  await press(desktop.page, ROLE_WITHOUT_MFA, /^Write/);
  await expectLive(desktop.page, ROLE_WITHOUT_MFA);
  const { stdout, stderr } = await whoAmI(valet, ['--profile', `${ROLE_WITHOUT_MFA}-session`]);
  expect(stdout, stderr).toContain(':assumed-role/readonly/');
  expect((await textOf(valet.credentialsPath)).startsWith(own)).toBe(true);

  await press(desktop.page, ROLE_WITHOUT_MFA, /^Stop/);
  await expect.poll(() => textOf(valet.credentialsPath)).toBe(own);
});

test('one code serves two roles that wait for it', async ({ launch, valet }) => {
  const desktop = await openRoles(launch, valet);
  const { page } = desktop;
  await press(page, CHAINED_ROLE, /^Switch/);
  await expect(codeField(page)).toBeFocused();
  await desktop.tray.click(/^333344445555/, 'admin');
  await expect(question(page)).toContainText('two roles');
  await giveCode(page, valet);
  await expectLive(page, CHAINED_ROLE);
  await expectLive(page, 'shop-prod-admin');
  expect(valet.sts.calls.filter(({ action }) => action === 'GetSessionToken')).toHaveLength(1);
});

test('a wrong code and a spent one are told apart, and how long until the next', async ({
  launch,
  valet,
}) => {
  const desktop = await openRoles(launch, valet);
  const { page } = desktop;
  await press(page, CHAINED_ROLE, /^Switch/);
  await expect(codeField(page)).toBeFocused();
  const code = await freshCode(valet);
  await page.keyboard.type(code === '000000' ? '000001' : '000000');
  await expect(question(page)).toContainText(/not right|wrong|not accept/i);
  await codeField(page).fill(`${code.slice(0, 3)} ${code.slice(3)}`);
  await expectLive(page, CHAINED_ROLE);

  // Stopping the base forgets its MFA session, so the next role wants a code again.
  await valet.run(['stop', 'security', '--yes']);
  await press(page, 'shop-prod-admin', /^Switch/);
  await expect(codeField(page)).toBeFocused();
  await page.keyboard.type(code);
  await expect(question(page)).toContainText('used already');
  await expect(question(page)).toContainText(/in \d+ s/);
  await page.keyboard.press('Escape');
  await expect(question(page)).toBeHidden();
});

test('switches write one shared profile that a terminal keeps, where the user set it so', async ({
  launch,
  valet,
}) => {
  const desktop = await openRoles(launch, valet);
  const { page } = desktop;
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByLabel('A switch writes to').selectOption('shared');
  await page.getByRole('button', { name: 'Roles' }).click();
  await switchWithCode(page, valet, CHAINED_ROLE);
  expect((await whoAmI(valet, ['--profile', 'current'])).stdout).toContain(CHAINED_ROLE_ARN);
  await press(page, ROLE_WITHOUT_MFA, /^Switch/);
  await expectLive(page, ROLE_WITHOUT_MFA);
  expect((await whoAmI(valet, ['--profile', 'current'])).stdout).toContain(
    ':assumed-role/readonly/',
  );
});
