import { done, failed, testScenes } from './scenes.ts';
import { expect, test, type WindowPage } from './window-page.ts';

const REFUSED = failed(
  'TARGET_REFUSED',
  'exports that renew would not be used: [default] in /home/ana/.aws/credentials, line 14, has aws_access_key_id, and AWS tools prefer that',
  'Move it to a profile with a name, or use: role-valet exec ROLE --server -- COMMAND, which shields its command from [default].',
);
const NAME = 'Copy exports that renew';

async function openRole(window: WindowPage): Promise<void> {
  await window.show({ kind: 'role', profile: 'staging-deployer' });
  await window.page.getByRole('heading', { name: 'Facts' }).waitFor();
}

testScenes([
  {
    name: 'role-copy',
    arrange: async (window) => {
      await openRole(window);
      await window.page
        .getByRole('region', { name: 'Copy for a terminal' })
        .evaluate((element) => element.scrollIntoView({ block: 'start' }));
    },
  },
  {
    name: 'role-copy-refused',
    answers: { copyRenewingExports: REFUSED },
    arrange: async (window) => {
      await openRole(window);
      await window.page.getByRole('button', { name: NAME }).click();
      await window.page.getByText('would not be used').waitFor();
      await window.page
        .getByRole('region', { name: 'Copy for a terminal' })
        .evaluate((element) => element.scrollIntoView({ block: 'start' }));
    },
  },
]);

test('exports that renew are copied in the chosen format, by keyboard', async ({ window }) => {
  await window.open({ answers: { copyRenewingExports: done('Copied staging-deployer for fish') } });
  await openRole(window);
  const { page } = window;
  await page.getByRole('combobox', { name: 'Format' }).selectOption('fish');
  await page.getByRole('button', { name: NAME }).press('Enter');
  await expect(page.getByText('Copied staging-deployer for fish')).toBeVisible();
  expect(await window.sent()).toContainEqual({
    name: 'copyRenewingExports',
    parameters: ['staging-deployer', 'fish'],
  });
});

test('formats that can only hold a trio don’t offer it', async ({ window }) => {
  await window.open();
  await openRole(window);
  const { page } = window;
  const format = page.getByRole('combobox', { name: 'Format' });
  const button = page.getByRole('button', { name: NAME });
  for (const value of ['sh', 'fish', 'powershell', 'cmd', 'nushell', 'dotenv', 'json']) {
    await format.selectOption(value);
    await expect(button).toBeVisible();
  }
  for (const value of ['process', 'ini']) {
    await format.selectOption(value);
    await expect(button).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Copy credentials' })).toBeVisible();
  }
});

test('where [default] would win, it says so beside the button until the next try', async ({
  window,
}) => {
  await window.open({ answers: { copyRenewingExports: [REFUSED, done('Copied')] } });
  await openRole(window);
  const { page } = window;
  await page.getByRole('button', { name: NAME }).click();
  const refusal = page.getByRole('region', { name: 'Nothing was copied' });
  await expect(refusal).toContainText('[default] in /home/ana/.aws/credentials, line 14');
  await expect(refusal).toContainText('Move it to a profile with a name');
  await page.getByRole('button', { name: NAME }).click();
  await expect(refusal).toHaveCount(0);
});
