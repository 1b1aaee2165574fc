import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readSwitchRoles } from '../move-in/read-switch-roles.ts';
import { openSettings } from '../settings/settings-store.ts';
import { importRoles, planRoleImport } from './import-roles.ts';
import { loadContext } from './load-context.ts';
import { obtainSession } from './obtain-session.ts';
import { type PracticeApp, practiceApp } from './testing/practice-app.ts';
import { undoChange } from './undo-change.ts';

let practice: PracticeApp;
beforeEach(async () => {
  practice = await practiceApp();
});
afterEach(async () => {
  await practice.close();
});

/** The settings of this home, as the window keeps them. */
function settings() {
  const { files, locks, logger, homePath } = practice.app;
  return openSettings({ files, locks, logger, homePath, platform: 'linux', environment: {} });
}

/** What a user of the browser extension has for one of the practice roles. */
async function extensionText(): Promise<string> {
  const role = practice.organisation.roles.find(({ name }) => name === 'readonly');
  return `[ci]\naws_account_id = 000011112222\n[shop]\naws_account_id = ${role?.accountId}\nrole_name = readonly\nsource_profile = ci\ncolor = ff0000\n`;
}

test('an imported role works at once, has its colour, and undo takes it back', async () => {
  const { app } = practice;
  const before = await readFile(app.configPath, 'utf8');
  const store = await settings();
  const reading = readSwitchRoles(await extensionText());
  const done = await importRoles(app, { reading, settings: store, confirm: async () => undefined });
  expect(done.skipped).toEqual([]);
  expect(done.changedPath).toBe(app.configPath);
  const after = await readFile(app.configPath, 'utf8');
  expect(after.startsWith(before)).toBe(true);
  expect(store.current.roles.shop).toEqual({ colour: 'red' });
  expect(JSON.parse(await readFile(join(app.homePath, 'settings.json'), 'utf8'))).toMatchObject({
    roles: { shop: { colour: 'red' } },
  });

  const { session } = await obtainSession(app, await loadContext(app), 'shop', {});
  expect(session.profile).toBe('shop');

  const again = await importRoles(app, {
    reading,
    settings: store,
    confirm: async () => undefined,
  });
  expect(again).toMatchObject({
    roles: [],
    skipped: [{ profile: 'shop', reason: 'it is there already' }],
  });
  await undoChange(app);
  expect(await readFile(app.configPath, 'utf8')).toBe(before);
});

test('a plan, or a no, changes nothing; what another program writes meanwhile stays', async () => {
  const { app } = practice;
  const before = await readFile(app.configPath, 'utf8');
  const store = await settings();
  const reading = readSwitchRoles(await extensionText());
  expect((await planRoleImport(app, { reading })).plan.roles).toHaveLength(1);
  const no = async () => {
    throw new Error('no');
  };
  await expect(importRoles(app, { reading, settings: store, confirm: no })).rejects.toThrow('no');
  expect(await readFile(app.configPath, 'utf8')).toBe(before);

  const theirs = `${before}\n[profile shop]\nregion = eu-west-1\n`;
  const confirm = () => writeFile(app.configPath, theirs);
  const done = await importRoles(app, { reading, settings: store, confirm });
  expect(done).toMatchObject({ roles: [], skipped: [{ profile: 'shop' }] });
  expect(await readFile(app.configPath, 'utf8')).toBe(theirs);
  expect(store.current.roles).toEqual({});
});
