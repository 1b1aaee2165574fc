import type { RoleView } from '../../electron/contract/roles.ts';
import { SAMPLE_NOW, sampleSnapshot } from '../../electron/contract/testing/sample-snapshot.ts';
import { done, testScenes } from './scenes.ts';
import { expect, test, type WindowPage } from './window-page.ts';

const UNREACHABLE = {
  code: 'NETWORK_UNREACHABLE',
  message: 'sts.eu-west-1.amazonaws.com can’t be reached',
  hint: 'Check the network, or the VPN that leads there.',
};
const DENIED = {
  code: 'STS_ACCESS_DENIED',
  message: 'AWS does not let hub assume arn:aws:iam::333333333333:role/readonly',
  hint: 'Check that the trust policy of the role names hub.',
};

function live(minutes: number): Partial<RoleView> {
  return { expiresAt: SAMPLE_NOW + minutes * 60_000, lifeSeconds: 3600 };
}

function written(profile: string, state: 'ours' | 'expired' = 'ours') {
  return { targets: [{ name: `${profile}-session`, state }] };
}

/** What a morning without a network makes of the sample's roles. */
const CHANGES: Readonly<Record<string, Partial<RoleView>>> = {
  'staging-deployer': { state: 'renewing', ...live(14) },
  'prod-readonly': { state: 'failed', failure: DENIED, ...live(9) },
  'staging-admin': {
    state: 'renewing',
    failure: UNREACHABLE,
    hasEndpoint: true,
    ...live(12),
    ...written('staging-admin'),
  },
  hub: { state: 'active', hasEndpoint: true, ...live(51) },
};
const ROLES = withChanges(CHANGES);

function withChanges(changes: Readonly<Record<string, Partial<RoleView>>>): readonly RoleView[] {
  return sampleSnapshot().roles.map((role) => ({ ...role, ...changes[role.profile] }));
}

function row({ page }: WindowPage, profile: string) {
  return page.locator(`[data-profile="${profile}"]`);
}

async function openRole(window: WindowPage, profile: string): Promise<void> {
  await window.show({ kind: 'role', profile });
  await window.page.getByRole('heading', { name: 'Facts' }).waitFor();
}

testScenes([
  { name: 'roles-renewing', snapshot: { roles: ROLES } },
  {
    name: 'roles-renewing-forced-colours',
    snapshot: { roles: ROLES },
    arrange: ({ page }) => page.emulateMedia({ forcedColors: 'active' }),
  },
  {
    name: 'roles-failed-live-selected',
    snapshot: { roles: ROLES },
    arrange: ({ page }) => page.locator('[data-profile="prod-readonly"]').click(),
  },
  {
    name: 'role-renewing-trouble',
    snapshot: { roles: ROLES },
    arrange: (window) => openRole(window, 'staging-admin'),
  },
  {
    name: 'role-failed-live',
    snapshot: { roles: ROLES },
    arrange: (window) => openRole(window, 'prod-readonly'),
  },
  {
    name: 'role-renewing',
    snapshot: { roles: ROLES },
    arrange: (window) => openRole(window, 'staging-deployer'),
  },
]);

test('a role that is renewed goes on counting, says so quietly, and its button stays Stop', async ({
  window,
}) => {
  await window.open({ snapshot: { roles: ROLES } });
  const renewing = row(window, 'staging-deployer');
  await expect(renewing).toContainText('14m');
  await expect(renewing).toContainText('14 min left');
  await expect(renewing.getByText('renewing', { exact: true })).toBeVisible();
  await window.page.clock.setFixedTime(SAMPLE_NOW + 5 * 60_000);
  await expect(renewing).toContainText('9m');
  await renewing.click();
  await renewing.getByRole('button', { name: /^Stop/ }).click();
  expect(await window.sent()).toEqual([{ name: 'stopRole', parameters: ['staging-deployer'] }]);
});

test('why the last try failed is under the pointer, and read out', async ({ window }) => {
  await window.open({ snapshot: { roles: ROLES } });
  const troubled = row(window, 'staging-admin');
  await expect(troubled.getByText('renewing', { exact: true })).toHaveAttribute(
    'title',
    /The last try failed: sts\.eu-west-1\.amazonaws\.com can’t be reached/,
  );
  await expect(troubled).toContainText('the last try to renew it failed');
  await expect(row(window, 'staging-deployer')).not.toContainText('the last try');
});

test('nothing moves with reduced motion', async ({ window }) => {
  await window.open({ snapshot: { roles: ROLES } });
  const animations = (): Promise<readonly string[]> =>
    row(window, 'staging-deployer').evaluate((element) =>
      element.getAnimations({ subtree: true }).map(() => 'moves'),
    );
  expect(await animations()).toEqual(['moves']);
  await window.page.emulateMedia({ reducedMotion: 'reduce' });
  expect(await animations()).toEqual([]);
});

test('the strip counts all that runs, whatever keeps it from being renewed', async ({ window }) => {
  await window.open({ snapshot: { roles: ROLES } });
  await expect(window.page.getByText('5 live')).toBeVisible();
  await expect(window.page.getByText('next ends in 4 min')).toBeVisible();
});

test('a role that can’t be renewed keeps its row, its countdown and its reason, and Renew renews it', async ({
  window,
}) => {
  await window.open();
  const place = () => row(window, 'prod-readonly').boundingBox();
  const before = await place();
  const failing = row(window, 'prod-readonly');
  for (const change of [
    { state: 'renewing' },
    { state: 'renewing', failure: UNREACHABLE },
    { state: 'failed', failure: DENIED },
    { state: 'needs-mfa' },
    { state: 'failed', failure: DENIED },
  ] as const) {
    await window.push({ roles: withChanges({ 'prod-readonly': change }) });
    await expect(failing).toHaveAttribute('data-state', change.state);
    await expect(failing).toContainText('55m');
    // Also when the list is put in order anew.
    await window.page.evaluate(() => globalThis.dispatchEvent(new Event('blur')));
    expect(await place()).toEqual(before);
  }
  await expect(failing).toContainText('AWS does not let hub assume');
  await failing.click();
  await failing.getByRole('button', { name: /^Renew/ }).click();
  expect(await window.sent()).toEqual([{ name: 'renewRole', parameters: ['prod-readonly'] }]);
  await window.push({ roles: withChanges({ 'prod-readonly': { state: 'assuming' } }) });
  await expect(failing).toContainText('55m');
  await expect(failing.getByRole('button', { name: /^Renew/ })).toHaveAttribute(
    'aria-busy',
    'true',
  );
  expect(await place()).toEqual(before);
});

test.describe('Enter', () => {
  test('renews what is written where a switch would write', async ({ window }) => {
    await window.open();
    await window.page.keyboard.type('data-analyst');
    await window.page.keyboard.press('Enter');
    await window.page.keyboard.press('Escape');
    await window.page.keyboard.type('prod-deployer');
    await window.page.keyboard.press('Enter');
    expect(await window.sent()).toEqual([
      { name: 'renewRole', parameters: ['data-analyst'] },
      { name: 'renewRole', parameters: ['prod-deployer'] },
    ]);
  });

  test('switches where a renewal would leave the shared profile to another role', async ({
    window,
  }) => {
    const roles = withChanges({ 'prod-deployer': { switchTarget: 'current' } });
    await window.open({ snapshot: { roles } });
    await window.page.keyboard.type('prod-deployer');
    await window.page.keyboard.press('Enter');
    expect(await window.sent()).toEqual([
      { name: 'switchRole', parameters: ['prod-deployer', false] },
    ]);
  });
});

test('a role that failed before it ever lived is switched to, not renewed', async ({ window }) => {
  await window.open();
  await row(window, 'prod-admin').click();
  await row(window, 'prod-admin')
    .getByRole('button', { name: /^Switch/ })
    .click();
  expect(await window.sent()).toEqual([{ name: 'switchRole', parameters: ['prod-admin', false] }]);
});

test.describe('a role’s screen', () => {
  test('says what keeps it from being renewed and how long it goes on; Renew renews', async ({
    window,
  }) => {
    await window.open({
      snapshot: { roles: ROLES },
      answers: { renewRole: done('prod-readonly is live until 10:00, as [default]') },
    });
    await openRole(window, 'prod-readonly');
    const { page } = window;
    const reason = page.getByRole('region', { name: 'What went wrong' });
    await expect(reason).toContainText('AWS does not let hub assume');
    await expect(reason).toContainText('Its session still runs: 9 min left, until');
    await page.getByRole('button', { name: 'Renew', exact: true }).press('Enter');
    await expect(page.getByText('is live until 10:00')).toBeVisible();
    expect(await window.sent()).toContainEqual({
      name: 'renewRole',
      parameters: ['prod-readonly'],
    });
    await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();
  });

  test('lets one try before the app does, and talks of nothing where all goes well', async ({
    window,
  }) => {
    await window.open({ snapshot: { roles: ROLES } });
    await openRole(window, 'staging-admin');
    const state = window.page.getByRole('region', { name: 'State of this role' });
    await expect(state).toContainText('The last try to renew it failed: sts.eu-west-1');
    await expect(state).toContainText('It is tried again by itself.');
    await window.page.getByRole('button', { name: 'Renew', exact: true }).click();
    expect(await window.sent()).toContainEqual({
      name: 'renewRole',
      parameters: ['staging-admin'],
    });
    await openRole(window, 'staging-deployer');
    await expect(state).toHaveCount(0);
    const facts = window.page.getByRole('region', { name: 'Facts' });
    await expect(facts.getByText('14 min left, until')).toContainText('renewing');
    await expect(window.page.getByRole('button', { name: 'Renew', exact: true })).toHaveCount(0);
    await expect(window.page.getByRole('button', { name: 'Stop' })).toBeVisible();
  });

  test('says that its URL is open, as its row does', async ({ window }) => {
    await window.open({ snapshot: { roles: ROLES } });
    await expect(row(window, 'hub').getByRole('img', { name: 'its URL is open' })).toBeVisible();
    await expect(
      row(window, 'staging-deployer').getByRole('img', { name: 'its URL is open' }),
    ).toHaveCount(0);
    await openRole(window, 'hub');
    await expect(window.page.getByText('programs that have it are renewed')).toBeVisible();
    await expect(window.page.getByRole('button', { name: 'Stop' })).toBeVisible();
  });
});
