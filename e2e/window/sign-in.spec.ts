import { BASES, SIGN_IN, SIGN_IN_BY_CODE, SIGN_IN_DUE, SSO_PLAN } from './access.fixture.ts';
import { done, failed, testScenes } from './scenes.ts';
import { openRole, press } from './surgery-steps.fixture.ts';
import { expect, test, type WindowPage } from './window-page.ts';

const roles = [...SIGN_IN_DUE, ...BASES.filter(({ profile }) => profile === 'dev')];

function banner({ page }: WindowPage) {
  return page.getByRole('region', { name: 'Sign-in' });
}

testScenes([
  { name: 'roles-sign-in', snapshot: { roles, recent: [] } },
  { name: 'roles-signing-in', snapshot: { roles, recent: [], signIn: SIGN_IN } },
  {
    name: 'role-sign-in-by-code',
    snapshot: { roles, signIn: SIGN_IN_BY_CODE },
    answers: { previewPlan: SSO_PLAN },
    arrange: (window) => openRole(window, 'dev-auditor'),
  },
]);

test('a role that waits for a sign-in says so, and its row, its key and its details sign in', async ({
  window,
}) => {
  await window.open({
    snapshot: { roles, recent: [] },
    answers: { signIn: done('Signed in to corp until 17:00'), previewPlan: SSO_PLAN },
  });
  const { page } = window;
  for (const profile of ['dev-admin', 'dev-auditor']) {
    const row = page.locator(`[data-profile="${profile}"]`);
    await expect(row).toContainText('needs sign-in');
    await expect(row).not.toContainText('failed');
    await row.hover();
    await row.getByRole('button', { name: 'Sign in' }).click();
  }
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: 'Signed in to corp' })).toBeVisible();
  await openRole(window, 'dev-admin');
  await expect(page.getByText('Starts from dev (SSO).')).toBeAttached();
  await page.getByRole('button', { name: 'Sign in' }).press('Enter');
  expect((await window.sent()).filter(({ name }) => name === 'signIn')).toEqual([
    { name: 'signIn', parameters: ['dev-admin'] },
    { name: 'signIn', parameters: ['dev-auditor'] },
    { name: 'signIn', parameters: ['dev-auditor'] },
    { name: 'signIn', parameters: ['dev-admin'] },
  ]);
});

test('what aws login keeps is not signed in to here', async ({ window }) => {
  const [role] = SIGN_IN_DUE;
  if (role === undefined) throw new Error('no role');
  await window.open({ snapshot: { roles: [{ ...role, baseKind: 'login' }] } });
  await openRole(window, 'dev-admin');
  await expect(window.page.getByRole('button', { name: 'Renew', exact: true })).toBeVisible();
  await expect(window.page.getByRole('button', { name: 'Sign in' })).toHaveCount(0);
});

test('a sign-in that waits stands above every screen, takes no focus, and can be cancelled', async ({
  window,
}) => {
  await window.open({ snapshot: { roles }, answers: { cancelSignIn: { ok: true, value: null } } });
  const { page } = window;
  await page.keyboard.type('dev');
  await window.push({ signIn: SIGN_IN });
  await expect(banner(window)).toContainText('Finish signing in to corp in the browser');
  await expect(banner(window).getByLabel('Code to compare')).toHaveCount(0);
  await expect(page.getByRole('combobox')).toBeFocused();
  await window.push({ signIn: SIGN_IN_BY_CODE });
  await expect(banner(window).getByLabel('Code to compare')).toHaveText('QWHD-LZKV');
  await window.show({ kind: 'screen', screen: 'settings' });
  await expect(banner(window)).toBeVisible();
  await banner(window).getByRole('button', { name: 'Cancel' }).press('Enter');
  expect(await window.sent()).toEqual([{ name: 'cancelSignIn', parameters: [] }]);
  await window.push({ signIn: undefined } as never);
  await expect(banner(window)).toHaveCount(0);
});

test('the focus of its button goes back to where it came from', async ({ window }) => {
  await window.open({ snapshot: { roles, signIn: SIGN_IN } });
  const { page } = window;
  await expect(page.getByRole('combobox')).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(banner(window).getByRole('button', { name: 'Cancel' })).toBeFocused();
  await window.push({ signIn: undefined } as never);
  await expect(page.getByRole('combobox')).toBeFocused();
});

test('who cancels is told nothing; any other end is told', async ({ window }) => {
  await window.open({
    snapshot: { roles },
    answers: {
      signIn: [
        failed('DECLINED', 'the sign-in was cancelled', 'Start it again.'),
        failed('SIGN_IN_REFUSED', 'IAM Identity Center refused the sign-in', 'Ask its owner.'),
      ],
      previewPlan: SSO_PLAN,
    },
  });
  const { page } = window;
  await openRole(window, 'dev-auditor');
  await press(window, 'Sign in');
  await expect.poll(async () => (await window.sent()).map(({ name }) => name)).toContain('signIn');
  // Once the answer has been drawn, if anything of it is.
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
  await expect(page.getByText('was cancelled')).toHaveCount(0);
  await press(window, 'Sign in');
  await expect(page.getByRole('alert').filter({ hasText: 'refused the sign-in' })).toBeVisible();
});
