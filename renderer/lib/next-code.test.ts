import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codeDigits, nextCodeAt, secondsUntil } from './next-code.ts';

test('a device changes its code at full half minutes of AWS time', () => {
  const nine = Date.UTC(2026, 2, 2, 9);
  expect(nextCodeAt(nine)).toBe(nine + 30_000);
  expect(nextCodeAt(nine + 29_999)).toBe(nine + 30_000);
  expect(nextCodeAt(nine + 30_000)).toBe(nine + 60_000);
});

test('the next code is always ahead, by half a minute at most', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4e12 }), (now) => {
      const seconds = secondsUntil(nextCodeAt(now), now);
      expect(seconds).toBeGreaterThan(0);
      expect(seconds).toBeLessThanOrEqual(30);
    }),
  );
});

test('what has passed is zero seconds away', () => {
  expect(secondsUntil(1000, 1001)).toBe(0);
  expect(secondsUntil(1001, 1000)).toBe(1);
});

test.each([
  ['407811', '407811'],
  [' 407 811\n', '407811'],
  ['code: 407-811 (new)', '407811'],
  ['4078119', '407811'],
  ['abc', ''],
])('%j is read as %j', (text, digits) => {
  expect(codeDigits(text)).toBe(digits);
});
