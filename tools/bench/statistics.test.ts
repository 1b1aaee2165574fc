import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loopCount, loopSeed } from '../loops.ts';
import { growthExponent, lastExponent, median, percentile } from './statistics.ts';

describe('median and percentile', () => {
  test.each([
    [[3], 3],
    [[1, 9, 2], 2],
    [[4, 1, 3, 2], 2.5],
  ])('the middle of %j is %d', (numbers, middle) => {
    expect(median(numbers)).toBe(middle);
  });

  test('percentiles lie between two numbers in proportion', () => {
    const hundred = Array.from({ length: 101 }, (_, index) => 100 - index);
    expect(percentile(hundred, 95)).toBe(95);
    expect(percentile([10, 20], 25)).toBe(12.5);
    expect(percentile([10, 20], 100)).toBe(20);
  });

  test('there is no middle of nothing', () => {
    expect(() => median([])).toThrow('no numbers');
  });
});

describe('growthExponent', () => {
  test('finds the exponent behind a fixed cost, whatever both are', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 5, max: 30 }).map((tenths) => tenths / 10),
        fc.double({ min: 0, max: 50, noNaN: true }),
        fc.double({ min: 0.001, max: 5, noNaN: true }),
        (exponent, fixed, each) => {
          const points = [1, 10, 100, 1_000, 10_000].map(
            (size) => [size, fixed + each * size ** exponent] as const,
          );
          expect(growthExponent(points)).toBeCloseTo(exponent, 1);
        },
      ),
      { seed: loopSeed(), numRuns: loopCount(1_000, 100) },
    );
  });

  test('a time that never grows has the exponent 0, and one that turns steep late is not called flat', () => {
    expect(
      growthExponent([
        [1, 5],
        [10, 5],
        [100, 5],
      ]),
    ).toBe(0);
    expect(
      growthExponent([
        [1, 1.1],
        [10, 0.9],
        [100, 2.4],
        [1_000, 133],
      ]),
    ).toBeGreaterThan(1.5);
  });

  test('the last step alone is linear where the time grew as the size did', () => {
    const points = [
      [1, 9],
      [10, 1],
      [50, 5],
    ] as const;
    expect(lastExponent(points)).toBeCloseTo(1);
    expect(
      lastExponent([
        [10, 1],
        [100, 100],
      ]),
    ).toBeCloseTo(2);
  });

  test('needs three sizes', () => {
    expect(() =>
      growthExponent([
        [1, 1],
        [2, 2],
      ]),
    ).toThrow('three sizes');
  });
});
