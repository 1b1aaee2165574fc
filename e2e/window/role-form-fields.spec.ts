import { largeSnapshot, sampleSnapshot } from '../../electron/contract/testing/sample-snapshot.ts';
import { ARN, newRole } from './role-form.fixture.ts';
import { testScenes } from './scenes.ts';
import { expect, test } from './window-page.ts';

const LONG_PATH = {
  ...sampleSnapshot().files,
  configPath: '/home/ana.maria.gonzalez/work/clients/example-corporation/settings/.aws/config',
};

testScenes([
  { name: 'form-long-path', snapshot: { files: LONG_PATH }, arrange: newRole },
  {
    name: 'form-faults',
    arrange: async (window) => {
      await newRole(window);
      const { page } = window;
      await page.getByLabel('Role ARN').fill('arn:aws:iam::2222:role/auditor');
      await page.getByLabel('Duration').fill('2h');
      await page.keyboard.press('Enter');
    },
  },
  {
    name: 'form-session',
    arrange: async (window) => {
      await newRole(window);
      const { page } = window;
      await page.getByLabel('Source profile').fill('hub');
      await page.keyboard.press('Escape');
      await page.getByLabel('Session name').fill('{who}');
      await page.getByLabel('Duration').fill('2h');
      await page.getByLabel('Duration').blur();
      await page.getByLabel('Duration').scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'form-sources',
    arrange: async (window) => {
      await newRole(window);
      await window.page.getByLabel('Source profile').click();
      await window.page.getByRole('option', { name: 'security base' }).waitFor();
    },
  },
]);

test('a fault is shown when its field is left, not before, and goes when it is mended', async ({
  window,
}) => {
  await window.open();
  await newRole(window);
  const { page } = window;
  const arn = page.getByLabel('Role ARN');
  await arn.fill('arn:aws:iam::22222:role/auditor');
  await expect(page.getByText('5 digits instead of 12')).toBeHidden();
  await arn.blur();
  await expect(arn).toHaveAccessibleDescription(/5 digits instead of 12/);
  await expect(arn).toHaveAttribute('aria-invalid', 'true');
  await arn.fill(ARN);
  await expect(arn).not.toHaveAttribute('aria-invalid');
  await expect(arn).toHaveAccessibleDescription('auditor in staging (222222222222)');
});

test('a try to save shows all faults, focuses the first and sends nothing', async ({ window }) => {
  await window.open();
  await newRole(window);
  const { page } = window;
  await page.getByLabel('External id').fill('not this one');
  await page.getByRole('button', { name: 'Add role' }).click();
  await expect(page.getByLabel('Profile name')).toBeFocused();
  await expect(page.locator('[aria-invalid="true"]')).toHaveCount(4);
  expect(await window.sent()).toEqual([]);
});

test('a chained role is told its limit while the duration is typed', async ({ window }) => {
  await window.open();
  await newRole(window);
  const { page } = window;
  await page.getByLabel('Source profile').fill('hub');
  await page.getByLabel('Duration').fill('2h');
  await expect(page.getByLabel('Duration')).toHaveAccessibleDescription(/2 h, but it will get 1 h/);
  await page.getByLabel('Source profile').fill('security');
  await expect(page.getByLabel('Duration')).toHaveAccessibleDescription(/^2 h\. The role/);
});

test('the source is found among 2,000 by typing, arrows and Enter', async ({ window }) => {
  await window.open({ snapshot: largeSnapshot(2000) });
  await newRole(window);
  const { page } = window;
  const source = page.getByLabel('Source profile');
  await source.focus();
  await page.keyboard.type('role1234-');
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(source).toHaveValue('team-34-role1234-deployer');
  await expect(page.getByRole('listbox')).toBeHidden();
  expect(await window.sent()).toEqual([]);
});

test('of a long path the middle is cut, and both ends are seen', async ({ window }) => {
  await window.open({ snapshot: { files: LONG_PATH } });
  await newRole(window);
  const path = window.page.getByTitle(LONG_PATH.configPath);
  await expect(path).toHaveText(LONG_PATH.configPath);
  const cut = await path.evaluate((element) =>
    [...element.children].map((part) => [part.textContent, part.scrollWidth > part.clientWidth]),
  );
  expect(cut).toEqual([
    ['/home/ana.maria.gonzalez/work/clients/example-corporation/settings', true],
    ['/.aws/config', false],
  ]);
  await expect(window.page.getByText('in /home/ana.maria')).toBeInViewport({ ratio: 1 });
});
