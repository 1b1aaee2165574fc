import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loopCount, loopSeed } from '../../../tools/loops.ts';
import { fitsWildcard } from './wildcard.ts';

test('agrees with a regular expression of the same meaning', () => {
  const sign = fc.constantFrom('a', 'b', '.', '*', '?');
  const pattern = fc.array(sign, { maxLength: 8 }).map((signs) => signs.join(''));
  const text = fc
    .array(fc.constantFrom('a', 'b', '.'), { maxLength: 10 })
    .map((all) => all.join(''));
  fc.assert(
    fc.property(pattern, text, (wild, plain) => {
      const source = wild.replaceAll('.', '\\.').replaceAll('?', '.').replaceAll(/\*+/g, '.*');
      expect(fitsWildcard(wild, plain)).toBe(new RegExp(`^${source}$`).test(plain));
    }),
    { numRuns: loopCount(20_000, 1_000), seed: loopSeed() },
  );
});

test('a hostile pattern ends', () => {
  expect(fitsWildcard(`${'*a'.repeat(200)}b`, 'a'.repeat(2_000))).toBe(false);
});
