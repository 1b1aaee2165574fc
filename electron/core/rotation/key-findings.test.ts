import { expect, test } from 'vitest';
import type { ListedKey } from '../app/keys.ts';
import { ageText } from './key-age.ts';
import { keyFindings } from './key-findings.ts';

const DAY = 86_400_000;
const NOW = 1_800_000_000_000;

function key(more: Partial<ListedKey>): ListedKey {
  return { profile: 'ci', accessKeyId: 'AKIAIOSFODNN7EXAMPLE', createdAt: NOW, ...more };
}

const codes = (more: Partial<ListedKey>, days = 90) =>
  keyFindings([key(more)], NOW, days).map(({ code }) => code);

test('a key is old on the day, by when AWS made it where that is known', () => {
  expect(codes({ createdAt: NOW - 90 * DAY + 1 })).toEqual([]);
  expect(codes({ createdAt: NOW - 90 * DAY })).toEqual(['KEY_OLD']);
  expect(codes({ createdAt: NOW, issuedAt: NOW - 91 * DAY })).toEqual(['KEY_OLD']);
  expect(codes({ createdAt: NOW - 900 * DAY }, 0)).toEqual([]);
  const [finding] = keyFindings([key({ createdAt: NOW - 100 * DAY })], NOW, 90);
  expect(finding?.message).toBe('the key AKIAIOSFODNN7EXAMPLE of ci was stored 100 days ago');
});

test('what is left of a rotation is told, with how it ends', () => {
  const oldKeyId = 'AKIAI44QH8DHBEXAMPLE';
  const interrupted = { rotation: { state: 'unfinished', oldKeyId } } as const;
  expect(codes({ ...interrupted, createdAt: NOW - 900 * DAY })).toEqual([
    'KEY_ROTATION_INTERRUPTED',
  ]);
  const off = (deletableAt: number) =>
    codes({ rotation: { state: 'old-inactive', oldKeyId, deletableAt } });
  expect(off(NOW + 1)).toEqual([]);
  expect(off(NOW)).toEqual(['KEY_OLD_ONE_LEFT']);
});

test('a damaged item has no age', () => {
  const { createdAt: _, accessKeyId: __, ...damaged } = key({});
  expect(keyFindings([damaged], NOW, 90)).toEqual([]);
});

test.each([
  [59_999, 'less than a minute'],
  [60_000, '1 minute'],
  [2 * 3_600_000, '2 hours'],
  [47 * 3_600_000, '1 day'],
  [400 * DAY, '400 days'],
])('%d ms are %s', (milliseconds, text) => {
  expect(ageText(milliseconds)).toBe(text);
});
