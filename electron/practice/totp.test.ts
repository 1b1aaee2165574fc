import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loopCount, loopSeed } from '../../tools/loops.ts';
import { millisecondsToNextCode, totpCode } from './totp.ts';

const secret = Buffer.from('12345678901234567890', 'ascii');

describe('totpCode', () => {
  // RFC 6238 appendix B has eight digits; six-digit codes are their last six.
  test.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('at %i s is the end of %s', (seconds, eightDigits) => {
    expect(totpCode(secret, seconds * 1000)).toBe(eightDigits.slice(-6));
  });

  test('keeps leading zeros', () => {
    // Step 1,111,111,109 / 30: 07081804, so the six-digit code begins with a zero.
    expect(totpCode(secret, 1_111_111_109_000)).toBe('081804');
  });
});

test('the next code comes when it says, and not before', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4e12 }), (now) => {
      const wait = millisecondsToNextCode(now);
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThanOrEqual(30_000);
      expect(totpCode(secret, now + wait - 1)).toBe(totpCode(secret, now));
      expect(totpCode(secret, now + wait)).toBe(totpCode(secret, now + 30_000));
      expect((now + wait) % 30_000).toBe(0);
    }),
    { numRuns: loopCount(10_000, 500), seed: loopSeed() },
  );
});
