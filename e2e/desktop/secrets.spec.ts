/** After everything that a person does, each secret is where it was asked for and nowhere else. */
import type { Page } from '@playwright/test';
import { CHAINED_ROLE, ROLE_WITHOUT_MFA } from '../practice.ts';
import { textOf, type Valet } from '../valet.ts';
import type { DesktopApp } from './fixture/desktop.ts';
import { expect, test } from './fixture/test.ts';
import {
  filesBelow,
  heapText,
  listenTo,
  type Places,
  pageText,
  placesWith,
  processesOf,
  saidBy,
} from './security-steps.ts';
import { expectLive, openRoles, press, searchBox, switchWithCode } from './steps.ts';

/** A secret of the right shape that belongs to no key. */
const MISTYPED = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYMISTYPEDKE';

function keyOf(valet: Valet, profile: string) {
  const key = valet.organisation.users.find((user) => user.profile === profile)?.keys[0];
  if (key === undefined) throw new Error(`no user ${profile} with a key`);
  return key;
}

/** Adds a key by the form on the screen of keys; the secret is mistyped first. */
async function addKey(page: Page, valet: Valet, profile: string): Promise<void> {
  const { accessKeyId, secretAccessKey } = keyOf(valet, profile);
  await page.getByRole('button', { name: 'Add a key' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill(profile);
  await dialog.getByLabel('Access key id').fill(accessKeyId);
  await dialog.getByLabel('Secret access key').fill(MISTYPED);
  await page.keyboard.press('Enter');
  await expect(dialog.getByLabel('The key was not added')).toBeVisible();
  await dialog.getByLabel('Secret access key').fill(secretAccessKey);
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
}

/** Everything that can be searched while the app runs, but for files. */
async function runningPlaces(desktop: DesktopApp, valet: Valet): Promise<Places> {
  const processes = await processesOf(valet.folder);
  expect(Object.keys(processes), 'processes of the app').not.toEqual([]);
  return {
    ...processes,
    ...(await saidBy(desktop)),
    'the page': await pageText(desktop.page),
    'the memory of the page': await heapText(desktop.page),
  };
}

test('a base key goes from the form to the keychain and nowhere else', async ({
  desktop,
  valet,
}) => {
  const { page } = desktop;
  const secrets = [
    MISTYPED,
    ...['ci', 'security'].map((name) => keyOf(valet, name).secretAccessKey),
  ];
  await page.getByRole('button', { name: 'Add a key' }).click();
  for (const profile of ['ci', 'security']) {
    await addKey(page, valet, profile);
    const item = page.getByRole('listitem', { name: profile });
    await item.getByRole('button', { name: 'Verify' }).click();
    await expect(item.getByText(/^Valid: it belongs to/)).toBeVisible();
  }
  const running = await runningPlaces(desktop, valet);
  expect(placesWith(secrets, running)).toEqual([]);
  // The search does find: what may be in the window is found there.
  expect(placesWith([keyOf(valet, 'ci').accessKeyId], running)).toEqual([
    'messages to the page',
    'the page',
    'the memory of the page',
  ]);

  expect(await desktop.quit()).toBe(0);
  const places = { ...(await filesBelow(valet.folder)), output: desktop.output() };
  expect(placesWith(secrets, places)).toEqual([]);
  expect((await valet.run(['keys', 'list'])).stdout).toContain(keyOf(valet, 'ci').accessKeyId);
});

test('session secrets are in the clipboard and in the target, and nowhere else', async ({
  launch,
  valet,
}) => {
  const sts = await listenTo(valet.sts.url);
  const desktop = await openRoles(
    (options) => launch({ ...options, environment: { AWS_ENDPOINT_URL_STS: sts.url } }),
    valet,
  );
  const { page } = desktop;
  await switchWithCode(page, valet, CHAINED_ROLE);
  await press(page, CHAINED_ROLE, /^Copy exports/);
  await expect.poll(() => desktop.clipboard.text()).toContain('AWS_SESSION_TOKEN');
  await press(page, CHAINED_ROLE, /^Details/);
  await expect(page.getByRole('heading', { name: 'How it gets there' })).toBeVisible();
  await page.getByRole('button', { name: 'Roles' }).click();
  await press(page, ROLE_WITHOUT_MFA, /^Write/);
  await expectLive(page, ROLE_WITHOUT_MFA);
  await press(page, 'data-prod-broken', /^(Hold|Switch)/);
  await searchBox(page).fill('');

  // A base's MFA session, both hops of the chain, and the role without MFA.
  expect(sts.secrets.length).toBeGreaterThanOrEqual(6);
  const secrets = [
    ...sts.secrets,
    ...valet.organisation.users.flatMap(({ keys }) => keys.map((key) => key.secretAccessKey)),
  ];
  expect(placesWith(secrets, await runningPlaces(desktop, valet))).toEqual([]);
  const files = await filesBelow(valet.folder);
  expect(placesWith(secrets, files)).toEqual([valet.credentialsPath]);
  expect(placesWith(secrets, { clipboard: await desktop.clipboard.text() })).toEqual(['clipboard']);

  await press(page, CHAINED_ROLE, /^Stop/);
  await press(page, ROLE_WITHOUT_MFA, /^Stop/);
  await expect.poll(() => textOf(valet.credentialsPath)).not.toContain('aws_');
  expect(await desktop.quit()).toBe(0);
  const left = { ...(await filesBelow(valet.folder)), output: desktop.output() };
  expect(placesWith(secrets, left)).toEqual([]);
  await sts.close();
});
