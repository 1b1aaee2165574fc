import type { KeyView } from '../../electron/contract/keys.ts';
import { SAMPLE_NOW, sampleSnapshot } from '../../electron/contract/testing/sample-snapshot.ts';
import { done, failed, testScenes } from './scenes.ts';
import { openScreen, press } from './surgery-steps.fixture.ts';
import { expect, test, type WindowPage } from './window-page.ts';

const DAY = 86_400_000;
const [KEY] = sampleSnapshot().keys;
if (KEY === undefined) throw new Error('the sample has no key');
const OLD: KeyView = { ...KEY, ageDays: 190, isOld: true };
const QUESTION = failed(
  'CONFIRMATION_REQUIRED',
  'Replace the key AKIAIOSFODNN7EXAMPLE of arn:aws:iam::111122223333:user/ana by a new one, and switch it off? Programs with a copy of it will be refused.',
  'Until then everything stays as it is.',
);

function withRotation(changes: Partial<NonNullable<KeyView['rotation']>>): KeyView {
  return {
    ...KEY,
    accessKeyId: 'AKIAI44QH8DHBEXAMPLE',
    ageDays: 0,
    rotation: { oldKeyId: 'AKIAIOSFODNN7EXAMPLE', state: 'old-inactive', ...changes },
  } as KeyView;
}

const rotations = async (window: WindowPage) =>
  (await window.sent()).filter(({ name }) => /otat/.test(name));

testScenes([
  {
    name: 'keys-rotations',
    snapshot: {
      keys: [
        OLD,
        { ...withRotation({ state: 'unfinished' }), profile: 'cut-off' },
        { ...withRotation({ deletableAt: SAMPLE_NOW + 7 * DAY }), profile: 'rotated' },
      ],
    },
    arrange: (window) => openScreen(window, 'keys'),
  },
  {
    name: 'keys-rotate',
    snapshot: { keys: [OLD] },
    answers: { rotateKey: QUESTION },
    arrange: async (window) => {
      await openScreen(window, 'keys');
      await press(window, 'Rotate…');
      await window.page.getByRole('alertdialog').waitFor();
    },
  },
]);

test('an old key is marked; rotating asks with main’s question, and a yes is sent', async ({
  window,
}) => {
  await window.open({
    snapshot: { keys: [OLD] },
    answers: {
      rotateKey: [QUESTION, QUESTION, done('The key AKIAI44QH8DHBEXAMPLE is in use', 'The old…')],
    },
  });
  await openScreen(window, 'keys');
  const { page } = window;
  await expect(page.getByText('190 days old: time for a new one')).toBeVisible();
  const question = page.getByRole('alertdialog', { name: 'Rotate the key of security?' });
  await page.getByRole('button', { name: 'Rotate…' }).press('Enter');
  await expect(question).toContainText('Programs with a copy of it will be refused.');
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(question).toHaveCount(0);
  expect(await rotations(window)).toEqual([{ name: 'rotateKey', parameters: ['security', false] }]);
  await press(window, 'Rotate…');
  await question.getByRole('button', { name: 'Rotate' }).click();
  await expect(page.getByText('AKIAI44QH8DHBEXAMPLE is in use')).toBeVisible();
  expect(await rotations(window)).toEqual([
    { name: 'rotateKey', parameters: ['security', false] },
    { name: 'rotateKey', parameters: ['security', true] },
  ]);
});

test('a rotation that was cut off goes on; what keeps it from that stays in sight', async ({
  window,
}) => {
  await window.open({
    snapshot: { keys: [withRotation({ state: 'unfinished' })] },
    answers: {
      rotateKey: failed('IAM_ACCESS_DENIED', 'AWS does not let ana list her keys', 'Ask for that.'),
    },
  });
  await openScreen(window, 'keys');
  const { page } = window;
  await expect(page.getByRole('region', { name: 'Rotation of the key' })).toContainText('…MPLE');
  await expect(page.getByRole('button', { name: 'Rotate…' })).toHaveCount(0);
  await press(window, 'Go on');
  await expect(page.getByRole('alert').filter({ hasText: 'list her keys' })).toBeVisible();
  expect(await rotations(window)).toEqual([{ name: 'rotateKey', parameters: ['security', false] }]);
});

test('the old key is deleted after a yes; from its day on the notice says so', async ({
  window,
}) => {
  const deletableAt = SAMPLE_NOW + 7 * DAY;
  await window.open({
    snapshot: { keys: [withRotation({ deletableAt })] },
    answers: {
      finishRotation: [
        failed('CONFIRMATION_REQUIRED', 'Delete the old key for good?', ''),
        done('Deleted the old key AKIAIOSFODNN7EXAMPLE at AWS'),
      ],
    },
  });
  await openScreen(window, 'keys');
  const { page } = window;
  const notice = page.getByRole('region', { name: 'Rotation of the key security' });
  await expect(notice).toContainText(/The old key …MPLE is switched off; delete it from 2026-03-/);
  await notice.getByRole('button', { name: 'Delete old key…' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('Deleted the old key')).toBeVisible();
  expect(await rotations(window)).toEqual([
    { name: 'finishRotation', parameters: ['security', false] },
    { name: 'finishRotation', parameters: ['security', true] },
  ]);
  await window.push({ keys: [withRotation({ deletableAt: SAMPLE_NOW - 1 })] });
  await expect(notice).toContainText('it can be deleted now');
});
