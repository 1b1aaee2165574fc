import type { RoleView } from '../../electron/contract/roles.ts';
import { sampleRole, sampleSnapshot } from '../../electron/contract/testing/sample-snapshot.ts';
import { ONE_HOP, planOf, step } from './plans.fixture.ts';
import { failed, testScenes } from './scenes.ts';
import { openRole } from './surgery-steps.fixture.ts';

const { roles } = sampleSnapshot();

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

testScenes([
  { name: 'role-active', arrange: (window) => openRole(window, 'staging-deployer') },
  {
    name: 'role-active-scrolled',
    arrange: async (window) => {
      await openRole(window, 'staging-deployer');
      await window.page.getByRole('heading', { name: 'In your list' }).scrollIntoViewIfNeeded();
      await window.page.getByText('Red roles and accounts').scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'role-guarded-failed',
    answers: { previewPlan: ONE_HOP },
    arrange: (window) => openRole(window, 'prod-admin'),
  },
  {
    name: 'role-two-hops',
    answers: {
      previewPlan: planOf('prod-readonly', [step('hub', { isLive: true }), step('prod-readonly')]),
    },
    arrange: (window) => openRole(window, 'prod-readonly'),
  },
  { name: 'role-needs-mfa', arrange: (window) => openRole(window, 'data-analyst') },
  { name: 'role-expired', arrange: (window) => openRole(window, 'prod-deployer') },
  { name: 'role-assuming', arrange: (window) => openRole(window, 'staging-support') },
  {
    name: 'role-broken',
    answers: {
      previewPlan: failed(
        'CHAIN_BROKEN',
        'config, line 41: source_profile "hubb" of data-broken is not defined',
        'Correct the name in that line.',
      ),
    },
    arrange: (window) => openRole(window, 'data-broken'),
  },
  {
    name: 'role-six-hops',
    snapshot: { roles: [...roles, LONG] },
    answers: { previewPlan: LONG_PLAN },
    arrange: (window) => openRole(window, LONG.profile),
  },
  {
    name: 'role-six-hops-large',
    snapshot: { roles: [...roles, LONG] },
    answers: { previewPlan: LONG_PLAN },
    size: { width: 1000, height: 1100 },
    arrange: (window) => openRole(window, LONG.profile),
  },
  {
    name: 'base-detail',
    answers: {
      previewPlan: planOf('security', [
        step('security', { action: 'GetSessionToken', sendsCode: true, durationSeconds: 43_200 }),
      ]),
    },
    arrange: (window) => openRole(window, 'security'),
  },
  {
    name: 'role-format-menu',
    arrange: async (window) => {
      await openRole(window, 'staging-deployer');
      await window.page.getByRole('combobox', { name: 'Format' }).click();
    },
  },
  {
    name: 'role-write-dialog',
    arrange: async (window) => {
      await openRole(window, 'staging-deployer');
      await window.page.getByRole('button', { name: 'Another profile…' }).click();
      await window.page.getByRole('textbox', { name: 'Profile' }).fill('staging-deployer');
      await window.page.keyboard.press('Enter');
      await window.page.getByText('would not read it').waitFor();
    },
  },
]);
