import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { RoleValetError } from '../contract/errors.ts';
import type { App } from '../core/app/app.ts';
import { type PracticeApp, practiceApp } from '../core/app/testing/practice-app.ts';
import { rotateAgreed, withOneKeyEach } from '../core/app/testing/rotations.ts';
import { allKeyReminders, rotationReminders } from './key-reminders.ts';

let practice: PracticeApp;
beforeEach(async () => {
  practice = await practiceApp(withOneKeyEach);
});
afterEach(() => practice.close());

async function cutOffRotation(): Promise<void> {
  practice.sts.faults.newKeyRefusals = 17;
  const rotation = rotateAgreed(practice.app);
  await expect(rotation).rejects.toMatchObject({ code: 'KEY_NOT_ACCEPTED' });
}

/** A keychain that must not be asked, or can't. */
function lockedKeychain(app: App): App {
  const locked = async () => {
    throw new RoleValetError('KEYCHAIN_LOCKED', 'the keychain is locked', 'Unlock it.');
  };
  return { ...app, keys: { names: locked, get: locked, put: locked, remove: locked } };
}

test('what is left of rotations is known without the keychain', async () => {
  await cutOffRotation();
  practice.pass(100 * 24 * 3_600_000);
  const { findings, notes } = await rotationReminders(lockedKeychain(practice.app));
  expect(findings).toMatchObject([{ code: 'KEY_ROTATION_INTERRUPTED', profile: 'ci' }]);
  expect(notes).toEqual([]);
  const all = await allKeyReminders(practice.app);
  expect(all.findings.map(({ code }) => code).sort()).toEqual([
    'KEY_OLD',
    'KEY_ROTATION_INTERRUPTED',
  ]);
});

test.each(['rotations.json', 'settings.json'])('%s that can’t be read is a note', async (name) => {
  await mkdir(join(practice.app.homePath, name));
  const { notes } = await allKeyReminders(practice.app);
  expect(notes).toEqual([expect.stringContaining(name)]);
  const { findings, notes: ofRotations } = await rotationReminders(practice.app);
  expect(findings).toEqual([]);
  expect(ofRotations).toHaveLength(name === 'rotations.json' ? 1 : 0);
  await rm(join(practice.app.homePath, name), { recursive: true });
});

test('a keychain that can’t be read is a note, and none at all is nothing to tell', async () => {
  const { notes } = await allKeyReminders(lockedKeychain(practice.app));
  expect(notes.join()).toContain('the keychain is locked. Unlock it.');
  const memoryOnly: App = { ...practice.app, sealer: undefined };
  expect(await allKeyReminders(memoryOnly)).toEqual({ findings: [], notes: [] });
  expect(await rotationReminders(memoryOnly)).toEqual({ findings: [], notes: [] });
});
