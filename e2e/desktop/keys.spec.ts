import { readFile } from 'node:fs/promises';
import { withBaseKey } from '../practice.ts';
import { expect, test } from './fixture/test.ts';
import { openTab, switchWithCode } from './steps.ts';

test('a key is added after AWS confirmed it, checked, and removed again', async ({
  desktop,
  valet,
}) => {
  const { page } = desktop;
  const key = valet.organisation.users.find(({ profile }) => profile === 'ci')?.keys[0];
  await page.getByRole('button', { name: 'Add a key' }).click();
  await page.getByRole('button', { name: 'Add a key' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/name/i).first().fill('ci');
  await dialog.getByLabel(/access key id/i).fill(key?.accessKeyId ?? '');
  const secret = dialog.getByLabel(/secret/i).first();
  await expect(secret).toHaveAttribute('type', 'password');

  // A secret that is not the key's is refused with AWS's reason, and has to be given again.
  await secret.fill('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY');
  await dialog.getByRole('button', { name: 'Check and add' }).click();
  await expect(dialog.getByRole('alert').first()).toContainText(/sign|secret|accept/i);
  await expect(secret).toHaveValue('');

  await secret.fill(key?.secretAccessKey ?? '');
  await dialog.getByRole('button', { name: 'Check and add' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText(key?.accessKeyId ?? '-')).toBeVisible();
  expect((await valet.run(['keys', 'list'])).stdout).toContain(key?.accessKeyId);

  await page.getByRole('button', { name: /^(Check|Verify)/ }).click();
  await expect(page.getByText(/automation\/ci/).first()).toBeVisible();
  await page.getByRole('button', { name: /^Remove/ }).click();
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: /^Remove/ })
    .click();
  await expect(page.getByText(key?.accessKeyId ?? '-')).toBeHidden();
  expect((await valet.run(['keys', 'list'])).stdout).toBe('');
});

test('a key that the command line adds shows up by itself after a look', async ({
  desktop,
  valet,
}) => {
  await withBaseKey(valet, 'ci');
  await desktop.emitPower('resume');
  await desktop.page.getByRole('button', { name: 'Show roles' }).click();
  await desktop.page.getByRole('button', { name: 'Keys' }).click();
  await expect(desktop.page.getByText(/AKIA/).first()).toBeVisible();
});

test('a key with an MFA device under a new name gets a profile, and its codes are asked for', async ({
  desktop,
  valet,
}) => {
  const { page } = desktop;
  const before = await readFile(valet.configPath, 'utf8');
  const user = valet.organisation.users.find(({ profile }) => profile === 'security');
  const serial = user?.mfaDevices[0]?.serial ?? '';
  await page.getByRole('button', { name: 'Add a key' }).click();
  await page.getByRole('button', { name: 'Add a key' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill('fresh');
  await dialog.getByLabel('Access key id').fill(user?.keys[0]?.accessKeyId ?? '');
  await dialog.getByLabel('Secret access key').fill(user?.keys[0]?.secretAccessKey ?? '');
  await dialog.getByLabel('MFA device').fill(serial);
  await dialog.getByRole('button', { name: 'Check and add' }).click();
  await expect(dialog).toBeHidden();
  const added = page.getByRole('listitem', { name: 'fresh' });
  await expect(added).toContainText('mfa/alex');
  const after = await readFile(valet.configPath, 'utf8');
  expect(after.startsWith(before.trimEnd())).toBe(true);
  expect(after).toContain(`[profile fresh]\nmfa_serial = ${serial}\n`);

  await openTab(page, 'Roles');
  await switchWithCode(page, valet, 'fresh');
  await openTab(page, 'Keys');
  await expect(added).toContainText(/No code needed until .+, for \d+ (h|min)/);
});
