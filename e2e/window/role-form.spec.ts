import { largeSnapshot, sampleSnapshot } from '../../electron/contract/testing/sample-snapshot.ts';
import { done, failed, testScenes } from './scenes.ts';
import { expect, test, type WindowPage } from './window-page.ts';

const ARN = 'arn:aws:iam::222222222222:role/auditor';

const LONG_PATH = {
  ...sampleSnapshot().files,
  configPath: '/home/ana.maria.gonzalez/work/clients/example-corporation/settings/.aws/config',
};

async function newRole({ page }: WindowPage): Promise<void> {
  await page.keyboard.press('Control+n');
  await page.getByRole('heading', { name: 'New role' }).waitFor();
}

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
  { name: 'form-long-path', snapshot: { files: LONG_PATH }, arrange: newRole },
  { name: 'form-edit', arrange: editRole },
  {
    name: 'form-faults',
    arrange: async (window) => {
      await newRole(window);
      const { page } = window;
      await page.getByLabel('Role ARN').fill('arn:aws:iam::2222:role/auditor');
      await page.getByLabel('Duration').fill('2h');
      await page.keyboard.press('Enter');
    },
  },
  {
    name: 'form-session',
    arrange: async (window) => {
      await newRole(window);
      const { page } = window;
      await page.getByLabel('Source profile').fill('hub');
      await page.keyboard.press('Escape');
      await page.getByLabel('Session name').fill('{who}');
      await page.getByLabel('Duration').fill('2h');
      await page.getByLabel('Duration').blur();
      await page.getByLabel('Duration').scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'form-sources',
    arrange: async (window) => {
      await newRole(window);
      await window.page.getByLabel('Source profile').click();
      await window.page.getByRole('option', { name: 'security base' }).waitFor();
    },
  },
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

test('a fault is shown when its field is left, not before, and goes when it is mended', async ({
  window,
}) => {
  await window.open();
  await newRole(window);
  const { page } = window;
  const arn = page.getByLabel('Role ARN');
  await arn.fill('arn:aws:iam::22222:role/auditor');
  await expect(page.getByText('5 digits instead of 12')).toBeHidden();
  await arn.blur();
  await expect(arn).toHaveAccessibleDescription(/5 digits instead of 12/);
  await expect(arn).toHaveAttribute('aria-invalid', 'true');
  await arn.fill(ARN);
  await expect(arn).not.toHaveAttribute('aria-invalid');
  await expect(arn).toHaveAccessibleDescription('auditor in staging (222222222222)');
});

test('a try to save shows all faults, focuses the first and sends nothing', async ({ window }) => {
  await window.open();
  await newRole(window);
  const { page } = window;
  await page.getByLabel('External id').fill('not this one');
  await page.getByRole('button', { name: 'Add role' }).click();
  await expect(page.getByLabel('Profile name')).toBeFocused();
  await expect(page.locator('[aria-invalid="true"]')).toHaveCount(4);
  expect(await window.sent()).toEqual([]);
});

test('a chained role is told its limit while the duration is typed', async ({ window }) => {
  await window.open();
  await newRole(window);
  const { page } = window;
  await page.getByLabel('Source profile').fill('hub');
  await page.getByLabel('Duration').fill('2h');
  await expect(page.getByLabel('Duration')).toHaveAccessibleDescription(/2 h, but it will get 1 h/);
  await page.getByLabel('Source profile').fill('security');
  await expect(page.getByLabel('Duration')).toHaveAccessibleDescription(/^2 h\. The role/);
});

test('the source is found among 2,000 by typing, arrows and Enter', async ({ window }) => {
  await window.open({ snapshot: largeSnapshot(2000) });
  await newRole(window);
  const { page } = window;
  const source = page.getByLabel('Source profile');
  await source.focus();
  await page.keyboard.type('role1234-');
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(source).toHaveValue('team-34-role1234-deployer');
  await expect(page.getByRole('listbox')).toBeHidden();
  expect(await window.sent()).toEqual([]);
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

test('of a long path the middle is cut, and both ends are seen', async ({ window }) => {
  await window.open({ snapshot: { files: LONG_PATH } });
  await newRole(window);
  const path = window.page.getByTitle(LONG_PATH.configPath);
  await expect(path).toHaveText(LONG_PATH.configPath);
  const cut = await path.evaluate((element) =>
    [...element.children].map((part) => [part.textContent, part.scrollWidth > part.clientWidth]),
  );
  expect(cut).toEqual([
    ['/home/ana.maria.gonzalez/work/clients/example-corporation/settings', true],
    ['/.aws/config', false],
  ]);
  await expect(window.page.getByText('in /home/ana.maria')).toBeInViewport({ ratio: 1 });
});
