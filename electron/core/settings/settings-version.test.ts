import { expect, test } from 'vitest';
import { versionedSettings } from './settings-version.ts';
import { SETTINGS_VERSION } from './stored-settings.ts';

test('the version that we write is the newest that we know', () => {
  expect(versionedSettings(`{"version":${SETTINGS_VERSION}}`)).toMatchObject({ kind: 'known' });
  expect(versionedSettings(`{"version":${SETTINGS_VERSION + 1}}`)).toMatchObject({
    kind: 'newer',
    version: SETTINGS_VERSION + 1,
  });
});

test('an older version takes every step from its own on', () => {
  const steps = [
    (before: object) => ({ ...before, second: true }),
    (before: object) => ({ ...before, third: true }),
  ];
  const read = (version: number) => versionedSettings(JSON.stringify({ version }), steps);
  expect(read(1)).toEqual({ kind: 'known', raw: { version: 3, second: true, third: true } });
  expect(read(2)).toEqual({ kind: 'known', raw: { version: 3, third: true } });
  expect(read(3)).toEqual({ kind: 'known', raw: { version: 3 } });
  expect(read(4)).toMatchObject({ kind: 'newer', version: 4 });
});
