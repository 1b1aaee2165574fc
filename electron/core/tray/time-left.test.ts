import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { minutesText, timeLeft } from './time-left.ts';

const NOW = 1_000_000_000_000;
const MINUTE = 60_000;

describe('timeLeft', () => {
  test('counts the session that ends first to the millisecond', () => {
    const end = NOW + 42 * MINUTE + 10;
    const left = timeLeft([end, NOW + 90 * MINUTE], NOW);
    expect(left.minutes(end)).toBe(42);
    expect(left.nextChangeAt).toBe(NOW + 11);
    expect(timeLeft([end], NOW + 10).minutes(end)).toBe(42);
    expect(timeLeft([end], NOW + 11).minutes(end)).toBe(41);
    expect(timeLeft([end], end - 1)).toMatchObject({ nextChangeAt: end });
  });

  test('200 sessions change their minutes together, once a minute', () => {
    const ends = Array.from({ length: 200 }, (_, index) => NOW + 20 * MINUTE + index * 7_919);
    let changes = 0;
    for (let now = NOW; now < NOW + 10 * MINUTE; changes += 1) {
      now = timeLeft(ends, now).nextChangeAt ?? Number.POSITIVE_INFINITY;
    }
    expect(changes).toBeLessThanOrEqual(11);
  });

  test('never says more than is true, nor two minutes less, and moves on', () => {
    const lefts = fc.array(fc.integer({ min: 1, max: 300 * MINUTE }), {
      minLength: 1,
      maxLength: 9,
    });
    fc.assert(
      fc.property(lefts, (all) => {
        const left = timeLeft(
          all.map((each) => NOW + each),
          NOW,
        );
        expect(left.nextChangeAt).toBeGreaterThan(NOW);
        expect(left.nextChangeAt).toBeLessThanOrEqual(NOW + MINUTE);
        for (const each of all) {
          const shown = left.minutes(NOW + each) * MINUTE;
          expect(shown).toBeLessThanOrEqual(each);
          expect(each - shown).toBeLessThan(2 * MINUTE);
          expect(shown > 0).toBe(each >= MINUTE);
        }
      }),
    );
  });

  test('has nothing to wait for where nothing is live', () => {
    expect(timeLeft([], NOW).nextChangeAt).toBeUndefined();
  });
});

test.each([
  [0, 'under 1 min'],
  [1, '1 min'],
  [59, '59 min'],
  [60, '1 h 00 min'],
  [725, '12 h 05 min'],
])('%i minutes read %s', (minutes, text) => {
  expect(minutesText(minutes)).toBe(text);
});
