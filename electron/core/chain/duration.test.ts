import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loopCount, loopSeed } from '../../../tools/loops.ts';
import { formatDuration, parseDuration } from './duration.ts';
import { errorOf } from './testing/context.ts';

describe('parseDuration', () => {
  test.each([
    ['1h', 3600],
    ['90m', 5400],
    ['3600', 3600],
    ['1h30m', 5400],
    ['3600s', 3600],
    ['1h30m15s', 5415],
    [' 12H ', 43_200],
  ])('%s is %i seconds', (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });

  test.each([
    '',
    '0',
    '0h',
    '-1h',
    '1.5h',
    'h',
    'soon',
    '1h30',
    '1m1h',
    '1d',
    '1h 30m x',
    '٣h',
    '99999999999h',
    '999999999h',
  ])('%j is refused', (text) => {
    expect(errorOf(() => parseDuration(text)).code).toBe('DURATION_INVALID');
  });

  test('reads back whatever is formatted', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000 }), (seconds) => {
        expect(parseDuration(formatDuration(seconds).replaceAll(' ', ''))).toBe(seconds);
      }),
      { numRuns: loopCount(5000, 500), seed: loopSeed() },
    );
  });
});

test.each([
  [0, '0s'],
  [59, '59s'],
  [900, '15m'],
  [3600, '1h'],
  [5400, '1h 30m'],
  [3599.9, '59m 59s'],
  [129_600, '36h'],
  [-5, '0s'],
])('formatDuration(%d) is %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});
