import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loopCount, loopSeed } from '../../../../tools/loops.ts';
import { lastWindows, sectionWindows } from './section-window.ts';

const NAMES = ['a', 'b', 'a b', 'é', '[a', 'a]', 'a[b]', ''];

describe('lastWindows', () => {
  test('finds what looking for each section alone finds', () => {
    const header = fc
      .tuple(
        fc.constantFrom('', ' ', '\t', 'x'),
        fc.constantFrom(...NAMES),
        fc.constantFrom('', ' # c', ']'),
      )
      .map(([before, name, after]) => `${before}[${name}]${after}`);
    const line = fc.oneof(
      header,
      fc.constantFrom('', 'k = v', '  k = [a]', '# [a]', '[', '[a', ']', 'é'),
    );
    fc.assert(
      fc.property(fc.array(line), fc.constantFrom('\n', '\r\n'), (lines, lineBreak) => {
        const bytes = Buffer.from(lines.join(lineBreak));
        const found = lastWindows(bytes, NAMES);
        for (const name of NAMES) {
          expect(found.get(name), name).toEqual(sectionWindows(bytes, name).at(-1));
        }
      }),
      { seed: loopSeed(), numRuns: loopCount(5_000, 500) },
    );
  });
});
