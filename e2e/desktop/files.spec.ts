import { readFile, writeFile } from 'node:fs/promises';
import { ROLE_WITHOUT_MFA } from '../practice.ts';
import { expect, test } from './fixture/test.ts';
import { expectLive, openDetails, openRoles, press, row, searchBox } from './steps.ts';

test('the list follows when another program edits the config file', async ({ launch, valet }) => {
  const { page } = await openRoles(launch, valet);
  const before = await readFile(valet.configPath, 'utf8');
  const added =
    '\n[profile brand-new]\nrole_arn = arn:aws:iam::222233334444:role/readonly\nsource_profile = ci\n';
  await writeFile(valet.configPath, before + added);
  await expect(await row(page, 'brand-new')).toContainText('via ci');

  await writeFile(valet.configPath, before + added.replace('brand-new', 'renamed-one'));
  await expect(await row(page, 'renamed-one')).toBeVisible();
  await writeFile(valet.configPath, before);
  await expect(page.getByRole('row').filter({ hasText: 'renamed-one' })).toHaveCount(0);
});

test('a broken file is shown with its line while the rest works, and mended it is quiet', async ({
  launch,
  valet,
}) => {
  const { page } = await openRoles(launch, valet);
  const before = await readFile(valet.configPath, 'utf8');
  const line = before.split('\n').length;
  await writeFile(valet.configPath, `${before}this is no setting\n`);
  await expect(page.getByText(`config:${line}`)).toBeVisible();
  await press(page, ROLE_WITHOUT_MFA, /^Switch/);
  await expectLive(page, ROLE_WITHOUT_MFA);

  await writeFile(valet.configPath, before);
  await expect(page.getByText(`config:${line}`)).toBeHidden();
});

test('a role is added by the form, edited, and every other line stays as it was', async ({
  launch,
  valet,
}) => {
  const { page } = await openRoles(launch, valet);
  const before = await readFile(valet.configPath, 'utf8');
  await page.keyboard.press('Control+n');
  await page.getByLabel('Profile name').fill('by-hand');
  await page.getByLabel('Role ARN').fill('arn:aws:iam::2222333344:role/readonly');
  await page.getByLabel('Role ARN').blur();
  await expect(page.getByText(/10 digits instead of 12/)).toBeVisible();
  await page.getByLabel('Role ARN').fill('arn:aws:iam::222233334444:role/readonly');
  await page.getByLabel('Source profile').fill('ci');
  await page.getByRole('button', { name: 'Add role' }).click();
  await expect(page.getByText('[profile by-hand] added')).toBeVisible();
  await page.getByRole('button', { name: 'Roles' }).click();
  await press(page, 'by-hand', /^Switch/);
  await expectLive(page, 'by-hand');
  const after = await readFile(valet.configPath, 'utf8');
  expect(after.startsWith(before.trimEnd())).toBe(true);
  expect(after.slice(before.trimEnd().length)).toContain('[profile by-hand]');
  await expect(searchBox(page)).toBeVisible();
});

test('a role is edited by the form: one line changes, all others stay as they were', async ({
  launch,
  valet,
}) => {
  const own = `\n# by hand, do not touch\n[profile by-hand]\nrole_arn=arn:aws:iam::222233334444:role/readonly\nsource_profile   =  ci\nregion = eu-west-1\noutput =json\n`;
  const before = `${await readFile(valet.configPath, 'utf8')}${own}`;
  await writeFile(valet.configPath, before);
  const { page } = await openRoles(launch, valet);
  await openDetails(page, 'by-hand');
  await page.getByRole('button', { name: 'Edit this role' }).click();
  await expect(page.getByLabel('Role ARN')).toHaveValue('arn:aws:iam::222233334444:role/readonly');
  await page.getByLabel('Region').fill('eu-central-1');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect
    .poll(() => readFile(valet.configPath, 'utf8'))
    .toBe(before.replace('region = eu-west-1\noutput', 'region = eu-central-1\noutput'));
  await expect(page.getByRole('heading', { name: 'How it gets there' })).toBeVisible();
  await page.keyboard.press('Escape');
  await press(page, 'by-hand', /^Switch/);
  await expectLive(page, 'by-hand');
});
