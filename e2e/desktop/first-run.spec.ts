import { existsSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { CHAINED_ROLE, ROLE_WITHOUT_MFA } from '../practice.ts';
import { textOf, type Valet } from '../valet.ts';
import { expect, test } from './fixture/test.ts';
import { expectLive, givePracticeCode, keychainItems, press, row } from './steps.ts';

/** Practice folders that are there now. */
async function practiceFolders(valet: Valet): Promise<readonly string[]> {
  const names = await readdir(join(valet.folder, 'tmp'));
  return names.filter((name) => name.startsWith('role-valet'));
}

function welcome(page: Page) {
  return page.getByRole('heading', { name: 'Welcome to Role Valet' });
}

test('on a bare machine: what was found, a session in practice, and nothing of it is left', async ({
  launch,
  valet,
}) => {
  await rm(dirname(valet.configPath), { recursive: true });
  const itemsBefore = await keychainItems(valet);
  const desktop = await launch();
  const { page } = desktop;
  await expect(welcome(page)).toBeVisible();
  await expect(page.getByText('No config file yet')).toContainText(valet.configPath);
  await expect(page.getByText('No roles yet')).toBeVisible();
  await expect(page.getByText('No key in the keychain yet')).toBeVisible();

  await page.getByRole('button', { name: 'Practise' }).click();
  await press(page, CHAINED_ROLE, /^Switch/);
  await givePracticeCode(page);
  await expectLive(page, CHAINED_ROLE);
  // The ring counts: an hour is just under way.
  await expect((await row(page, CHAINED_ROLE)).getByText(/^(1h|5\dm)$/)).toBeVisible();
  await expect(page.getByText(/^next ends in (59|60) min$|^next ends in 1 h$/)).toBeVisible();
  expect(await practiceFolders(valet)).toHaveLength(1);
  expect((await keychainItems(valet)).length).toBeGreaterThan(itemsBefore.length);

  expect(await desktop.quit()).toBe(0);
  expect(await practiceFolders(valet)).toEqual([]);
  expect(await keychainItems(valet)).toEqual(itemsBefore);
  expect(existsSync(dirname(valet.configPath))).toBe(false);

  // Practising is not acting: the welcome is still there for the user's own roles.
  const again = await launch();
  await expect(welcome(again.page)).toBeVisible();
});

test('practice is left as it was entered, and a terminal can come along', async ({
  desktop,
  valet,
}) => {
  const { page } = desktop;
  await expect(page.getByText('11 roles in 4 accounts')).toBeVisible();
  const before = await readFile(valet.configPath, 'utf8');
  await page.getByRole('button', { name: 'Practise' }).click();
  await press(page, ROLE_WITHOUT_MFA, /^Switch/);
  await expectLive(page, ROLE_WITHOUT_MFA);
  await page.getByRole('button', { name: 'Copy terminal set-up' }).click();
  await expect.poll(() => desktop.clipboard.text()).toContain('ROLE_VALET_HOME');
  const lines = await desktop.clipboard.text();
  const script = `${lines}\naws --profile ${ROLE_WITHOUT_MFA}-session sts get-caller-identity --query Arn --output text\n`;
  const { stdout, stderr } = await valet.program('sh', ['-c', script], {
    environment: { AWS_PROFILE: 'stale' },
  });
  expect(stdout, stderr).toContain(':assumed-role/readonly/');

  await page.getByRole('button', { name: 'Leave practice' }).click();
  await expect(welcome(page)).toBeVisible();
  await expect.poll(() => practiceFolders(valet)).toEqual([]);
  expect(await readFile(valet.configPath, 'utf8')).toBe(before);
  expect(await textOf(valet.credentialsPath)).toBe('');
});
