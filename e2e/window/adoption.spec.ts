import { failed } from './scenes.ts';
import { ANSWERS, openScreen, press } from './surgery-steps.fixture.ts';
import { expect, test } from './window-page.ts';

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
