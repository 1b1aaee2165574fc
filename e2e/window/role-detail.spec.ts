import { sampleRole, sampleSnapshot } from '../../electron/contract/testing/sample-snapshot.ts';
import type { PlanStepView, PlanView, RoleView } from '../../electron/contract/types.ts';
import { SAMPLE_ANSWERS } from './sample-answers.ts';
import { done, failed, testScenes } from './scenes.ts';
import { expect, test, type WindowPage } from './window-page.ts';

const roles = sampleSnapshot().roles;

function step(profile: string, changes: Partial<PlanStepView> = {}): PlanStepView {
  return {
    action: 'AssumeRole',
    profile,
    accountId: '222222222222',
    region: 'eu-west-1',
    durationSeconds: 3600,
    sendsCode: false,
    sendsExternalId: false,
    isLive: false,
    sessionName: 'ana@laptop',
    reasons: [
      "1h, because AWS caps any role assumed with another role's credentials at one hour, whatever maximum either role has",
    ],
    ...changes,
  };
}

function planOf(profile: string, steps: readonly PlanStepView[], warnings: string[] = []) {
  const plan: PlanView = {
    profile,
    base: { profile: 'security', kind: 'key', storage: 'keychain' },
    steps,
    warnings,
    targetReason: `AWS tools would ignore keys written to [${profile}]: its profile has role_arn`,
  };
  return { ok: true, value: plan };
}

const LONG: RoleView = sampleRole('team-17-role204-platform-deployer', '999999999999', {
  chain: ['security', 'hub', 'team-17-hub', 'team-17-role204-platform-deployer'],
});
const LONG_PLAN = planOf(
  LONG.profile,
  [
    step('security', { action: 'GetSessionToken', sendsCode: true, durationSeconds: 43_200 }),
    ...['hub', 'team-17-hub', 'regional-hub-eu', 'compliance-gateway', LONG.profile].map((name) =>
      step(name),
    ),
  ],
  ['duration_seconds 7200 is cut to 1h where one role assumes another'],
);

function openRole(profile: string): (window: WindowPage) => Promise<void> {
  return async (window) => {
    await window.show({ kind: 'role', profile });
    await window.page.getByRole('heading', { level: 1 }).waitFor();
    await window.page.getByRole('heading', { name: 'Facts' }).waitFor();
  };
}

const oneHop = planOf('prod-admin', [
  step('prod-admin', {
    accountId: '333333333333',
    sendsCode: true,
    sendsExternalId: true,
    durationSeconds: 7200,
    reasons: [
      '2h, as duration_seconds says',
      'Asks for one code of arn:aws:iam::111122223333:mfa/ana',
    ],
  }),
]);

testScenes([
  { name: 'role-active', arrange: openRole('staging-deployer') },
  {
    name: 'role-active-scrolled',
    arrange: async (window) => {
      await openRole('staging-deployer')(window);
      await window.page.getByRole('heading', { name: 'In your list' }).scrollIntoViewIfNeeded();
      await window.page.getByText('Red roles and accounts').scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'role-guarded-failed',
    answers: { previewPlan: oneHop },
    arrange: openRole('prod-admin'),
  },
  {
    name: 'role-two-hops',
    answers: {
      previewPlan: planOf('prod-readonly', [step('hub', { isLive: true }), step('prod-readonly')]),
    },
    arrange: openRole('prod-readonly'),
  },
  { name: 'role-needs-mfa', arrange: openRole('data-analyst') },
  { name: 'role-expired', arrange: openRole('prod-deployer') },
  { name: 'role-assuming', arrange: openRole('staging-support') },
  {
    name: 'role-broken',
    answers: {
      previewPlan: failed(
        'CHAIN_BROKEN',
        'config, line 41: source_profile "hubb" of data-broken is not defined',
        'Correct the name in that line.',
      ),
    },
    arrange: openRole('data-broken'),
  },
  {
    name: 'role-six-hops',
    snapshot: { roles: [...roles, LONG] },
    answers: { previewPlan: LONG_PLAN },
    arrange: openRole(LONG.profile),
  },
  {
    name: 'role-six-hops-large',
    snapshot: { roles: [...roles, LONG] },
    answers: { previewPlan: LONG_PLAN },
    size: { width: 1000, height: 1100 },
    arrange: openRole(LONG.profile),
  },
  {
    name: 'base-detail',
    answers: {
      previewPlan: planOf('security', [
        step('security', { action: 'GetSessionToken', sendsCode: true, durationSeconds: 43_200 }),
      ]),
    },
    arrange: openRole('security'),
  },
  {
    name: 'role-format-menu',
    arrange: async (window) => {
      await openRole('staging-deployer')(window);
      await window.page.getByRole('combobox', { name: 'Format' }).click();
    },
  },
  {
    name: 'role-write-dialog',
    arrange: async (window) => {
      await openRole('staging-deployer')(window);
      await window.page.getByRole('button', { name: 'Another profile…' }).click();
      await window.page.getByRole('textbox', { name: 'Profile' }).fill('staging-deployer');
      await window.page.keyboard.press('Enter');
      await window.page.getByText('would not read it').waitFor();
    },
  },
]);

test('the plan is told in words, step by step, with the reason of each number', async ({
  window,
}) => {
  await window.open();
  await openRole('staging-deployer')(window);
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
  await openRole('staging-deployer')(window);
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
  await window.open({ answers: { previewPlan: oneHop } });
  await openRole('prod-admin')(window);
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
  await openRole('staging-deployer')(window);
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
  await openRole('staging-deployer')(window);
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
  await openRole('staging-deployer')(window);
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
  await openRole('staging-admin')(window);
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
  await openRole('staging-admin')(window);
  await window.push({ roles: roles.filter(({ profile }) => profile !== 'staging-admin') });
  await expect(window.page.getByText('no profile “staging-admin” any more')).toBeVisible();
  await window.page.getByRole('button', { name: 'Back' }).click();
  await expect(
    window.page.getByRole('searchbox').or(window.page.getByRole('combobox')),
  ).toBeVisible();
});
