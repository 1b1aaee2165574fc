import { sampleSnapshot } from '../../electron/contract/testing/sample-snapshot.ts';
import { ARN, newRole } from './role-form.fixture.ts';
import { done, failed, testScenes } from './scenes.ts';
import { expect, test, type WindowPage } from './window-page.ts';

async function editRole(window: WindowPage): Promise<void> {
  await window.show({ kind: 'role', profile: 'staging-deployer' });
  await window.page.getByRole('button', { name: 'Edit this role' }).click();
  await window.page.getByRole('heading', { name: 'Edit staging-deployer' }).waitFor();
  await window.page.getByLabel('Role ARN').waitFor();
}

/** Types as a person does: from field to field by Tab. */
async function typeRole({ page }: WindowPage): Promise<void> {
  await page.keyboard.type('staging-auditor');
  await page.keyboard.press('Tab');
  await page.keyboard.type(ARN);
  await page.keyboard.press('Tab');
  await page.keyboard.type('hub');
}

testScenes([
  { name: 'form-new', arrange: newRole },
  { name: 'form-edit', arrange: editRole },
  {
    name: 'form-not-saved',
    answers: {
      saveRole: failed(
        'FILE_CHANGED',
        '/home/ana/.aws/config was changed by another program meanwhile',
        'Look at the form again, then save once more.',
      ),
    },
    arrange: async (window) => {
      await newRole(window);
      await typeRole(window);
      await window.page.keyboard.press('Escape');
      await window.page.getByRole('button', { name: 'Add role' }).click();
      await window.page.getByText('changed by another program').waitFor();
    },
  },
  {
    name: 'form-leave',
    arrange: async (window) => {
      await newRole(window);
      await window.page.keyboard.type('staging-auditor');
      await window.page.keyboard.press('Escape');
      await window.page.getByRole('alertdialog').waitFor();
    },
  },
  { name: 'form-large', size: { width: 1000, height: 900 }, arrange: newRole },
]);

test('a role is added by keyboard alone, and opens', async ({ window }) => {
  await window.open({ answers: { saveRole: done('Saved to /home/ana/.aws/config') } });
  await newRole(window);
  await typeRole(window);
  const { page } = window;
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Saved to /home/ana/.aws/config')).toBeVisible();
  const sent = await window.sent();
  expect(sent.find(({ name }) => name === 'saveRole')?.parameters).toEqual([
    {
      profile: 'staging-auditor',
      roleArn: ARN,
      sourceProfile: 'hub',
      region: '',
      mfaSerial: '',
      externalId: '',
      sessionName: '',
      durationSeconds: '',
    },
    '',
  ]);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('staging-auditor');
  await page.getByRole('button', { name: 'Back' }).click();
  await expect(page.getByRole('combobox', { name: 'Search roles' })).toBeVisible();
});

test('Escape closes the list first, then asks before it throws anything away', async ({
  window,
}) => {
  await window.open();
  await newRole(window);
  const { page } = window;
  await page.getByLabel('Source profile').focus();
  await page.keyboard.type('sec');
  await expect(page.getByRole('listbox')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('listbox')).toBeHidden();
  await expect(page.getByRole('heading', { name: 'New role' })).toBeVisible();
  await page.keyboard.press('Escape');
  const question = page.getByRole('alertdialog');
  await expect(question).toContainText('not saved yet');
  await page.keyboard.press('Escape');
  await expect(question).toBeHidden();
  await expect(page.getByLabel('Source profile')).toHaveValue('sec');
});

test('what was typed outlives a click on a tab, until it is thrown away', async ({ window }) => {
  await window.open();
  await newRole(window);
  const { page } = window;
  await page.keyboard.type('staging-auditor');
  await page.getByRole('navigation').getByRole('button', { name: 'Keys' }).click();
  await page.getByRole('heading', { name: 'Keys' }).waitFor();
  await newRole(window);
  await expect(page.getByLabel('Profile name')).toHaveValue('staging-auditor');
  await expect(page.getByText('unsaved changes are still here')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Throw away' }).click();
  await newRole(window);
  await expect(page.getByLabel('Profile name')).toHaveValue('');
});

test('an edit starts from what the file says, and sends the whole form', async ({ window }) => {
  await window.open();
  await editRole(window);
  const { page } = window;
  await expect(page.getByLabel('Role ARN')).toHaveValue('arn:aws:iam::222222222222:role/deployer');
  await expect(page.getByLabel('Role ARN')).toBeFocused();
  await expect(page.getByLabel('Profile name')).toBeDisabled();
  await page.getByLabel('Session name').fill('{user}-deploys');
  await page.getByLabel('Duration').fill('90m');
  await page.keyboard.press('Enter');
  const save = (await window.sent()).find(({ name }) => name === 'saveRole');
  expect(save?.parameters).toEqual([
    expect.objectContaining({
      profile: 'staging-deployer',
      sourceProfile: 'hub',
      sessionName: '{user}-deploys',
      durationSeconds: '5400',
    }),
    'staging-deployer',
  ]);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('deployer');
});

test('a profile that can’t be read says why, and can be tried again', async ({ window }) => {
  await window.open({
    answers: {
      readRoleForm: failed(
        'CONFIG_UNREADABLE',
        'the config file can’t be read',
        'Mend its rights.',
      ),
    },
  });
  await window.show({ kind: 'role', profile: 'staging-deployer' });
  await window.page.getByRole('button', { name: 'Edit this role' }).click();
  await expect(window.page.getByText('the config file can’t be read')).toBeVisible();
  await window.page.getByRole('button', { name: 'Try again' }).click();
  const asked = (await window.sent()).filter(({ name }) => name === 'readRoleForm');
  expect(asked.length).toBeGreaterThan(1);
});

test('a failure of main stands at the top and keeps what was typed', async ({ window }) => {
  await window.open({ answers: { saveRole: failed('EDIT_REFUSED', 'no', 'Do this first.') } });
  await newRole(window);
  await typeRole(window);
  const { page } = window;
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Add role' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Do this first.' })).toBeVisible();
  await expect(page.getByLabel('Role ARN')).toHaveValue(ARN);
  const roles = sampleSnapshot().roles;
  await window.push({ roles: roles.slice(0, 2) });
  await expect(page.getByLabel('Role ARN')).toHaveValue(ARN);
});
