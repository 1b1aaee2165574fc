/** The AWS files changed by clicks on the real app: as the real AWS CLI sees it, and back to the first byte. */
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { ROLE_WITHOUT_MFA, withBaseKey } from '../practice.ts';
import { whoIs } from '../real-clients.ts';
import { textOf, type Valet } from '../valet.ts';
import { expect, test } from './fixture/test.ts';
import { openDetails, openRoles, openTab, press, row } from './steps.ts';

const READONLY = ':assumed-role/readonly/';

/** The key of the organisation's user `ci`, as people have it in their files. */
function plainKey(valet: Valet): string {
  const key = valet.organisation.users.find(({ profile }) => profile === 'ci')?.keys[0];
  return `[ci]\r\naws_access_key_id=${key?.accessKeyId}\r\naws_secret_access_key=${key?.secretAccessKey}\r\n`;
}

/** A role that AWS tools assume by themselves from `ci`. */
async function withPlainRole(valet: Valet): Promise<void> {
  const arn = valet.organisation.profiles.find(({ name }) => name === ROLE_WITHOUT_MFA)?.roleArn;
  await appendFile(
    valet.configPath,
    `\n[profile plain]\nrole_arn = ${arn}\nsource_profile = ci\nregion = eu-west-1\n`,
  );
}

async function expectArn(valet: Valet, profile: string, part: string): Promise<void> {
  const { stdout, stderr } = await whoIs(valet, 'the AWS CLI', profile);
  expect(stdout, stderr).toContain(part);
}

async function manage(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Show the change' }).click();
  await expect(page.getByRole('figure')).toContainText('added: credential_process = ');
  await page.getByRole('button', { name: 'Make this change' }).click();
  await expect(page.getByRole('figure')).toBeHidden();
  await expect(page.getByRole('button', { name: 'Show the way back' })).toBeVisible();
}

/** Takes everything back in the order of the list, newest first. */
async function undoAll(page: Page): Promise<void> {
  await openTab(page, 'Activity');
  const undo = page.getByRole('button', { name: /^Undo…/ });
  await expect(undo.first()).toBeVisible();
  for (let left = await undo.count(); left > 0; left -= 1) {
    await undo.first().click();
    const go = page.getByRole('button', { name: 'Undo this change' });
    await go.click();
    await expect(go).toBeHidden();
    await expect(undo).toHaveCount(left - 1);
  }
}

test('a role works by its own name in the AWS CLI once it is managed, and the way back restores every byte', async ({
  launch,
  valet,
}) => {
  const before = await readFile(valet.configPath);
  const { page } = await openRoles(launch, valet);
  await openDetails(page, ROLE_WITHOUT_MFA);
  await page.getByRole('button', { name: 'Check this chain' }).click();
  await expect(page.getByText('Every link holds: the role works.')).toBeVisible();

  await manage(page);
  await expectArn(valet, ROLE_WITHOUT_MFA, READONLY);
  expect(await textOf(valet.credentialsPath)).toBe('');

  await page.getByRole('button', { name: 'Show the way back' }).click();
  await page.getByRole('button', { name: 'Take it back' }).click();
  await expect(page.getByRole('button', { name: 'Show the change' })).toBeVisible();
  expect(await readFile(valet.configPath)).toEqual(before);
});

test('what stands in the way is named with its line, and nothing is changed', async ({
  launch,
  valet,
}) => {
  const { page } = await openRoles(launch, valet);
  const before = await textOf(valet.configPath);
  const key = plainKey(valet).replace('[ci]', `[${ROLE_WITHOUT_MFA}]`);
  await writeFile(valet.credentialsPath, key, { mode: 0o600 });
  await openDetails(page, ROLE_WITHOUT_MFA);
  await page.getByRole('button', { name: 'Show the change' }).click();
  const refusal = page.getByRole('alert').filter({ hasText: /credentials, line 2/ });
  await expect(refusal).toContainText('Move the key into the keychain first, under Keys');
  expect(await textOf(valet.configPath)).toBe(before);
  await page.getByRole('button', { name: 'Open Keys' }).click();
  await expect(page.getByText('In plain text in your files')).toBeVisible();
});

test('a plain key moves into the keychain, AWS tools go on through its managed base, and undo brings the lines back', async ({
  launch,
  valet,
}) => {
  await withPlainRole(valet);
  const config = await readFile(valet.configPath);
  const credentials = `# mine\r\n${plainKey(valet)}\r\n[other]\r\nregion=eu-west-1\r\n`;
  await writeFile(valet.credentialsPath, credentials, { mode: 0o600 });
  await expectArn(valet, 'plain', READONLY);

  const { page } = await launch();
  await page.getByRole('button', { name: 'Show roles' }).click();
  await openTab(page, 'Keys');
  await expect(page.getByRole('listitem', { name: 'ci, in plain text' })).toContainText('plain');
  await page.getByRole('button', { name: 'Move into the keychain' }).click();
  await expect(page.getByText('In plain text in your files')).toBeHidden();
  expect(await textOf(valet.credentialsPath)).not.toContain('aws_secret');
  expect((await whoIs(valet, 'the AWS CLI', 'plain')).code).not.toBe(0);

  await page.getByRole('button', { name: 'Go to ci' }).click();
  await manage(page);
  await expectArn(valet, 'plain', READONLY);

  await undoAll(page);
  expect(await textOf(valet.credentialsPath)).toBe(credentials);
  expect(await readFile(valet.configPath)).toEqual(config);
  await expectArn(valet, 'plain', READONLY);
});

test('from a messy file to no finding by clicks, then back to the first byte', async ({
  launch,
  valet,
}) => {
  await appendFile(
    valet.configPath,
    `\n[profile ${ROLE_WITHOUT_MFA}]\noutput = json\n[profile mine]\nregion = eu-west-1\noutput = json\noutput = text\ncli_pager: cat\n`,
  );
  await withBaseKey(valet, 'security');
  const config = await readFile(valet.configPath);
  const credentials = `${plainKey(valet)}\r\n[other]\r\nregion=eu-west-1\r\n`;
  await writeFile(valet.credentialsPath, credentials, { mode: 0o644 });
  expect((await whoIs(valet, 'the AWS CLI', 'mine')).stderr).toMatch(/pars/i);

  const { page } = await launch();
  await page.getByRole('button', { name: 'Show roles' }).click();
  // The tab tells how many errors there are, before anybody asks.
  await page.getByRole('button', { name: /^Doctor \d+ errors$/ }).click();
  const finding = page.getByRole('listitem').filter({ hasText: 'stands twice' }).first();
  await expect(finding).toContainText(/AWS CLI, boto3 refuses the whole file/);
  await finding.getByRole('button', { name: /^Show the fix/ }).click();
  await expect(finding.getByRole('figure')).toBeVisible();
  await finding.getByRole('button', { name: 'Mend this' }).click();
  await expect(page.getByRole('heading', { name: 'Doctor', level: 1 })).toBeFocused();

  await page.getByRole('button', { name: /^Mend all/ }).click();
  await page.getByRole('button', { name: /^Mend \d+$/ }).click();
  await expect(page.getByRole('button', { name: /^Mend all/ })).toBeHidden();
  await page.getByRole('button', { name: 'Open Keys' }).click();
  await page.getByRole('button', { name: 'Move into the keychain' }).click();
  await expect(page.getByText('In plain text in your files')).toBeHidden();
  await openTab(page, 'Doctor');
  await expect(page.getByText('Nothing is wrong').first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Doctor', exact: true })).toBeVisible();
  expect((await whoIs(valet, 'the AWS CLI', 'mine')).stderr).not.toMatch(/pars/i);

  await undoAll(page);
  expect(await readFile(valet.configPath)).toEqual(config);
  expect(await textOf(valet.credentialsPath)).toBe(credentials);
});

test('what others changed in the same lines since is shown, and not undone', async ({
  launch,
  valet,
}) => {
  const { page } = await openRoles(launch, valet);
  await openDetails(page, ROLE_WITHOUT_MFA);
  await manage(page);
  const managed = await textOf(valet.configPath);
  const theirs = managed.replace(/^credential_process = .*$/m, 'credential_process = /bin/theirs');
  await writeFile(valet.configPath, theirs);
  await openTab(page, 'Activity');
  await page.getByRole('button', { name: /^Undo…/ }).click();
  await expect(page.getByRole('alert').filter({ hasText: /chang/ }).first()).toBeVisible();
  await expect(page.getByRole('figure')).toContainText('/bin/theirs');
  await expect(page.getByRole('button', { name: 'Undo this change' })).toBeHidden();
  expect(await textOf(valet.configPath)).toBe(theirs);
});

test('the roles are copied as JSON without keys, and pasted ones are added', async ({
  launch,
  valet,
}) => {
  const desktop = await openRoles(launch, valet);
  const { page } = desktop;
  await openTab(page, 'Settings');
  await page.getByRole('button', { name: 'Copy as JSON' }).click();
  await expect(page.getByRole('status').getByText(/^Copied \d+ roles/)).toBeVisible();
  await page.getByRole('button', { name: 'Import…' }).click();
  await page
    .getByLabel('Text')
    .fill('[team-admin]\nrole_arn = arn:aws:iam::222233334444:role/admin\ncolor = ff0000\n');
  await page.getByRole('button', { name: 'Show what it adds' }).click();
  await page.getByLabel('Source profile').fill('ci');
  await page.getByRole('button', { name: 'Look again' }).click();
  await page.getByRole('button', { name: 'Add 1 role' }).click();
  await expect(await row(page, 'team-admin')).toBeVisible();
  await press(page, 'team-admin', /^Details/);
  expect(await textOf(valet.configPath)).toContain('[profile team-admin]');
});
