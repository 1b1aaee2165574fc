import { readdir, writeFile } from 'node:fs/promises';
import { ROLE_WITHOUT_MFA } from '../practice.ts';
import { textOf, type Valet } from '../valet.ts';
import { expect, test } from './fixture/test.ts';
import { expectLive, press, row, whoAmI } from './steps.ts';

const environment = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus' };

/** The key of the user without MFA in the plain file, as many people have theirs. */
async function withPlainKey(valet: Valet): Promise<string> {
  const key = valet.organisation.users.find(({ profile }) => profile === 'ci')?.keys[0];
  const text = `[ci]\naws_access_key_id = ${key?.accessKeyId}\naws_secret_access_key = ${key?.secretAccessKey}\n`;
  await writeFile(valet.credentialsPath, text, { mode: 0o600 });
  return text;
}

test('without a keychain the app works for this run, and keeps nothing', async ({
  launch,
  valet,
}) => {
  const before = await withPlainKey(valet);
  const desktop = await launch({ environment });
  const { page } = desktop;
  await expect.poll(() => desktop.tray.icon()).toBe('error');
  expect(await desktop.tray.tooltip()).toContain('keychain');
  await page.getByRole('button', { name: 'Show roles' }).click();
  await expect(await row(page, ROLE_WITHOUT_MFA)).toBeVisible();

  await desktop.tray.click('The keychain is not available...');
  await expect(page.getByRole('heading', { name: 'Keys' })).toBeVisible();
  await expect(page.getByText(/gnome-keyring/).first()).toBeVisible();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('status').getByText(/still not there/)).toBeVisible();
  await page.getByRole('button', { name: /^Go on without/ }).click();
  await expect(page.getByText('Going on without a keychain.')).toBeVisible();
  await expect.poll(() => desktop.tray.icon()).toBe('idle');

  await page.keyboard.press('Control+1');
  await press(page, ROLE_WITHOUT_MFA, /^Switch/);
  await expectLive(page, ROLE_WITHOUT_MFA);
  const { stdout, stderr } = await whoAmI(valet, ['--profile', `${ROLE_WITHOUT_MFA}-session`]);
  expect(stdout, stderr).toContain(':assumed-role/readonly/');
  expect((await textOf(valet.credentialsPath)).startsWith(before)).toBe(true);
  expect(await readdir(valet.home)).not.toContain('sessions');
  expect(await desktop.quit()).toBe(0);

  // The choice was for one run: the next one says again that there is no keychain.
  const again = await launch({ environment });
  await expect(again.page.getByRole('button', { name: /^Go on without/ })).toBeVisible();
});
