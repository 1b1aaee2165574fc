import { sampleRole, sampleSnapshot } from '../../electron/contract/testing/sample-snapshot.ts';
import type { Screen } from '../../electron/contract/types.ts';
import { done, failed, testScenes } from './scenes.ts';
import {
  CHANGES,
  FINDINGS,
  FIX_DIFF,
  IMPORT,
  MANAGE,
  PLAIN_KEYS,
  UNDO_DIFF,
  UNMANAGE,
  WALK,
} from './surgery.fixture.ts';
import { expect, test, type WindowPage } from './window-page.ts';

const ok = (value: unknown) => ({ ok: true, value });

const ANSWERS = {
  previewManage: ok(MANAGE),
  previewUnmanage: ok(UNMANAGE),
  findPlainKeys: ok(PLAIN_KEYS),
  adoptKeys: ok({
    message: 'The key of default is in the keychain, and its lines are out of the file',
    notices: [],
    unmanaged: ['default'],
    left: [],
  }),
  examine: ok({ findings: FINDINGS }),
  previewFix: ok({ count: 1, diff: FIX_DIFF, others: [] }),
  previewAllFixes: ok({
    count: 2,
    diff: FIX_DIFF,
    others: ['Makes the file readable for its owner alone (the credentials file)'],
  }),
  walkChain: ok(WALK),
  listChanges: ok(CHANGES),
  previewUndo: ok({ files: [{ path: '/home/ana/.aws/credentials', diff: UNDO_DIFF }] }),
  previewImport: ok(IMPORT),
};

const REFUSAL = failed(
  'MANAGE_REFUSED',
  '/home/ana/.aws/credentials, line 14: staging-deployer can’t be managed because of aws_access_key_id: AWS tools use a long-term key before any credential_process',
  'Move the key into the keychain first, under Keys.',
);

async function openScreen({ page, show }: WindowPage, screen: Screen): Promise<void> {
  await show({ kind: 'screen', screen });
  await page
    .locator('main h1')
    .filter({ hasText: new RegExp(screen, 'i') })
    .waitFor();
}

async function openRole({ page, show }: WindowPage, profile = 'staging-deployer') {
  await show({ kind: 'role', profile });
  await page.getByRole('heading', { name: 'Facts' }).waitFor();
}

async function intoView({ page }: WindowPage, heading: RegExp): Promise<void> {
  const region = page.getByRole('region', { name: heading }).first();
  await region.evaluate((element) => element.scrollIntoView({ block: 'start' }));
}

async function press({ page }: WindowPage, name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name }).first().click();
}

const manage = async (window: WindowPage): Promise<void> => {
  await openRole(window);
  await press(window, 'Show the change');
  await window.page.getByRole('alert').or(window.page.getByRole('figure')).first().waitFor();
  await intoView(window, /by its own name/);
};

const openImport = async (window: WindowPage): Promise<void> => {
  await openScreen(window, 'settings');
  await press(window, 'Import…');
  await window.page.getByLabel('Text').fill('[team-admin]\nrole_name = admin\n');
  await press(window, 'Show what it adds');
};

testScenes([
  { name: 'manage-shown', answers: ANSWERS, arrange: manage },
  { name: 'manage-refused', answers: { previewManage: REFUSAL }, arrange: manage },
  {
    name: 'manage-on',
    answers: ANSWERS,
    snapshot: {
      roles: [sampleRole('staging-deployer', '222222222222', { isManaged: true })],
    },
    arrange: async (window) => {
      await openRole(window);
      await press(window, 'Show the way back');
      await window.page.getByRole('figure').waitFor();
      await intoView(window, /by its own name/);
    },
  },
  {
    name: 'walk-broken',
    answers: ANSWERS,
    arrange: async (window) => {
      await openRole(window, 'prod-admin');
      await press(window, 'Check this chain');
      await window.page.getByText('It does not work').waitFor();
      await intoView(window, /Does it work/);
    },
  },
  {
    name: 'keys-plain',
    answers: ANSWERS,
    arrange: async (window) => {
      await openScreen(window, 'keys');
      await window.page.getByText('In plain text').waitFor();
    },
  },
  {
    name: 'keys-moved',
    answers: ANSWERS,
    arrange: async (window) => {
      await openScreen(window, 'keys');
      await press(window, 'Move into the keychain');
      await window.page.getByText('Next, let AWS tools').waitFor();
    },
  },
  {
    name: 'doctor',
    answers: ANSWERS,
    snapshot: { doctorErrors: 2 },
    arrange: (window) => openScreen(window, 'doctor'),
  },
  {
    name: 'doctor-fix',
    answers: ANSWERS,
    snapshot: { doctorErrors: 2 },
    arrange: async (window) => {
      await openScreen(window, 'doctor');
      await press(window, /^Show the fix/);
      await window.page.getByRole('figure').waitFor();
    },
  },
  {
    name: 'doctor-all',
    answers: ANSWERS,
    snapshot: { doctorErrors: 2 },
    arrange: async (window) => {
      await openScreen(window, 'doctor');
      await press(window, 'Mend all 2');
      await window.page.getByRole('figure').waitFor();
    },
  },
  {
    name: 'doctor-more-contrast',
    answers: ANSWERS,
    snapshot: { doctorErrors: 2 },
    arrange: async (window) => {
      await window.page.emulateMedia({ contrast: 'more' });
      await openScreen(window, 'doctor');
      await press(window, /^Show the fix/);
      await window.page.getByRole('figure').waitFor();
    },
  },
  {
    name: 'doctor-forced-colours',
    answers: ANSWERS,
    snapshot: { doctorErrors: 2 },
    arrange: async (window) => {
      await window.page.emulateMedia({ forcedColors: 'active' });
      await openScreen(window, 'doctor');
      await press(window, /^Show the fix/);
      await window.page.getByRole('figure').waitFor();
    },
  },
  { name: 'doctor-nothing', arrange: (window) => openScreen(window, 'doctor') },
  {
    name: 'doctor-large',
    size: { width: 1000, height: 900 },
    answers: ANSWERS,
    snapshot: { doctorErrors: 2 },
    arrange: (window) => openScreen(window, 'doctor'),
  },
  { name: 'activity', answers: ANSWERS, arrange: (window) => openScreen(window, 'activity') },
  {
    name: 'activity-undo',
    answers: ANSWERS,
    arrange: async (window) => {
      await openScreen(window, 'activity');
      await press(window, /^Undo… Moved/);
      await window.page.getByRole('figure').waitFor();
    },
  },
  {
    name: 'activity-refused',
    answers: {
      ...ANSWERS,
      previewUndo: ok({
        files: [{ path: '/home/ana/.aws/credentials', diff: FIX_DIFF }],
        refusal: {
          code: 'EDIT_REFUSED',
          message: '/home/ana/.aws/config was changed by others in the same lines since',
          hint: 'Take the change back by hand, or undo the later change first.',
        },
      }),
    },
    arrange: async (window) => {
      await openScreen(window, 'activity');
      await press(window, /^Undo… manage/);
      await window.page.getByRole('figure').waitFor();
    },
  },
  { name: 'activity-empty', arrange: (window) => openScreen(window, 'activity') },
  {
    name: 'import',
    answers: ANSWERS,
    arrange: async (window) => {
      await openImport(window);
      await window.page.getByRole('figure').waitFor();
    },
  },
  {
    name: 'import-source',
    answers: {
      previewImport: ok({ ...IMPORT, roles: [], notes: [], diff: '', wantsSource: true }),
    },
    arrange: async (window) => {
      await openImport(window);
      await window.page.getByLabel('Source profile').waitFor();
    },
  },
]);

test('a role is managed by keyboard, as the change was shown', async ({ window }) => {
  await window.open({ answers: ANSWERS });
  await openRole(window);
  const { page } = window;
  const toggle = page.getByRole('button', { name: 'Show the change' });
  await toggle.focus();
  await page.keyboard.press('Enter');
  const change = page.getByRole('figure', { name: /config$/ });
  await expect(change).toContainText('added: credential_process = ');
  await expect(change).toContainText('removed: role_arn = ');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Make this change' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(change).toBeHidden();
  await expect(toggle).toBeFocused();
  expect(await window.sent()).toContainEqual({
    name: 'manageRole',
    parameters: ['staging-deployer', false, false],
  });
});

test('a refusal names the line, says what to do, and leads there', async ({ window }) => {
  await window.open({ answers: { previewManage: REFUSAL } });
  await openRole(window);
  await press(window, 'Show the change');
  await expect(window.page.getByRole('alert').filter({ hasText: 'line 14' })).toBeVisible();
  await press(window, 'Open Keys');
  await expect(window.page.getByRole('heading', { name: 'Keys', level: 1 })).toBeVisible();
});

test('who is affected by a change of default is asked about', async ({ window }) => {
  await window.open({
    answers: {
      previewManage: ok({ ...MANAGE, affected: ['every tool without a profile'] }),
      manageRole: [
        failed('CONFIRMATION_REQUIRED', 'managing default changes what these get: all', 'Agree.'),
        done('AWS tools now use default by its own name'),
      ],
    },
  });
  await openRole(window);
  await press(window, 'Show the change');
  await expect(window.page.getByText(/changes what every tool/)).toBeVisible();
  await press(window, 'Make this change');
  await window.page.getByRole('alertdialog').getByRole('button', { name: 'Change it' }).click();
  await expect(window.page.getByRole('figure')).toBeHidden();
  const sent = (await window.sent()).filter(({ name }) => name === 'manageRole');
  expect(sent.map(({ parameters }) => parameters[2])).toEqual([false, true]);
});

test('one key or all are moved, and the next step is offered', async ({ window }) => {
  await window.open({ answers: ANSWERS });
  await openScreen(window, 'keys');
  const { page } = window;
  const plain = page.getByRole('listitem', { name: 'default, in plain text' });
  await expect(plain).toContainText('and 1 more');
  await plain.getByRole('button', { name: 'Move into the keychain' }).click();
  await expect(page.getByText('Next, let AWS tools use default')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Keys', level: 1 })).toBeFocused();
  await press(window, 'Move all 2');
  await expect
    .poll(async () => (await window.sent()).filter(({ name }) => name === 'adoptKeys'))
    .not.toEqual([]);
  await press(window, 'Not now');
  await expect(page.getByText('Next, let AWS tools use default')).toBeHidden();
  await expect(page.getByText('its secret is missing')).toBeVisible();
});

test('a move that AWS refuses says so where the keys are', async ({ window }) => {
  await window.open({
    answers: { ...ANSWERS, adoptKeys: failed('STS_KEY_INVALID', 'AWS does not know it', 'Look.') },
  });
  await openScreen(window, 'keys');
  await press(window, 'Move into the keychain');
  await expect(window.page.getByRole('alert').filter({ hasText: 'does not know' })).toBeVisible();
});

test('the tab tells errors; a fix is shown, made, and the list read again', async ({ window }) => {
  const [first, ...rest] = FINDINGS;
  await window.open({
    answers: {
      ...ANSWERS,
      examine: [ok({ findings: FINDINGS }), ok({ findings: rest })],
      applyFix: done('Mended', 'Activity can take it back.'),
    },
    snapshot: { doctorErrors: 2 },
  });
  const { page } = window;
  await page.getByRole('button', { name: 'Doctor 2 errors' }).click();
  const config = page.getByRole('region', { name: '/home/ana/.aws/config' });
  await expect(config.getByRole('listitem').first()).toContainText('line 88');
  await expect(config).toContainText('AWS CLI, boto3 refuses the whole file');
  await expect(page.getByText('[profile spare]')).toBeHidden();
  await press(window, 'Show 1 note');
  await expect(page.getByText('[profile spare]')).toBeVisible();

  await press(window, /^Show the fix: .profile data-analyst/);
  await press(window, 'Mend this');
  await expect(page.getByText(first?.message ?? '-')).toBeHidden();
  await expect(page.getByRole('heading', { name: 'Doctor', level: 1 })).toBeFocused();
  expect(await window.sent()).toContainEqual({ name: 'applyFix', parameters: ['a1'] });
  await window.push({ doctorErrors: 0 });
  await expect(page.getByRole('button', { name: 'Doctor', exact: true })).toBeVisible();
});

test('all is mended in one go, and then the doctor says what it looked at', async ({ window }) => {
  await window.open({
    answers: {
      ...ANSWERS,
      examine: [ok({ findings: FINDINGS }), ok({ findings: [] })],
      applyAllFixes: done('Mended 2 findings'),
    },
  });
  await openScreen(window, 'doctor');
  await press(window, 'Mend all 2');
  await expect(window.page.getByText(/readable for its owner alone \(the/)).toBeVisible();
  await press(window, /^Mend 2$/);
  await expect(window.page.getByText('Nothing is wrong').first()).toBeVisible();
  await expect(window.page.getByText('Looked at')).toBeVisible();
});

test('a change is taken back after its diff was seen; a refused one offers no undo', async ({
  window,
}) => {
  await window.open({ answers: { ...ANSWERS, undoChange: done('Taken back: x') } });
  await openScreen(window, 'activity');
  const { page } = window;
  await expect(
    page.getByRole('listitem', { name: 'Imported 12 roles', exact: true }),
  ).toContainText('taken back');
  await press(window, /^Undo… Moved/);
  await expect(page.getByRole('figure')).toContainText('aws_secret_access_key = [hidden]');
  await press(window, 'Undo this change');
  await expect(page.getByRole('heading', { name: 'Activity', level: 1 })).toBeFocused();
  expect(await window.sent()).toContainEqual({ name: 'undoChange', parameters: ['0c0ffee2'] });

  const refusal = { code: 'EDIT_REFUSED', message: 'changed since', hint: 'By hand.' };
  await window.answer({ previewUndo: ok({ files: [], refusal }) });
  await press(window, /^Undo… manage/);
  await expect(page.getByRole('alert').filter({ hasText: 'changed since' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Undo this change' })).toBeHidden();
});

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

test('with a broken link only the walk is offered', async ({ window }) => {
  await window.open({ answers: ANSWERS, snapshot: sampleSnapshot() });
  await openRole(window, 'data-broken');
  await expect(window.page.getByRole('button', { name: 'Check this chain' })).toBeVisible();
  await expect(window.page.getByText('by its own name')).toBeHidden();
});
