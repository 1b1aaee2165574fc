import { SIGN_IN_DUE, SSO_PLAN, WITH_CONSOLE } from './access.fixture.ts';
import { EXPLAINED_WALK } from './reasons.fixture.ts';
import { done, testScenes } from './scenes.ts';
import { ok, openRole, press } from './surgery-steps.fixture.ts';
import { expect, test, type WindowPage } from './window-page.ts';

const ANSWERS = {
  walkChain: ok(EXPLAINED_WALK),
  copyReadyText: done('Copied; it holds no secret'),
};

async function askWhy({ page }: WindowPage): Promise<void> {
  await page.getByRole('button', { name: 'Why? prod-admin' }).click();
  await page.getByRole('region', { name: 'Why it was refused' }).waitFor();
}

testScenes([
  {
    name: 'reasons',
    snapshot: { roles: WITH_CONSOLE },
    answers: ANSWERS,
    arrange: askWhy,
  },
  {
    name: 'reasons-unfolded',
    snapshot: { roles: WITH_CONSOLE },
    size: { width: 440, height: 1500 },
    answers: ANSWERS,
    arrange: async (window) => {
      await askWhy(window);
      await window.page.getByText('The trust policy of the role does not').click();
    },
  },
  {
    name: 'reasons-sign-in',
    snapshot: { roles: SIGN_IN_DUE },
    answers: { walkChain: ok(signedOut()), previewPlan: SSO_PLAN },
    arrange: async (window) => {
      await openRole(window, 'dev-auditor');
      await press(window, 'Check this chain');
      await window.page.getByText('needs you').waitFor();
    },
  },
]);

test('what leads to the reasons stays where it is when the pointer comes', async ({ window }) => {
  await window.open({ snapshot: { roles: WITH_CONSOLE }, answers: ANSWERS });
  const { page } = window;
  const row = page.locator('[data-profile="prod-admin"]');
  const why = row.getByRole('button', { name: 'Why? prod-admin' });
  const before = await why.boundingBox();
  await row.getByText('prod-admin', { exact: true }).first().hover();
  await row.getByRole('button', { name: 'Details of prod-admin' }).waitFor();
  expect(await why.boundingBox()).toEqual(before);
  // Press and release come quicker than the row is drawn anew.
  await page.mouse.move(0, 0);
  await row.getByRole('button', { name: 'Details of prod-admin' }).waitFor({ state: 'hidden' });
  const { x = 0, y = 0, width = 0, height = 0 } = before ?? {};
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  await row.getByRole('button', { name: 'Details of prod-admin' }).waitFor();
  await page.mouse.up();
  await page.getByRole('region', { name: 'Why it was refused' }).waitFor();
});

test('a failed row leads to its reasons with one click, and Back to the row', async ({
  window,
}) => {
  await window.open({ snapshot: { roles: WITH_CONSOLE }, answers: ANSWERS });
  const { page } = window;
  await askWhy(window);
  expect((await window.sent()).map(({ name }) => name)).toContain('walkChain');
  const first = page.getByText('Ask the owner of the role for its external id');
  await expect(first).toBeInViewport();
  await expect(page.getByText('aws iam get-role')).toBeHidden();
  await expect(page.getByRole('button', { name: 'Check this chain' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.locator('[data-profile="prod-admin"]')).toBeVisible();
});

test('what was asked is answered once: coming back to the role starts nothing', async ({
  window,
}) => {
  await window.open({ snapshot: { roles: WITH_CONSOLE }, answers: ANSWERS });
  const { page } = window;
  const walks = async () => (await window.sent()).filter(({ name }) => name === 'walkChain');
  const hint = page.getByText('up to the first that breaks');
  await askWhy(window);
  expect(await walks()).toHaveLength(1);
  // What is drawn anew while it is open is as it was.
  await window.push({ roles: WITH_CONSOLE });
  await expect(page.getByRole('region', { name: 'Why it was refused' })).toBeVisible();
  // Back from what lies on it.
  await page.getByRole('button', { name: 'Edit this role' }).click();
  await page.getByRole('heading', { name: 'Edit prod-admin' }).waitFor();
  await page.keyboard.press('Escape');
  await expect(hint).toBeVisible();
  // The file that held it is gone for a moment, as while an editor saves it.
  await window.push({ roles: [] });
  await page.getByText('no profile “prod-admin” any more').waitFor();
  await window.push({ roles: WITH_CONSOLE });
  await expect(hint).toBeVisible();
  expect(await walks()).toEqual([]);
  // Asked again from the row, it is answered again.
  await page.keyboard.press('Escape');
  await askWhy(window);
  expect(await walks()).toHaveLength(1);
});

test('a role that is gone for a moment while it answers is not asked again', async ({ window }) => {
  await window.open({ snapshot: { roles: WITH_CONSOLE }, answers: ANSWERS });
  await askWhy(window);
  await window.push({ roles: [] });
  await window.page.getByText('no profile “prod-admin” any more').waitFor();
  await window.push({ roles: WITH_CONSOLE });
  await expect(window.page.getByText('up to the first that breaks')).toBeVisible();
  const walks = (await window.sent()).filter(({ name }) => name === 'walkChain');
  expect(walks).toHaveLength(1);
});

test('by keyboard: folded causes open, texts are read and copied by main', async ({ window }) => {
  await window.open({ snapshot: { roles: WITH_CONSOLE }, answers: ANSWERS });
  const { page } = window;
  await openRole(window, 'prod-admin');
  await page.getByRole('button', { name: 'Why?' }).press('Enter');
  const why = page.getByRole('region', { name: 'Why it was refused' });
  await expect(why).toContainText('call 2 of 2');
  await expect(why.getByRole('listitem').first()).toContainText('likely');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByText('aws iam get-role')).toBeVisible();
  await expect(page.getByRole('region', { name: 'What was looked at' })).toContainText(
    'iam:GetRole not allowed',
  );
  const text = page.getByRole('textbox', { name: 'To the owner of the role admin, ready to send' });
  await expect(text).toHaveValue(/"sts:AssumeRole"/);
  await expect(text).not.toBeEditable();
  await page.getByRole('button', { name: 'Copy the text to the owner' }).press('Enter');
  await page.getByRole('button', { name: 'Copy the text to the administrator' }).press('Enter');
  await expect(page.getByText('Copied; it holds no secret')).toBeVisible();
  expect((await window.sent()).filter(({ name }) => name === 'copyReadyText')).toEqual([
    { name: 'copyReadyText', parameters: ['prod-admin', 'role-owner'] },
    { name: 'copyReadyText', parameters: ['prod-admin', 'caller-admin'] },
  ]);
});

test('a walk that ends at a sign-in offers it', async ({ window }) => {
  await window.open({
    snapshot: { roles: SIGN_IN_DUE },
    answers: { walkChain: ok(signedOut()), signIn: done('Signed in'), previewPlan: SSO_PLAN },
  });
  await openRole(window, 'dev-auditor');
  await press(window, 'Check this chain');
  const card = window.page.getByRole('region', { name: 'Does it work?' });
  await card.getByRole('button', { name: 'Sign in' }).click();
  expect(await window.sent()).toContainEqual({ name: 'signIn', parameters: ['dev-auditor'] });
});

function signedOut() {
  return {
    profile: 'dev-auditor',
    calls: 0,
    links: [
      { name: 'files', profile: 'dev-auditor', state: 'ok', message: 'the files lead to it' },
      {
        name: 'key',
        profile: 'dev',
        state: 'needs-you',
        message: 'dev needs a sign-in to IAM Identity Center (corp)',
        hint: 'Sign in, then check again.',
        code: 'SIGN_IN_REQUIRED',
      },
    ],
  };
}
