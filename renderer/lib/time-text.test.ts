import { expect, test } from 'vitest';
import {
  clockTime,
  daysText,
  dayText,
  roughTimeLeft,
  shortTimeLeft,
  timeLeft,
} from './time-text.ts';

const MINUTE = 60_000;

test.each([
  [-5, '0 s'],
  [59_999, '59 s'],
  [119_999, '119 s'],
  [2 * MINUTE, '2 min'],
  [59 * MINUTE + 59_999, '59 min'],
  [60 * MINUTE, '1 h'],
  [460 * MINUTE, '7 h 40 min'],
])('%d ms left reads %s', (milliseconds, text) => {
  expect(timeLeft(milliseconds)).toBe(text);
});

test.each([
  [59_999, '59 s'],
  [59 * MINUTE, '59 min'],
  [119 * MINUTE, '1 h'],
  [460 * MINUTE, '7 h'],
])('%d ms left reads %s where there is little room', (milliseconds, text) => {
  expect(roughTimeLeft(milliseconds)).toBe(text);
});

test.each([
  [-1, '0s'],
  [59_999, '59s'],
  [MINUTE, '1m'],
  [59 * MINUTE, '59m'],
  [119 * MINUTE, '1h'],
  [36 * 60 * MINUTE, '36h'],
])('%d ms left fits into a ring as %s', (milliseconds, text) => {
  expect(shortTimeLeft(milliseconds)).toBe(text);
});

test('days are counted and named', () => {
  expect([daysText(1), daysText(41)]).toEqual(['1 day', '41 days']);
  expect(dayText(new Date(2026, 2, 9, 23, 59).getTime())).toBe('2026-03-09');
});

test('a clock time names the day where it is another', () => {
  const noon = new Date(2026, 2, 2, 12, 5).getTime();
  expect(clockTime(noon, noon)).toBe('12:05');
  expect(clockTime(new Date(2026, 2, 3, 0, 7).getTime(), noon)).toBe('2026-03-03 00:07');
});
