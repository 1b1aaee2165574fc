import { expect, test, type WindowPage } from './window-page.ts';

/** The profile of the row that keys act on. */
async function selectedProfile({ page }: WindowPage): Promise<string | null> {
  return page.locator('[role="row"][aria-selected="true"]').getAttribute('data-profile');
}

test.describe('by keyboard alone', () => {
  test('the search has the focus, and Enter switches to the first hit', async ({ window }) => {
    await window.open();
    const search = window.page.getByRole('combobox', { name: 'Search roles' });
    await expect(search).toBeFocused();
    await window.page.keyboard.type('222222222222 admin');
    expect(await selectedProfile(window)).toBe('staging-admin');
    const active = await search.getAttribute('aria-activedescendant');
    await expect(window.page.locator(`[id="${active}"]`)).toHaveAttribute(
      'data-profile',
      'staging-admin',
    );
    await window.page.keyboard.press('Enter');
    await expect(window.page.getByRole('status')).toContainText('Did switchRole');
    expect(await window.sent()).toEqual([
      { name: 'switchRole', parameters: ['staging-admin', false] },
    ]);
  });

  test('arrows go into the list, letters act there, and others go back to the search', async ({
    window,
  }) => {
    await window.open();
    const { keyboard } = window.page;
    await keyboard.press('ArrowDown');
    await expect(window.page.getByRole('grid')).toBeFocused();
    expect(await selectedProfile(window)).toBe('prod-readonly');
    for (const key of ['c', 'w', 's', 'f']) {
      await keyboard.press(key);
    }
    expect(await window.sent()).toEqual([
      { name: 'copyExports', parameters: ['prod-readonly', 'sh'] },
      { name: 'writeRole', parameters: ['prod-readonly', '', false] },
      { name: 'stopRole', parameters: ['prod-readonly'] },
      { name: 'markRole', parameters: ['prod-readonly', { favourite: true }] },
    ]);
    await keyboard.press('h');
    await keyboard.type('ub');
    await expect(window.page.getByRole('combobox')).toBeFocused();
    await expect(window.page.getByRole('combobox')).toHaveValue('hub');
    expect(await window.sent()).toEqual([]);
  });

  test('the arrow up at the top leads back to the search, and "/" from anywhere', async ({
    window,
  }) => {
    await window.open();
    const { keyboard } = window.page;
    const search = window.page.getByRole('combobox');
    await keyboard.press('ArrowDown');
    await keyboard.press('ArrowUp');
    await keyboard.press('ArrowUp');
    await expect(search).toBeFocused();
    await keyboard.press('End');
    await keyboard.press('ArrowDown');
    await keyboard.press('End');
    expect(await selectedProfile(window)).toBe('security');
    await keyboard.press('/');
    await expect(search).toBeFocused();
    await expect(search).toHaveValue('');
  });

  test('details open and Escape comes back to the same row', async ({ window }) => {
    await window.open();
    const { keyboard } = window.page;
    await keyboard.type('prod');
    await keyboard.press('ArrowDown');
    const selected = await selectedProfile(window);
    await keyboard.press('i');
    await expect(window.page.getByRole('grid')).toHaveCount(0);
    await keyboard.press('Escape');
    await expect(window.page.getByRole('grid')).toBeVisible();
    expect(await selectedProfile(window)).toBe(selected);
    await expect(window.page.getByRole('combobox')).toHaveValue('prod');
  });

  test('Escape clears the search first and then hides the window', async ({ window }) => {
    await window.open();
    await window.page.keyboard.type('prod');
    await window.page.keyboard.press('Escape');
    await expect(window.page.getByRole('combobox')).toHaveValue('');
    expect(await window.sent()).toEqual([]);
    await window.page.keyboard.press('Escape');
    await expect.poll(() => window.sent()).toEqual([{ name: 'hideWindow', parameters: [] }]);
  });

  test('"?" shows the keys, and Escape only closes that', async ({ window }) => {
    await window.open();
    await window.page.keyboard.type('deployer');
    await window.page.keyboard.press('?');
    await expect(window.page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
    await window.page.keyboard.press('Escape');
    await expect(window.page.getByRole('dialog')).toHaveCount(0);
    await expect(window.page.getByRole('combobox')).toBeFocused();
    await expect(window.page.getByRole('combobox')).toHaveValue('deployer');
    expect(await window.sent()).toEqual([]);
  });

  test('Tab reaches the buttons of the selected row only', async ({ window }) => {
    await window.open();
    const reached: (string | null)[] = [];
    for (let step = 0; step < 9; step += 1) {
      await window.page.keyboard.press('Tab');
      reached.push(
        await window.page.evaluate(
          () =>
            document.activeElement?.closest('[data-profile]')?.getAttribute('data-profile') ?? null,
        ),
      );
    }
    expect([...new Set(reached)]).toEqual([null, 'staging-deployer']);
  });
});
