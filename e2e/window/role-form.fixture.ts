import type { WindowPage } from './window-page.ts';

/** The role that specs of the form type. */
export const ARN = 'arn:aws:iam::222222222222:role/auditor';

export async function newRole({ page }: WindowPage): Promise<void> {
  await page.keyboard.press('Control+n');
  await page.getByRole('heading', { name: 'New role' }).waitFor();
}
