/** Copies of the app beside each other: one to a home, and as many homes as somebody has. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ROLE_WITHOUT_MFA } from '../practice.ts';
import type { Valet } from '../valet.ts';
import { expect, test } from './fixture/test.ts';
import { filesBelow } from './security-steps.ts';
import { expectLive, openRoles, press, row } from './steps.ts';

/** Every file of the home and of the AWS folder with its bytes and the time of its last change. */
async function stateOf(valet: Valet): Promise<Record<string, readonly [string, number]>> {
  const files = await filesBelow(valet.folder);
  const states = Object.entries(files).map(async ([path, text]) => {
    const { mtimeMs } = await stat(path);
    return [path, [text, mtimeMs]] as const;
  });
  return Object.fromEntries(await Promise.all(states));
}

test('further copies of one home end at once, write nothing, and bring the first one up', async ({
  launch,
  valet,
}) => {
  const desktop = await openRoles(launch, valet);
  await press(desktop.page, ROLE_WITHOUT_MFA, /^Switch/);
  // Said when everything is written that a switch writes.
  await expect(desktop.page.getByRole('status').getByText(/is live until/)).toBeVisible();
  await desktop.window.pressClose();
  await expect.poll(() => desktop.window.isVisible()).toBe(false);

  const before = await stateOf(valet);
  const copies = await Promise.all([1, 2, 3].map(() => desktop.startSecondCopy()));
  expect(copies).toEqual([1, 2, 3].map(() => ({ exitCode: 0, output: '' })));
  await expect.poll(() => desktop.window.isVisible()).toBe(true);
  expect(await stateOf(valet)).toEqual(before);
  // The first one is none the worse for it.
  await press(desktop.page, ROLE_WITHOUT_MFA, /^Stop/);
  await expect(await row(desktop.page, ROLE_WITHOUT_MFA)).not.toContainText('left');
});

test('two apps of different homes live side by side, each with its own keys and sessions', async ({
  launch,
  valet,
}) => {
  const first = await openRoles(launch, valet);
  const second = await launch({
    environment: { ROLE_VALET_HOME: join(valet.folder, 'other-home') },
  });
  await expect(second.page.getByRole('button', { name: 'Add a key' })).toBeVisible();
  await second.page.getByRole('button', { name: 'Show roles' }).click();
  await press(first.page, ROLE_WITHOUT_MFA, /^Copy exports/);
  await expectLive(first.page, ROLE_WITHOUT_MFA);

  // The key is in the first home's part of the keychain; the other one has none and says so.
  const inSecond = await row(second.page, ROLE_WITHOUT_MFA);
  await expect(inSecond).toContainText(/key/);
  await expect(inSecond).not.toContainText('left');
  expect(await second.tray.icon()).toBe('idle');
  expect(await second.quit()).toBe(0);
  await expectLive(first.page, ROLE_WITHOUT_MFA);
});
