import { sampleSnapshot } from '../../electron/contract/testing/sample-snapshot.ts';
import { ONE_HOP } from './plans.fixture.ts';
import { SAMPLE_ANSWERS } from './sample-answers.ts';
import { done, failed } from './scenes.ts';
import { openRole } from './surgery-steps.fixture.ts';
import { expect, test } from './window-page.ts';

const { roles } = sampleSnapshot();

test('the plan is told in words, step by step, with the reason of each number', async ({
  window,
}) => {
  await window.open();
  await openRole(window, 'staging-deployer');
  const steps = window.page
    .getByRole('list')
    .filter({ hasText: 'Assume hub' })
    .getByRole('listitem');
  await expect(steps).toHaveCount(3);
  await expect(steps.nth(0)).toContainText('A session of security for 12 h');
  // It is live.
  await expect(steps.nth(0)).not.toContainText('asks for an MFA code');
  await expect(steps.nth(2)).toContainText('AWS allows 1 h at most when chaining');
});

test('a live role is stopped, and what stays valid is said', async ({ window }) => {
  await window.open({
    answers: { stopRole: done('Stopped staging-deployer', 'Copies stay valid until 09:42.') },
  });
  await openRole(window, 'staging-deployer');
  await window.page.getByRole('button', { name: 'Stop' }).click();
  await expect(window.page.getByRole('status').filter({ hasText: 'Stopped' })).toContainText(
    'Copies stay valid until 09:42.',
  );
  expect(await window.sent()).toContainEqual({
    name: 'stopRole',
    parameters: ['staging-deployer'],
  });
});

test('a role of a red account is switched by holding, by pointer and by key', async ({
  window,
}) => {
  await window.open({ answers: { previewPlan: ONE_HOP } });
  await openRole(window, 'prod-admin');
  const hold = window.page.getByRole('button', { name: 'Hold to switch' });
  const switches = async () => (await window.sent()).filter(({ name }) => name === 'switchRole');
  await hold.click();
  expect(await switches()).toEqual([]);
  await hold.click({ delay: 1100 });
  expect(await switches()).toEqual([{ name: 'switchRole', parameters: ['prod-admin', false] }]);
  await hold.focus();
  await window.page.keyboard.press('Enter');
  expect(await switches()).toEqual([]);
  await window.page.keyboard.press('Enter', { delay: 1100 });
  expect(await switches()).toHaveLength(1);
});

test('setting as default asks first, and a yes is sent', async ({ window }) => {
  await window.open({
    answers: {
      writeRole: [
        failed('CONFIRMATION_REQUIRED', 'default is the source of hub and 2 more', 'Think first.'),
        done('Written to default'),
      ],
    },
  });
  await openRole(window, 'staging-deployer');
  await window.page.getByRole('button', { name: 'Set as default' }).click();
  const question = window.page.getByRole('alertdialog');
  await expect(question).toContainText('default is the source of hub and 2 more');
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await question.getByRole('button', { name: 'Write' }).click();
  await expect(window.page.getByText('Written to default')).toBeVisible();
  expect((await window.sent()).filter(({ name }) => name === 'writeRole')).toEqual([
    { name: 'writeRole', parameters: ['staging-deployer', 'default', false] },
    { name: 'writeRole', parameters: ['staging-deployer', 'default', true] },
  ]);
});

test('copies in the format that is chosen, by keyboard', async ({ window }) => {
  await window.open();
  await openRole(window, 'staging-deployer');
  const { page } = window;
  await page.getByRole('combobox', { name: 'Format' }).focus();
  await page.keyboard.type('fish');
  await page.getByRole('button', { name: 'Copy credentials' }).press('Enter');
  await page.getByRole('button', { name: 'Copy a command' }).press('Enter');
  await page.getByRole('button', { name: 'Copy “unset”' }).press('Enter');
  expect((await window.sent()).filter(({ name }) => name.startsWith('copy'))).toEqual([
    { name: 'copyExports', parameters: ['staging-deployer', 'fish'] },
    { name: 'copyCommand', parameters: ['staging-deployer', 'fish'] },
    { name: 'copyUnset', parameters: ['fish'] },
  ]);
});

test('ids are copied by main, marks are sent', async ({ window }) => {
  await window.open();
  await openRole(window, 'staging-deployer');
  const { page } = window;
  await page.getByRole('button', { name: 'Copy the account id' }).click();
  await page.getByRole('button', { name: 'Copy the role’s ARN' }).click();
  await page.getByRole('button', { name: 'Remove from favourites' }).click();
  await page.getByRole('group', { name: 'Colour of this role' }).getByTitle('violet').click();
  await page.getByRole('textbox', { name: 'Group' }).fill('Team web');
  await page.keyboard.press('Enter');
  const sent = (await window.sent()).filter(({ name }) => name !== 'previewPlan');
  expect(sent).toEqual([
    { name: 'copyDetail', parameters: ['staging-deployer', 'accountId'] },
    { name: 'copyDetail', parameters: ['staging-deployer', 'roleArn'] },
    { name: 'markRole', parameters: ['staging-deployer', { favourite: false }] },
    { name: 'markRole', parameters: ['staging-deployer', { colour: 'violet' }] },
    { name: 'markRole', parameters: ['staging-deployer', { group: 'Team web' }] },
  ]);
});

test('a session that starts moves nothing but what it is about', async ({ window }) => {
  await window.open({ answers: SAMPLE_ANSWERS });
  await openRole(window, 'staging-admin');
  const facts = window.page.getByRole('heading', { name: 'Facts' });
  const before = await facts.boundingBox();
  const active = {
    state: 'active' as const,
    expiresAt: Date.UTC(2026, 2, 2, 10),
    lifeSeconds: 3600,
  };
  await window.push({
    roles: roles.map((role) => (role.profile === 'staging-admin' ? { ...role, ...active } : role)),
  });
  await expect(window.page.getByText(/left, until/)).toBeVisible();
  expect(await facts.boundingBox()).toEqual(before);
});

test('a role that vanished from the files says so and leads back', async ({ window }) => {
  await window.open();
  await openRole(window, 'staging-admin');
  await window.push({ roles: roles.filter(({ profile }) => profile !== 'staging-admin') });
  await expect(window.page.getByText('no profile “staging-admin” any more')).toBeVisible();
  await window.page.getByRole('button', { name: 'Back' }).click();
  await expect(
    window.page.getByRole('searchbox').or(window.page.getByRole('combobox')),
  ).toBeVisible();
});
