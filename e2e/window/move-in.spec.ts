import { failed } from './scenes.ts';
import { IMPORT } from './surgery.fixture.ts';
import { ANSWERS, ok, openImport, openScreen, press } from './surgery-steps.fixture.ts';
import { expect, test } from './window-page.ts';

test('roles are copied, and others come in after a look', async ({ window }) => {
  await window.open({ answers: ANSWERS });
  await openScreen(window, 'settings');
  await window.page.getByLabel('With external ids').click();
  await press(window, 'Copy as JSON');
  await openImport(window);
  const { page } = window;
  await expect(page.getByRole('region', { name: 'Skipped roles' })).toContainText('hub');
  await press(window, 'Add 2 roles');
  await expect(page.getByPlaceholder('Role, account or id')).toBeVisible();
  const sent = await window.sent();
  expect(sent).toContainEqual({ name: 'copyCatalogue', parameters: [true] });
  expect(sent).toContainEqual({
    name: 'importRoles',
    parameters: ['[team-admin]\nrole_name = admin\n', ''],
  });
});

test('what an import adds is shown for the source that is given, and for no other', async ({
  window,
}) => {
  await window.open({ answers: { previewImport: ok({ ...IMPORT, wantsSource: true }) } });
  await openImport(window);
  const { page } = window;
  const add = page.getByRole('button', { name: 'Add 2 roles' });
  await expect(add).toBeVisible();
  await page.getByLabel('Source profile').fill('ci');
  await expect(add).toBeHidden();
  await press(window, 'Look again');
  await expect(add).toBeVisible();
  const previews = (await window.sent()).filter(({ name }) => name === 'previewImport');
  expect(previews.map(({ parameters }) => parameters[1])).toEqual(['', 'ci']);
});

test('a text that is no list of roles is told at the field', async ({ window }) => {
  await window.open({
    answers: { previewImport: failed('USAGE', 'no roles stand in the text', 'Paste JSON.') },
  });
  await openImport(window);
  const field = window.page.getByLabel('Text');
  await expect(field).toBeFocused();
  await expect(field).toHaveAccessibleDescription(/no roles stand in the text\. Paste JSON\./);
});
