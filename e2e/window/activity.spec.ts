import { done } from './scenes.ts';
import { ANSWERS, ok, openScreen, press } from './surgery-steps.fixture.ts';
import { expect, test } from './window-page.ts';

test('a change is taken back after its diff was seen; a refused one offers no undo', async ({
  window,
}) => {
  await window.open({ answers: { ...ANSWERS, undoChange: done('Taken back: x') } });
  await openScreen(window, 'activity');
  const { page } = window;
  await expect(
    page.getByRole('listitem', { name: 'Imported 12 roles', exact: true }),
  ).toContainText('taken back');
  await press(window, /^Undo… Moved/);
  await expect(page.getByRole('figure')).toContainText('aws_secret_access_key = [hidden]');
  await press(window, 'Undo this change');
  await expect(page.getByRole('heading', { name: 'Activity', level: 1 })).toBeFocused();
  expect(await window.sent()).toContainEqual({ name: 'undoChange', parameters: ['0c0ffee2'] });

  const refusal = { code: 'EDIT_REFUSED', message: 'changed since', hint: 'By hand.' };
  await window.answer({ previewUndo: ok({ files: [], refusal }) });
  await press(window, /^Undo… manage/);
  await expect(page.getByRole('alert').filter({ hasText: 'changed since' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Undo this change' })).toBeHidden();
});
