import type { MfaQuestionView } from '../../electron/contract/snapshot.ts';
import { SAMPLE_NOW } from '../../electron/contract/testing/sample-snapshot.ts';
import { expect, test } from './window-page.ts';

const QUESTION: MfaQuestionView = {
  id: 1,
  serial: 'arn:aws:iam::111122223333:mfa/ana',
  baseProfile: 'security',
  accountId: '111122223333',
  roles: ['staging-admin', 'data-analyst'],
  isChecking: false,
  askedBy: 'person',
};

test('it names roles, accounts and device, takes the focus, and gives it back', async ({
  window,
}) => {
  await window.open();
  const { page } = window;
  await page.keyboard.type('staging');
  await window.push({ question: QUESTION });
  const dialog = page.getByRole('alertdialog', { name: 'One code for two roles' });
  await expect(dialog).toContainText('staging-admin in staging (222222222222)');
  await expect(dialog).toContainText('data-analyst in 444444444444');
  await expect(dialog).toContainText('mfa/ana · 111122223333');
  const field = dialog.getByLabel('Six-digit code');
  await expect(field).toBeFocused();
  await expect(field).toHaveAttribute('autocomplete', 'one-time-code');
  await expect(field).toHaveAttribute('inputmode', 'numeric');
  await window.push({ question: undefined } as never);
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('combobox')).toBeFocused();
});

test('six digits send themselves once, letters are dropped, and the field is emptied', async ({
  window,
}) => {
  await window.open({ snapshot: { question: QUESTION } });
  const field = window.page.getByLabel('Six-digit code');
  await expect(field).toBeFocused();
  await window.page.keyboard.type('40 7x');
  await expect(field).toHaveValue('407');
  expect(await window.sent()).toEqual([]);
  await window.page.keyboard.type('8119');
  await expect(field).toHaveValue('');
  await expect(window.page.getByText('AWS checks the code…')).toBeVisible();
  expect(await window.sent()).toEqual([{ name: 'answerMfa', parameters: [1, '407811'] }]);
});

test('a pasted code is sent too', async ({ window }) => {
  await window.open({ snapshot: { question: QUESTION } });
  const field = window.page.getByLabel('Six-digit code');
  await expect(field).toBeFocused();
  await window.page.keyboard.insertText(' 407 811\t');
  await expect
    .poll(() => window.sent())
    .toEqual([{ name: 'answerMfa', parameters: [1, '407811'] }]);
});

test('a spent code is said, with the time until the next one', async ({ window }) => {
  await window.open({ snapshot: { question: QUESTION }, now: SAMPLE_NOW + 12_000 });
  const { page } = window;
  await expect(page.getByText('New code in 18 s')).toBeVisible();
  await expect(page.getByLabel('Six-digit code')).toBeFocused();
  await page.keyboard.type('407811');
  await window.push({ question: { ...QUESTION, isChecking: true } });
  await window.push({ question: { ...QUESTION, id: 2, previous: 'spent' } });
  await expect(
    page.getByText('That code was used already. The next one comes in 18 s.'),
  ).toBeVisible();
  const field = page.getByLabel('Six-digit code');
  await expect(field).toBeFocused();
  await expect(field).toHaveValue('');
  await page.clock.setFixedTime(SAMPLE_NOW + 31_000);
  await expect(page.getByText('Your device shows a new code now.')).toBeVisible();
  await window.sent();
  await page.keyboard.type('110874');
  expect(await window.sent()).toEqual([{ name: 'answerMfa', parameters: [2, '110874'] }]);
});

test('a code that main refuses can be typed again', async ({ window }) => {
  await window.open({
    snapshot: { question: QUESTION },
    answers: {
      answerMfa: {
        ok: false,
        error: { code: 'USAGE', message: 'this question for a code is over', hint: 'Ask again.' },
      },
    },
  });
  const field = window.page.getByLabel('Six-digit code');
  await expect(field).toBeFocused();
  await window.page.keyboard.type('407811');
  await expect(window.page.locator('#mfa-note')).toContainText('this question for a code is over');
  await expect(field).toBeFocused();
  await window.page.keyboard.type('1');
  await expect(field).toHaveValue('1');
});

for (const way of ['Escape', 'Cancel']) {
  test(`${way} dismisses the question, and a click beside it does not`, async ({ window }) => {
    await window.open({ snapshot: { question: QUESTION } });
    const dialog = window.page.getByRole('alertdialog');
    await window.page.mouse.click(10, 300);
    await expect(dialog).toBeVisible();
    if (way === 'Escape') {
      await window.page.keyboard.press('Escape');
    } else {
      await dialog.getByRole('button', { name: 'Cancel' }).click();
    }
    await expect(dialog).toHaveCount(0);
    expect(await window.sent()).toEqual([{ name: 'dismissMfa', parameters: [1] }]);
    await window.push({ question: { ...QUESTION, id: 2 } });
    await expect(dialog).toBeVisible();
  });
}

test('in practice the window shows the device’s code', async ({ window }) => {
  await window.open({ snapshot: { question: QUESTION, isPractice: true } });
  const { page } = window;
  await page.getByRole('button', { name: 'Show the practice device’s code' }).click();
  await expect(page.getByLabel('Code of the practice device')).toHaveText('407811');
  await expect(page.getByText('for 18 s')).toBeVisible();
  await window.answer({
    practiceCode: { ok: true, value: { code: '118740', endsAt: SAMPLE_NOW + 48_000 } },
  });
  await page.clock.setFixedTime(SAMPLE_NOW + 18_500);
  await expect(page.getByLabel('Code of the practice device')).toHaveText('118740');
});

test('outside of practice there is no such button', async ({ window }) => {
  await window.open({ snapshot: { question: QUESTION } });
  await expect(window.page.getByRole('alertdialog')).toBeVisible();
  await expect(window.page.getByRole('button', { name: /practice/ })).toHaveCount(0);
});
