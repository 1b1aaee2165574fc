import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loopCount, loopSeed } from '../../../tools/loops.ts';
import { fitsPattern, patternTokens } from './glob.ts';

test('agrees with a regular expression on every pattern and text', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 }),
      fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 10 }),
      (pattern, text) => {
        const expression = pattern.replaceAll('*', '.*').replaceAll('?', '.');
        expect(fitsPattern(patternTokens(pattern), text)).toBe(
          new RegExp(`^${expression}$`).test(text),
        );
      },
    ),
    { numRuns: loopCount(100_000, 5_000), seed: loopSeed() },
  );
});

test('many stars end soon', () => {
  const pattern = `${'*a'.repeat(500)}b`;
  expect(fitsPattern(patternTokens(pattern), 'a'.repeat(2_000))).toBe(false);
});
