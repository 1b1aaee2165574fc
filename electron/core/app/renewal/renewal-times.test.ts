import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renewalDue, retryDelay } from './renewal-times.ts';

const MINUTE = 60_000;
const share = fc.double({ min: 0, max: 1, noNaN: true });

test('renewal is due at 15 minutes left, at half of a short life, and up to a minute later', () => {
  const hour = { expiresAt: 60 * MINUTE, lifeSeconds: 3600 };
  expect(renewalDue(hour, 0)).toBe(45 * MINUTE);
  expect(renewalDue(hour, 1)).toBe(46 * MINUTE);
  const short = { expiresAt: 15 * MINUTE, lifeSeconds: 900 };
  expect(renewalDue(short, 0)).toBe(7.5 * MINUTE);
});

test('it is due within the life, never after its end', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 129_600 }), share, (lifeSeconds, part) => {
      const due = renewalDue({ expiresAt: lifeSeconds * 1000, lifeSeconds }, part);
      expect(due).toBeGreaterThanOrEqual((lifeSeconds * 1000) / 2);
      expect(due).toBeLessThan(lifeSeconds * 1000);
    }),
  );
});

test('waits grow to five minutes, and leave tries enough before the end', () => {
  expect([1, 2, 3, 4].map((failures) => retryDelay(failures, 60 * MINUTE, 1))).toEqual([
    5_000, 10_000, 20_000, 40_000,
  ]);
  expect(retryDelay(50, 0, 1)).toBe(5 * MINUTE);
  expect(retryDelay(50, 4 * MINUTE, 1)).toBe(MINUTE);
  fc.assert(
    fc.property(
      fc.nat(100),
      fc.integer({ min: -MINUTE, max: 60 * MINUTE }),
      share,
      (n, left, part) => {
        const wait = retryDelay(n + 1, left, part);
        expect(wait).toBeGreaterThanOrEqual(2_500);
        expect(wait).toBeLessThanOrEqual(5 * MINUTE);
      },
    ),
  );
});
