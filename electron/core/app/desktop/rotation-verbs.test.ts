import { afterEach, expect, test } from 'vitest';
import { valueFrom } from './testing/answer-value.ts';
import { type PracticeDesktop, practiceDesktop } from './testing/practice-desktop.ts';

const DAY = 24 * 3_600_000;

let valet: PracticeDesktop;
afterEach(() => valet.close());

const keyView = () => valet.desktop.snapshot.keys.find(({ profile }) => profile === 'ci');

test('a key is rotated after a yes, its roles go on, and the old one is deleted later', async () => {
  valet = await practiceDesktop({
    // The sample’s user has an inactive second key, and AWS allows two.
    organisation: (sample) => ({
      ...sample,
      users: sample.users.map((user) => ({ ...user, keys: user.keys.slice(0, 1) })),
    }),
  });
  const before = keyView()?.accessKeyId;
  expect(await valet.verbs.rotateKey('ci', false)).toMatchObject({
    ok: false,
    error: { code: 'CONFIRMATION_REQUIRED', message: expect.stringContaining(before ?? '') },
  });
  expect(keyView()).toMatchObject({ accessKeyId: before });
  expect(keyView()).not.toHaveProperty('rotation');

  const done = await valueFrom('rotateKey', valet.verbs.rotateKey('ci', true));
  const after = keyView();
  expect(after?.accessKeyId).not.toBe(before);
  expect(done.message).toContain(after?.accessKeyId);
  expect(after?.rotation).toMatchObject({ oldKeyId: before, state: 'old-inactive' });
  expect(JSON.stringify(valet.desktop.snapshot)).not.toContain('secretAccessKey');
  expect((await valet.verbs.copyExports('shop-dev-readonly', 'sh')).ok).toBe(true);

  await valet.pass(8 * DAY);
  expect(await valet.verbs.finishRotation('ci', false)).toMatchObject({
    ok: false,
    error: { code: 'CONFIRMATION_REQUIRED' },
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
