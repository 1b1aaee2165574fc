import { done } from './scenes.ts';
import { FINDINGS } from './surgery.fixture.ts';
import { ANSWERS, ok, openScreen, press } from './surgery-steps.fixture.ts';
import { expect, test } from './window-page.ts';

test('the tab tells errors; a fix is shown, made, and the list read again', async ({ window }) => {
  const [first, ...rest] = FINDINGS;
  await window.open({
    answers: {
      ...ANSWERS,
      examine: [ok({ findings: FINDINGS }), ok({ findings: rest })],
      applyFix: done('Mended', 'Activity can take it back.'),
    },
    snapshot: { doctorErrors: 2 },
  });
  const { page } = window;
  await page.getByRole('button', { name: 'Doctor 2 errors' }).click();
  const config = page.getByRole('region', { name: '/home/ana/.aws/config' });
  await expect(config.getByRole('listitem').first()).toContainText('line 88');
  await expect(config).toContainText('AWS CLI, boto3 refuses the whole file');
  await expect(page.getByText('[profile spare]')).toBeHidden();
  await press(window, 'Show 1 note');
  await expect(page.getByText('[profile spare]')).toBeVisible();

  await press(window, /^Show the fix: .profile data-analyst/);
  await press(window, 'Mend this');
  await expect(page.getByText(first?.message ?? '-')).toBeHidden();
  await expect(page.getByRole('heading', { name: 'Doctor', level: 1 })).toBeFocused();
  expect(await window.sent()).toContainEqual({ name: 'applyFix', parameters: ['a1'] });
  await window.push({ doctorErrors: 0 });
  await expect(page.getByRole('button', { name: 'Doctor', exact: true })).toBeVisible();
});

test('all is mended in one go, and then the doctor says what it looked at', async ({ window }) => {
  await window.open({
    answers: {
      ...ANSWERS,
      examine: [ok({ findings: FINDINGS }), ok({ findings: [] })],
      applyAllFixes: done('Mended 2 findings'),
    },
  });
  await openScreen(window, 'doctor');
  await press(window, 'Mend all 2');
  await expect(window.page.getByText(/readable for its owner alone \(the/)).toBeVisible();
  await press(window, /^Mend 2$/);
  await expect(window.page.getByText('Nothing is wrong').first()).toBeVisible();
  await expect(window.page.getByText('Looked at')).toBeVisible();
});
