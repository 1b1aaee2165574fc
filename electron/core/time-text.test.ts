import { expect, test } from 'vitest';
import { clockTime, timeLeft } from './time-text.ts';

test.each([
  [-1, 'expired'],
  [999, 'expired'],
  [1000, '1 s'],
  [119_999, '119 s'],
  [120_000, '2 min'],
  [59 * 60_000 + 59_000, '59 min'],
  [3_600_000, '1 h 00 min'],
  [3_600_000 * 11 + 5 * 60_000, '11 h 05 min'],
])('%i ms is %s', (milliseconds, text) => {
  expect(timeLeft(milliseconds)).toBe(text);
});

test('the date is named only where it is another day', () => {
  const noon = new Date(2026, 10, 25, 12, 0).getTime();
  expect(clockTime(new Date(2026, 10, 25, 14, 5).getTime(), noon)).toBe('14:05');
  expect(clockTime(new Date(2026, 10, 26, 0, 30).getTime(), noon)).toBe('2026-11-26 00:30');
});
