/**
 * What pictures.spec.ts has no picture of: rows in every state, messages, faults in forms, dialogs. In
 * the theme that the user chose in the app, whatever the system's is.
 */
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { chosenOf } from '../../tools/loops.ts';
import { CHAINED_ROLE, ROLE_WITHOUT_MFA } from '../practice.ts';
import { expect, test } from './fixture/test.ts';
import {
  codeField,
  expectLive,
  giveCode,
  openRoles,
  press,
  question,
  row,
  searchBox,
} from './steps.ts';

const PICTURES = join(import.meta.dirname, '..', '..', 'test-results', 'pictures');

/** A picture, and what axe says of what it shows. */
async function look(page: Page, name: string): Promise<void> {
  const path = join(PICTURES, `${name}.png`);
  await page.screenshot({ path, animations: 'disabled' });
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`),
  );
  expect.soft(found, name).toEqual([]);
}

for (const theme of chosenOf(['light', 'dark'] as const, 0)) {
  const keep = (page: Page, name: string): Promise<void> => look(page, `${name}-${theme}`);

  test(`rows in every state, the message of a failure, and details of each (${theme})`, async ({
    launch,
    valet,
  }) => {
    test.setTimeout(180_000);
    await appendFile(
      valet.configPath,
      '\n[profile shop-dev-lost]\nrole_arn = arn:aws:iam::222233334444:role/lost\nsource_profile = nowhere\n',
    );
    const { page } = await openRoles(launch, valet);
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByLabel('Theme').selectOption(theme);
    await page.getByRole('button', { name: 'Roles' }).click();

    valet.sts.faults.sessionSeconds = 4;
    // What is only copied is not renewed.
    await press(page, ROLE_WITHOUT_MFA, /^Copy exports/);
    await expect((await row(page, ROLE_WITHOUT_MFA)).getByText('expired')).toBeVisible({
      timeout: 20_000,
    });
    valet.sts.faults.clear();

    await press(page, CHAINED_ROLE, /^Switch/);
    await expect(codeField(page)).toBeFocused();
    await page.keyboard.type('000000');
    await expect(question(page)).toContainText(/not right|wrong|not accept/i);
    await keep(page, 'mfa-wrong');
    await giveCode(page, valet);
    await expectLive(page, CHAINED_ROLE);
    await expect(page.getByRole('status').getByText(CHAINED_ROLE)).toBeVisible();
    await keep(page, 'roles-done');

    await press(page, 'data-prod-broken', /^Switch/);
    await expect(page.getByRole('alert').locator('p').first()).toBeVisible();
    await searchBox(page).fill('');
    await expect(page.getByText('expired')).toBeVisible();
    await keep(page, 'roles-failed');
    await page.getByRole('button', { name: 'Close message' }).click();
    await page.keyboard.press('ArrowDown');
    await keep(page, 'roles-states');
    await searchBox(page).fill('nothing like it');
    await keep(page, 'roles-nothing-found');
    for (const profile of ['data-prod-broken', 'shop-dev-lost', ROLE_WITHOUT_MFA]) {
      await press(page, profile, /^Details/);
      await expect(page.getByRole('button', { name: 'Back' })).toBeVisible();
      await keep(page, `role-${profile}`);
      await page.getByRole('button', { name: 'Roles' }).click();
    }
  });

  test(`forms with faults, and dialogs (${theme})`, async ({ launch, valet }) => {
    const { page } = await openRoles(launch, valet);
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByLabel('Theme').selectOption(theme);
    await page.getByLabel('A switch writes to').selectOption('shared');
    await keep(page, 'settings-shared');

    await page.getByRole('button', { name: 'Keys' }).click();
    await page
      .getByRole('button', { name: /^Remove/ })
      .first()
      .click();
    await expect(page.getByRole('alertdialog')).toBeVisible();
    await keep(page, 'keys-confirm');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Add a key/ }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await keep(page, 'keys-add');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog').locator('[aria-invalid="true"]').first()).toBeVisible();
    await keep(page, 'keys-add-faults');
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Roles' }).click();
    await page.keyboard.press('Control+n');
    await page.getByLabel('Role ARN').fill('arn:aws:iam::2222333344:role/readonly');
    await page.getByRole('button', { name: 'Add role' }).click();
    await expect(page.getByText(/10 digits instead of 12/)).toBeVisible();
    await keep(page, 'role-form-faults');

    await page.getByRole('button', { name: 'Roles' }).click();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog')).toBeVisible();
    await keep(page, 'roles-keys-help');
  });
}
