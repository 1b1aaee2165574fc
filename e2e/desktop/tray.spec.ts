import { appendFile, readFile } from 'node:fs/promises';
import { CHAINED_ROLE, ROLE_WITHOUT_MFA } from '../practice.ts';
import { textOf } from '../valet.ts';
import type { DesktopApp, MenuNode } from './fixture/desktop.ts';
import { expect, test } from './fixture/test.ts';
import { callLine, expectLive, openRoles, press, switchWithCode, whoAmI } from './steps.ts';

const READ_ONLY = ':assumed-role/readonly/';

async function itemsOf(desktop: DesktopApp, label: RegExp): Promise<readonly MenuNode[]> {
  const found = (await desktop.tray.items()).find((item) => label.test(item.label));
  return found?.items ?? [];
}

async function titles(desktop: DesktopApp): Promise<readonly string[]> {
  return (await desktop.notifications()).map(({ title }) => title);
}

test('a live role has its own menu: copy exports, copy a command, details', async ({
  launch,
  valet,
}) => {
  const desktop = await openRoles(launch, valet);
  await desktop.tray.click(/^222233334444/, 'readonly');
  await expect.poll(() => desktop.tray.icon()).toBe('active');

  await desktop.tray.click(/^● readonly/, 'Copy for sh, bash, zsh');
  await expect.poll(() => desktop.clipboard.text()).toContain('AWS_SESSION_TOKEN');
  await expect
    .poll(() => titles(desktop))
    .toContainEqual(expect.stringMatching(/^Copied shop-dev/));
  const script = `${await desktop.clipboard.text()}\n${callLine(valet)}`;
  const { stdout, stderr } = await valet.program('bash', ['-c', script]);
  expect(stdout, stderr).toContain(READ_ONLY);

  await desktop.tray.click(/^● readonly/, 'Copy a command');
  await expect
    .poll(() => desktop.clipboard.text())
    .toBe(` eval "$(role-valet env ${ROLE_WITHOUT_MFA})"`);

  await desktop.window.pressClose();
  await expect.poll(() => desktop.window.isVisible()).toBe(false);
  await desktop.tray.click(/^● readonly/, 'Open details');
  await expect.poll(() => desktop.window.isVisible()).toBe(true);
  await expect(desktop.page.getByRole('heading', { name: 'How it gets there' })).toBeVisible();
  await expect(desktop.page.getByText(`${ROLE_WITHOUT_MFA}-session`).first()).toBeVisible();
});

test('set as default asks by dialog where roles would start from it', async ({ launch, valet }) => {
  await appendFile(
    valet.configPath,
    '\n[profile leans-on-default]\nrole_arn = arn:aws:iam::333344445555:role/readonly\nsource_profile = default\n',
  );
  const desktop = await openRoles(launch, valet);
  await desktop.tray.click(/^222233334444/, 'readonly');
  await expect.poll(() => desktop.tray.icon()).toBe('active');

  await desktop.tray.click(/^● readonly/, 'Set as default');
  await expect
    .poll(async () => (await desktop.dialogs()).map(({ message }) => message))
    .toEqual([expect.stringContaining('leans-on-default')]);
  await desktop.answerDialog('Cancel');
  await expect.poll(() => desktop.dialogs()).toEqual([]);
  expect(await textOf(valet.credentialsPath)).not.toContain('[default]');

  await desktop.tray.click(/^● readonly/, 'Set as default');
  await expect.poll(async () => (await desktop.dialogs()).length).toBe(1);
  await desktop.answerDialog('Write');
  await expect.poll(() => textOf(valet.credentialsPath)).toContain('[default]');
  const { stdout, stderr } = await whoAmI(valet);
  expect(stdout, stderr).toContain(READ_ONLY);
  await expect
    .poll(async () =>
      (await itemsOf(desktop, /^● readonly/)).find(({ label }) => label === 'Is the default'),
    )
    .toMatchObject({ enabled: false, checked: true });

  await desktop.tray.click(/^● readonly/, 'Stop');
  await expect.poll(() => desktop.tray.icon()).toBe('idle');
  expect(await textOf(valet.credentialsPath)).not.toContain('aws_session_token');
});

test('Stop all ends every role; Quit ends the app within three seconds', async ({
  launch,
  valet,
}) => {
  const desktop = await openRoles(launch, valet);
  await switchWithCode(desktop.page, valet, CHAINED_ROLE);
  await desktop.tray.click(/^222233334444/, 'readonly');
  await expect.poll(() => desktop.tray.tooltip()).toMatch(/2 live, next ends in \d+ min/);
  await press(desktop.page, ROLE_WITHOUT_MFA, /^Copy exports/);
  await expect.poll(() => desktop.clipboard.text()).toContain('AWS_SESSION_TOKEN');
  expect(await readFile(valet.credentialsPath, 'utf8')).toContain(`[${CHAINED_ROLE}-session]`);

  await desktop.tray.click('Stop all');
  await expect.poll(() => desktop.tray.icon()).toBe('idle');
  await expect.poll(() => titles(desktop)).toContain('Stopped 2 roles');
  expect(await textOf(valet.credentialsPath)).not.toContain('aws_session_token');
  expect((await desktop.tray.items()).map(({ label }) => label)).not.toContain('Stop all');
  expect((await valet.run(['status'])).stdout).not.toContain(`${CHAINED_ROLE}-session`);

  const start = Date.now();
  await desktop.tray.click('Quit');
  expect(await desktop.exited).toBe(0);
  expect(Date.now() - start).toBeLessThan(3_000);
  expect(await desktop.clipboard.text()).toBe('');
});

test('what a click in the tray can not do is told by a notification that leads to the role', async ({
  launch,
  valet,
}) => {
  const desktop = await openRoles(launch, valet);
  await switchWithCode(desktop.page, valet, CHAINED_ROLE);
  await desktop.window.pressClose();
  await expect.poll(() => desktop.window.isVisible()).toBe(false);
  await desktop.tray.click(/^444455556666/, /auditor/);
  await expect.poll(() => titles(desktop)).toContainEqual(expect.stringMatching(/not authorized/));
  const index = (await titles(desktop)).findIndex((title) => /not authorized/.test(title));
  await desktop.clickNotification(index);
  await expect.poll(() => desktop.window.isVisible()).toBe(true);
  await expect(desktop.page.getByRole('heading', { name: 'auditor' })).toBeVisible();
  await expect(desktop.page.getByLabel('What went wrong')).toContainText('not authorized');
  await desktop.page.keyboard.press('Escape');
  await expectLive(desktop.page, CHAINED_ROLE);
});
