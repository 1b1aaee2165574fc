import { appendFile, writeFile } from 'node:fs/promises';
import { CHAINED_ROLE, ROLE_WITHOUT_MFA } from '../practice.ts';
import { textOf } from '../valet.ts';
import { expect, test } from './fixture/test.ts';
import { expectLive, openDetails, openRoles, press, row, switchWithCode, whoAmI } from './steps.ts';

const READ_ONLY = ':assumed-role/readonly/';
const TARGET = `${ROLE_WITHOUT_MFA}-session`;

/** Long-term keys as a person keeps them, in an order and with blanks of their own. */
const LONG_TERM =
  '# mine\n[mine]\naws_secret_access_key=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\naws_access_key_id   =   AKIAIOSFODNN7EXAMPLE\n\n';

const STARTS_PLAIN =
  '\n[profile plain]\nregion = eu-west-1\n[profile starts-plain]\nrole_arn = arn:aws:iam::333344445555:role/readonly\nsource_profile = plain\n';

test('a target is chosen; one that can not be is refused with the reason, and nothing is written', async ({
  launch,
  valet,
}) => {
  await writeFile(valet.credentialsPath, LONG_TERM, { mode: 0o600 });
  await appendFile(valet.configPath, STARTS_PLAIN);
  const desktop = await openRoles(launch, valet);
  const { page } = desktop;
  await openDetails(page, ROLE_WITHOUT_MFA);
  const writeTo = async (target: string): Promise<void> => {
    await page.getByRole('button', { name: 'Another profile…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Profile').fill(target);
    await dialog.getByRole('button', { name: 'Write' }).click();
  };
  const refusals: readonly (readonly [target: string, reason: RegExp])[] = [
    ['hub', /it has role_arn in .*config, line \d+/],
    ['ci', /a base key is kept under that name/],
    ['plain', /the role "starts-plain" would then start from/],
    ['mine', /long-term/i],
  ];
  for (const [target, reason] of refusals) {
    await writeTo(target);
    await expect(page.getByRole('alert').filter({ hasText: reason }).first()).toBeVisible();
    expect(await textOf(valet.credentialsPath)).toBe(LONG_TERM);
  }

  await writeTo(ROLE_WITHOUT_MFA);
  await expect(page.getByRole('dialog')).toContainText('AWS tools would not read it');
  await page.keyboard.press('Escape');

  await writeTo('work');
  await expect(page.getByRole('status').getByText(/as \[work\]/)).toBeVisible();
  expect((await whoAmI(valet, ['--profile', 'work'])).stdout).toContain(READ_ONLY);
  await page.getByRole('button', { name: 'Set as default' }).click();
  await expect(page.getByRole('status').getByText(/as \[default\]/)).toBeVisible();
  expect((await whoAmI(valet)).stdout).toContain(READ_ONLY);
  expect((await textOf(valet.credentialsPath)).startsWith(LONG_TERM)).toBe(true);

  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect.poll(() => textOf(valet.credentialsPath)).toBe(LONG_TERM);
});

test('a target that another program took over shows on the row, and is left alone', async ({
  launch,
  valet,
}) => {
  const desktop = await openRoles(launch, valet);
  const { page } = desktop;
  await press(page, ROLE_WITHOUT_MFA, /^Write/);
  await expectLive(page, ROLE_WITHOUT_MFA);
  const theirs = `[${TARGET}]\naws_access_key_id = ASIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\naws_session_token = AQoDYXdzEJr1K\n`;
  await writeFile(valet.credentialsPath, theirs);
  const found = await row(page, ROLE_WITHOUT_MFA);
  await expect(found.getByText('taken over')).toBeVisible();
  await expect.poll(() => desktop.tray.icon()).toBe('error');
  expect(await desktop.tray.tooltip()).toContain('taken over by another program');

  await press(page, ROLE_WITHOUT_MFA, /^Stop/);
  await expect(found.getByText('taken over')).toBeHidden();
  expect(await textOf(valet.credentialsPath)).toBe(theirs);
});

test('a role that AWS refuses is explained on the row, and nothing is written', async ({
  launch,
  valet,
}) => {
  const desktop = await openRoles(launch, valet);
  const { page } = desktop;
  await switchWithCode(page, valet, CHAINED_ROLE);
  const before = await textOf(valet.credentialsPath);
  await press(page, 'data-prod-broken', /^Write/);
  const found = await row(page, 'data-prod-broken');
  await expect(found.getByText('failed', { exact: true })).toBeVisible();
  await expect(found).toContainText('not authorized');
  expect(await textOf(valet.credentialsPath)).toBe(before);
});
