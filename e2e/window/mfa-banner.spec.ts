import type { MfaQuestionView } from '../../electron/contract/snapshot.ts';
import { expect, test, type WindowPage } from './window-page.ts';

const QUESTION: MfaQuestionView = {
  id: 1,
  serial: 'arn:aws:iam::111122223333:mfa/ana',
  baseProfile: 'security',
  accountId: '111122223333',
  roles: ['staging-admin'],
  isChecking: false,
  askedBy: 'program',
};

function banner({ page }: WindowPage) {
  return page.getByRole('region', { name: 'Question for a code' });
}

function dialog({ page }: WindowPage) {
  return page.getByRole('alertdialog', { name: 'A code for staging-admin' });
}

test('a program’s question takes no focus, covers nothing, and typing goes on', async ({
  window,
}) => {
  await window.open();
  const { page } = window;
  await page.keyboard.press('Control+n');
  const name = page.getByLabel('Profile name');
  await expect(name).toBeFocused();
  await page.keyboard.type('staging-');
  await window.push({ question: QUESTION });
  await expect(banner(window)).toContainText('An AWS tool needs a code for staging-admin');
  await page.keyboard.type('auditor');
  await expect(name).toHaveValue('staging-auditor');
  await expect(dialog(window)).toHaveCount(0);
  const low = await banner(window).boundingBox();
  const heading = await page.getByRole('heading', { name: 'New role' }).boundingBox();
  expect(heading?.y).toBeGreaterThanOrEqual((low?.y ?? 0) + (low?.height ?? 0));
  await expect(page.getByRole('button', { name: 'Add role' })).toBeInViewport({ ratio: 1 });
  await window.push({ question: undefined } as never);
  await expect(banner(window)).toHaveCount(0);
  await expect(name).toBeFocused();
});

test('“Enter code” opens the usual dialog, which stays through a wrong code', async ({
  window,
}) => {
  await window.open({ snapshot: { question: QUESTION } });
  const { page } = window;
  await page.keyboard.type('sta');
  await banner(window).getByRole('button', { name: 'Enter code' }).press('Enter');
  await expect(page.getByLabel('Six-digit code')).toBeFocused();
  await expect(banner(window)).toHaveCount(0);
  await page.keyboard.type('407811');
  expect(await window.sent()).toEqual([{ name: 'answerMfa', parameters: [1, '407811'] }]);
  await window.push({ question: { ...QUESTION, isChecking: true } });
  await window.push({ question: { ...QUESTION, id: 2, previous: 'wrong' } });
  await expect(dialog(window)).toContainText('AWS did not accept that code.');
  await expect(page.getByLabel('Six-digit code')).toBeFocused();
  await page.keyboard.type('110874');
  expect(await window.sent()).toEqual([{ name: 'answerMfa', parameters: [2, '110874'] }]);
  await window.push({ question: undefined } as never);
  await expect(dialog(window)).toHaveCount(0);
  // The button that had the focus is gone: the search takes it, and what was typed stays.
  await expect(page.getByRole('combobox')).toBeFocused();
  await expect(page.getByRole('combobox')).toHaveValue('sta');
  // The next one is another matter.
  await window.push({ question: { ...QUESTION, id: 3 } });
  await expect(banner(window)).toBeVisible();
  await expect(dialog(window)).toHaveCount(0);
});

test('“Not now” puts it away', async ({ window }) => {
  await window.open({ snapshot: { question: QUESTION } });
  await banner(window).getByRole('button', { name: 'Not now' }).click();
  await expect(banner(window)).toHaveCount(0);
  expect(await window.sent()).toEqual([{ name: 'dismissMfa', parameters: [1] }]);
  await expect(window.page.getByRole('combobox')).toBeFocused();
});

test('Escape in the dialog puts it away as well', async ({ window }) => {
  await window.open({ snapshot: { question: QUESTION } });
  await banner(window).getByRole('button', { name: 'Enter code' }).click();
  await window.page.keyboard.press('Escape');
  await expect(dialog(window)).toHaveCount(0);
  await expect(banner(window)).toHaveCount(0);
  expect(await window.sent()).toEqual([{ name: 'dismissMfa', parameters: [1] }]);
});

test('a click on its notification opens it, whatever screen is there', async ({ window }) => {
  await window.open({ snapshot: { question: QUESTION } });
  await window.show({ kind: 'screen', screen: 'settings' });
  await window.show({ kind: 'question' });
  await expect(dialog(window)).toBeVisible();
  await expect(window.page.locator('h1')).toHaveText('Settings');
});

test('a click on a notification that came too late opens nothing', async ({ window }) => {
  await window.open();
  await window.show({ kind: 'question' });
  await expect(window.page.getByRole('alertdialog')).toHaveCount(0);
  await window.push({ question: QUESTION });
  await expect(banner(window)).toBeVisible();
});

test('it opens by itself once a person waits for the same code', async ({ window }) => {
  await window.open({ snapshot: { question: QUESTION } });
  await expect(banner(window)).toBeVisible();
  await window.push({
    question: { ...QUESTION, roles: ['staging-admin', 'hub'], askedBy: 'person' },
  });
  await expect(
    window.page.getByRole('alertdialog', { name: 'One code for two roles' }),
  ).toBeVisible();
  await expect(window.page.getByLabel('Six-digit code')).toBeFocused();
  await expect(banner(window)).toHaveCount(0);
});

test('by keyboard it is the first thing that Tab comes to after the last', async ({ window }) => {
  await window.open({ snapshot: { question: QUESTION } });
  const { page } = window;
  await expect(page.getByRole('combobox')).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(page.getByRole('button', { name: 'Not now' })).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(page.getByRole('button', { name: 'Enter code' })).toBeFocused();
});
