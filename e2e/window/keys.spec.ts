import type { KeyView } from '../../electron/contract/keys.ts';
import { SAMPLE_NOW, sampleSnapshot } from '../../electron/contract/testing/sample-snapshot.ts';
import { done, failed, testScenes } from './scenes.ts';
import { openScreen } from './surgery-steps.fixture.ts';
import { expect, test, type WindowPage } from './window-page.ts';

const KEYS: readonly KeyView[] = [
  ...sampleSnapshot().keys,
  {
    profile: 'old-tools',
    accessKeyId: 'AKIAI44QH8DHBEXAMPLE',
    createdAt: SAMPLE_NOW - 190 * 86_400_000,
    ageDays: 190,
    isOld: true,
    roleCount: 0,
  },
  {
    profile: 'damaged',
    roleCount: 1,
    isOld: false,
    failure: {
      code: 'KEYCHAIN_ITEM_DAMAGED',
      message: 'The keychain’s entry key:damaged can’t be read',
      hint: 'Enter the key again, or remove it.',
    },
  },
];

const LOCKED: readonly KeyView[] = sampleSnapshot().keys.map(
  ({ unlockedUntil: _, ...locked }) => locked,
);

const NO_KEYCHAIN = {
  state: 'unavailable' as const,
  failure: {
    code: 'KEYCHAIN_UNAVAILABLE',
    message: 'No keychain service answers on this desktop.',
    hint: 'Role Valet keeps keys nowhere else.',
  },
};

const openKeys = (window: WindowPage) => openScreen(window, 'keys');

testScenes([
  { name: 'keys-list', snapshot: { keys: KEYS }, arrange: openKeys },
  {
    name: 'keys-verified',
    arrange: async (window) => {
      await openKeys(window);
      await window.page.getByRole('button', { name: 'Verify' }).click();
      await window.page.getByText('Valid: it belongs to').waitFor();
    },
  },
  {
    name: 'keys-verify-failed',
    answers: {
      verifyKey: failed(
        'STS_KEY_INVALID',
        'AWS does not know this key any more',
        'Make a new one in IAM and add it here.',
      ),
    },
    arrange: async (window) => {
      await openKeys(window);
      await window.page.getByRole('button', { name: 'Verify' }).click();
      await window.page.getByText('does not know this key').waitFor();
    },
  },
  { name: 'keys-locked', snapshot: { keys: LOCKED }, arrange: openKeys },
  { name: 'keys-none', snapshot: { keys: [] }, arrange: openKeys },
  { name: 'keys-no-keychain', snapshot: { keys: [], keychain: NO_KEYCHAIN }, arrange: openKeys },
  {
    name: 'keys-memory-only',
    snapshot: { keys: [], keychain: { state: 'memory-only' } },
    arrange: openKeys,
  },
  {
    name: 'keys-remove',
    arrange: async (window) => {
      await openKeys(window);
      await window.page.getByRole('button', { name: 'Remove…' }).click();
      await window.page.getByRole('alertdialog').waitFor();
    },
  },
]);

test('removing names what stops, and asks', async ({ window }) => {
  await window.open({ answers: { removeKey: done('Removed') } });
  await openKeys(window);
  await window.page.getByRole('button', { name: 'Remove…' }).click();
  const question = window.page.getByRole('alertdialog');
  await expect(question).toContainText('The 9 roles that start from it stop working here');
  await expect(question).toContainText('stays valid at AWS until you delete it there');
  await question.getByRole('button', { name: 'Cancel' }).click();
  expect(await window.sent()).toEqual([]);
  await window.page.getByRole('button', { name: 'Remove…' }).click();
  await question.getByRole('button', { name: 'Remove' }).click();
  await expect(window.page.getByText('Removed')).toBeVisible();
  expect(await window.sent()).toEqual([{ name: 'removeKey', parameters: ['security'] }]);
});

test('without a keychain it says how to get one and offers to go on', async ({ window }) => {
  await window.open({ snapshot: { keys: [], keychain: NO_KEYCHAIN } });
  await openKeys(window);
  const { page } = window;
  await expect(page.getByText('gnome-keyring')).toBeVisible();
  await expect(page.getByText('KWallet')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Add a key' })).toBeHidden();
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('button', { name: 'Go on without, for this run' }).click();
  expect((await window.sent()).map(({ name }) => name)).toEqual(['retryKeychain', 'useMemoryOnly']);
});

test('a base with an MFA device is unlocked ahead of need, and locked again', async ({
  window,
}) => {
  await window.open({
    snapshot: { keys: [...LOCKED, ...KEYS.slice(1)] },
    answers: { unlockBase: done('security is unlocked until 21:00') },
  });
  await openKeys(window);
  const { page } = window;
  const key = page.getByRole('listitem', { name: 'security' });
  await expect(key).toContainText('The next role asks for a code.');
  // Keys without a device, and those that can't be read, have nothing to unlock.
  await expect(page.getByRole('button', { name: 'Unlock for the day' })).toHaveCount(1);
  await key.getByRole('button', { name: 'Unlock for the day' }).press('Enter');
  await expect(page.getByText('security is unlocked until 21:00')).toBeVisible();
  await window.push({ keys: sampleSnapshot().keys });
  await expect(key).toContainText(/No code needed until \d\d:\d\d, for 7 h 40 min more/);
  await key.getByRole('button', { name: 'Forget MFA session' }).click();
  expect(await window.sent()).toEqual([
    { name: 'unlockBase', parameters: ['security'] },
    { name: 'forgetMfaSession', parameters: ['security'] },
  ]);
});

test('an MFA session that is over asks for a code again', async ({ window }) => {
  await window.open({ now: SAMPLE_NOW + 461 * 60_000 });
  await openKeys(window);
  await expect(window.page.getByRole('button', { name: 'Unlock for the day' })).toBeVisible();
});
