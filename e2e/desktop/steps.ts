import type { Locator, Page } from '@playwright/test';
import { freshCode, withBaseKey } from '../practice.ts';
import type { Finished, Valet } from '../valet.ts';
import type { DesktopApp } from './fixture/desktop.ts';
import { expect } from './fixture/test.ts';

/** Puts both practice keys into the keychain and ends the welcome. */
export async function openRoles(
  launch: (options?: object) => Promise<DesktopApp>,
  valet: Valet,
): Promise<DesktopApp> {
  await withBaseKey(valet, 'security');
  await withBaseKey(valet, 'ci');
  const desktop = await launch();
  await desktop.page.getByRole('button', { name: 'Show roles' }).click();
  await expect(searchBox(desktop.page)).toBeFocused();
  return desktop;
}

export function searchBox(page: Page): Locator {
  return page.getByPlaceholder('Role, account or id');
}

/** The row of a profile, once the list is scrolled or searched to it. */
export async function row(page: Page, profile: string): Promise<Locator> {
  await searchBox(page).fill(profile);
  const found = page.getByRole('row').filter({ hasText: profile }).first();
  await expect(found).toBeVisible();
  return found;
}

/** Chooses the row of a profile and presses one of its buttons. */
export async function press(page: Page, profile: string, button: RegExp): Promise<void> {
  const found = await row(page, profile);
  await found.click();
  await found.getByRole('button', { name: button }).click();
}

/** The dialog that asks for a code. */
export function question(page: Page): Locator {
  return page.getByRole('alertdialog');
}

export function codeField(page: Page): Locator {
  return page.getByRole('textbox', { name: 'Six-digit code' });
}

/** Types a code that was not used yet into the dialog. */
export async function giveCode(page: Page, valet: Valet): Promise<void> {
  await expect(codeField(page)).toBeFocused();
  await page.keyboard.type(await freshCode(valet));
}

/** Takes the code of the practice organisation's own device and types it into the dialog. */
export async function givePracticeCode(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'practice device' }).click();
  const code = page.getByLabel('Code of the practice device');
  await codeField(page).fill((await code.textContent()) ?? '');
}

/** Waits until a role is live. */
export async function expectLive(page: Page, profile: string): Promise<void> {
  await expect((await row(page, profile)).getByText(/\d+ (min|h|s).* left/)).toBeAttached();
}

/** Switches to a role as a person with the device at hand does. */
export async function switchWithCode(page: Page, valet: Valet, profile: string): Promise<void> {
  await press(page, profile, /^Switch/);
  await giveCode(page, valet);
  await expectLive(page, profile);
}

/** Who the real AWS CLI is. Its version 2.9 wants the practice STS told. */
export function whoAmI(
  valet: Valet,
  argv: readonly string[] = [],
  environment: Record<string, string | undefined> = {},
): Promise<Finished> {
  return valet.program('aws', [...callOf(valet), ...argv], { environment });
}

/** The same call as a line for a shell. */
export function callLine(valet: Valet): string {
  return `aws ${callOf(valet).join(' ')}`;
}

function callOf(valet: Valet): readonly string[] {
  const identity = ['sts', 'get-caller-identity', '--output', 'text', '--query', 'Arn'];
  return ['--endpoint-url', valet.sts.url, ...identity];
}

/** Opens all about a role. */
export async function openDetails(page: Page, profile: string): Promise<void> {
  await press(page, profile, /^Details/);
  await expect(page.getByRole('heading', { level: 2, name: 'Facts' })).toBeVisible();
}

/** Opens one of the main screens. */
export async function openTab(
  page: Page,
  name: 'Roles' | 'Keys' | 'Doctor' | 'Activity' | 'Settings',
): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name }).click();
}

/** The names of everything in the keychain, without what it holds. */
export async function keychainItems(valet: Valet): Promise<readonly string[]> {
  const collection = '/org/freedesktop/secrets/aliases/default';
  const { stdout, stderr, code } = await valet.program('dbus-send', [
    ...['--session', '--print-reply=literal', '--dest=org.freedesktop.secrets', collection],
    ...['org.freedesktop.DBus.Properties.Get'],
    ...['string:org.freedesktop.Secret.Collection', 'string:Items'],
  ]);
  expect(code, stderr).toBe(0);
  return (stdout.match(/\/org\/freedesktop\/secrets\/\S+/g) ?? []).sort();
}
