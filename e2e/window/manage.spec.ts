import { sampleSnapshot } from '../../electron/contract/testing/sample-snapshot.ts';
import { done, failed } from './scenes.ts';
import { MANAGE } from './surgery.fixture.ts';
import { ANSWERS, ok, openRole, press, REFUSAL } from './surgery-steps.fixture.ts';
import { expect, test } from './window-page.ts';

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

test('with a broken link only the walk is offered', async ({ window }) => {
  await window.open({ answers: ANSWERS, snapshot: sampleSnapshot() });
  await openRole(window, 'data-broken');
  await expect(window.page.getByRole('button', { name: 'Check this chain' })).toBeVisible();
  await expect(window.page.getByText('by its own name')).toBeHidden();
});
