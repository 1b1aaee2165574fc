import type { FindingView } from '../../electron/contract/snapshot.ts';
import { largeSnapshot, sampleSnapshot } from '../../electron/contract/testing/sample-snapshot.ts';
import { done, testScenes } from './scenes.ts';
import { expect, test, type WindowPage } from './window-page.ts';

const FIRST = { isFirstRun: true } as const;
const { files } = sampleSnapshot();
const NOTHING = {
  ...FIRST,
  roles: [],
  accounts: [],
  keys: [],
  recent: [],
  files: { ...files, configExists: false },
};

const FINDINGS: readonly FindingView[] = [
  {
    severity: 'warning',
    message: 'The section [profile data-analyst] stands in the file twice',
    hint: 'Keep one of them: AWS tools disagree about which one counts.',
    path: files.configPath,
    line: 88,
  },
  {
    severity: 'error',
    message: 'Line 12 is neither a section nor a setting',
    hint: 'Everything below it up to the next section is left out.',
    path: files.configPath,
    line: 12,
  },
  ...Array.from({ length: 5 }, (_, index) => ({
    severity: 'warning' as const,
    message: `The keys of tools-${index} stand in a plain file`,
    hint: 'Move them into the keychain.',
    path: files.credentialsPath,
    line: 3 + index * 4,
  })),
];

const welcome = async ({ page }: WindowPage): Promise<void> => {
  await page.getByRole('heading', { name: 'Welcome to Role Valet' }).waitFor();
};

testScenes([
  { name: 'first-run-usual', snapshot: FIRST, arrange: welcome },
  { name: 'first-run-no-key', snapshot: { ...FIRST, keys: [] }, arrange: welcome },
  { name: 'first-run-no-config', snapshot: NOTHING, arrange: welcome },
  { name: 'first-run-broken', snapshot: { ...FIRST, findings: FINDINGS }, arrange: welcome },
  {
    name: 'first-run-no-keychain',
    snapshot: { ...FIRST, keys: [], keychain: { state: 'unavailable' } },
    arrange: welcome,
  },
  {
    name: 'first-run-many',
    snapshot: { ...largeSnapshot(2000), ...FIRST },
    size: { width: 1000, height: 800 },
    arrange: welcome,
  },
]);

test('it says what it found and touches nothing', async ({ window }) => {
  await window.open({ snapshot: { ...largeSnapshot(2000), ...FIRST, keys: [] } });
  const { page } = window;
  await expect(page.getByText('2,000 roles in 200 accounts')).toBeVisible();
  await expect(page.getByText('No key in the keychain yet')).toBeVisible();
  await expect(page.getByText('Nothing is touched until you act.')).toBeVisible();
  expect(await window.sent()).toEqual([]);
});

test('a broken file is named with its line, the worst first, and the rest is offered', async ({
  window,
}) => {
  await window.open({ snapshot: { ...FIRST, findings: FINDINGS } });
  const found = window.page.getByRole('region', { name: 'Worth a look in your files' });
  await expect(found.getByRole('listitem').first()).toContainText('/home/ana/.aws/config:12');
  await expect(found).toContainText('and 3 more');
  await expect(window.page.getByRole('button', { name: 'Show roles' })).toBeVisible();
});

test('by keyboard: add a key first, where there is none', async ({ window }) => {
  await window.open({ snapshot: { ...FIRST, keys: [] } });
  const { page } = window;
  await welcome(window);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Add a key' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Keys', level: 1 })).toBeVisible();
});

test('going to the roles ends the welcome', async ({ window }) => {
  await window.open({ snapshot: FIRST, answers: { saveSettings: done('Saved') } });
  await window.page.getByRole('button', { name: 'Show roles' }).click();
  expect(await window.sent()).toEqual([{ name: 'saveSettings', parameters: [{}] }]);
  await window.push({ isFirstRun: false });
  await expect(window.page.getByRole('combobox', { name: 'Search roles' })).toBeFocused();
});

test('the practice organisation is one click away, with nothing on the machine', async ({
  window,
}) => {
  await window.open({ snapshot: NOTHING });
  const { page } = window;
  await expect(page.getByText('No config file yet')).toBeVisible();
  await page.getByRole('button', { name: 'Practise' }).click();
  expect((await window.sent()).map(({ name }) => name)).toEqual(['openPractice']);
  await expect(page.getByRole('button', { name: 'Add a role' })).toBeVisible();
});
