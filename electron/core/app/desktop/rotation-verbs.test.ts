import { afterEach, expect, test } from 'vitest';
import type { BaseKey } from '../../keys/types.ts';
import { rotateAgreed, withOneKeyEach } from '../testing/rotations.ts';
import { valueFrom } from './testing/answer-value.ts';
import { type PracticeDesktop, practiceDesktop } from './testing/practice-desktop.ts';

const DAY = 24 * 3_600_000;

let valet: PracticeDesktop;
afterEach(() => valet.close());

const keyView = () => valet.desktop.snapshot.keys.find(({ profile }) => profile === 'ci');

test('a key is rotated after a yes, its roles go on, and the old one is deleted later', async () => {
  valet = await practiceDesktop({
    // The sample’s user has an inactive second key, and AWS allows two.
    organisation: withOneKeyEach,
  });
  const before = keyView()?.accessKeyId;
  expect(await valet.verbs.rotateKey('ci', false)).toMatchObject({
    ok: false,
    error: { code: 'CONFIRMATION_REQUIRED', message: expect.stringContaining(before ?? '') },
  });
  expect(keyView()).toMatchObject({ accessKeyId: before });
  expect(keyView()).not.toHaveProperty('rotation');
  // A question is no failure of the base.
  expect(valet.role('ci')).toMatchObject({ state: 'idle' });
  expect(valet.role('ci')).not.toHaveProperty('failure');

  const done = await valueFrom('rotateKey', valet.verbs.rotateKey('ci', true));
  const after = keyView();
  expect(after?.accessKeyId).not.toBe(before);
  expect(done.message).toContain(after?.accessKeyId);
  expect(after?.rotation).toMatchObject({ oldKeyId: before, state: 'old-inactive' });
  expect(JSON.stringify(valet.desktop.snapshot)).not.toContain('secretAccessKey');
  expect((await valet.verbs.copyExports('shop-dev-readonly', 'sh')).ok).toBe(true);

  expect(await valet.verbs.finishRotation('ci', false)).toMatchObject({
    ok: false,
    error: { code: 'CONFIRMATION_REQUIRED', message: expect.stringContaining('switched off on') },
  });
  await valet.pass(8 * DAY);
  expect(await valet.verbs.finishRotation('ci', false)).toMatchObject({
    ok: false,
    error: { code: 'CONFIRMATION_REQUIRED', message: expect.stringMatching(/for good\?$/) },
  });
  await valueFrom('finishRotation', valet.verbs.finishRotation('ci', true));
  expect(keyView()).not.toHaveProperty('rotation');
});

test('a key counts as old after the days of the setting, and never with none', async () => {
  valet = await practiceDesktop();
  expect(keyView()).toMatchObject({ ageDays: 0, isOld: false });
  await valet.pass(91 * DAY);
  expect(keyView()).toMatchObject({ ageDays: 91, isOld: true });
  await valet.verbs.saveSettings({ keyAgeReminderDays: 0 });
  expect(keyView()).toMatchObject({ isOld: false });
  await valet.verbs.saveSettings({ keyAgeReminderDays: 120 });
  expect(keyView()).toMatchObject({ isOld: false });
});

test('an old key may be deleted before its day after a yes, but not one that was switched on again', async () => {
  valet = await practiceDesktop({
    organisation: withOneKeyEach,
  });
  await valueFrom('rotateKey', valet.verbs.rotateKey('ci', true));
  const { app, sts } = valet.practice;
  const { accessKeyId, secretAccessKey } = (await app.keys.get('ci')) as BaseKey;
  const oldKeyId = keyView()?.rotation?.oldKeyId ?? '';
  const credentials = { accessKeyId, secretAccessKey };
  const caller = { region: 'us-east-1', endpoint: sts.url, credentials };
  await app.iam.setAccessKeyActive(caller, 'ci', oldKeyId, true);
  expect(await valet.verbs.finishRotation('ci', true)).toMatchObject({
    ok: false,
    error: { code: 'ROTATION_UNCLEAR' },
  });
  await app.iam.setAccessKeyActive(caller, 'ci', oldKeyId, false);
  await valueFrom('finishRotation', valet.verbs.finishRotation('ci', true));
  expect(keyView()).not.toHaveProperty('rotation');
});

test('a rotation in a terminal shows in the window by itself', async () => {
  valet = await practiceDesktop({
    organisation: withOneKeyEach,
  });
  const before = keyView()?.accessKeyId;
  await rotateAgreed(valet.practice.restarted());
  await valet.until(() => keyView()?.rotation?.oldKeyId === before);
  expect(keyView()?.accessKeyId).not.toBe(before);
});
