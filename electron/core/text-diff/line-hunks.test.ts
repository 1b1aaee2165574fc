import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loopCount, loopSeed } from '../../../tools/loops.ts';
import { lineHunks } from './line-hunks.ts';
import { mergeLines } from './merge-lines.ts';

const RUNS = { numRuns: loopCount(10_000, 1_000), seed: loopSeed() };
const lines = () => fc.array(fc.constantFrom('a\n', 'b\n', 'c\n', '\n'), { maxLength: 12 });

function applied(before: readonly string[], after: readonly string[]): string[] {
  const made = [...before];
  for (const hunk of lineHunks(before, after).toReversed()) {
    const { beforeStart, beforeEnd, afterStart, afterEnd } = hunk;
    made.splice(beforeStart, beforeEnd - beforeStart, ...after.slice(afterStart, afterEnd));
  }
  return made;
}

/** Length of a longest common subsequence, by the book. */
function commonLength(one: readonly string[], other: readonly string[]): number {
  let row = new Array<number>(other.length + 1).fill(0);
  for (const line of one) {
    const next = [0];
    for (const [index, against] of other.entries()) {
      const best = Math.max(row[index + 1] ?? 0, next[index] ?? 0);
      next.push(line === against ? (row[index] ?? 0) + 1 : best);
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

test('hunks make the one of the other, and are as few lines as can be', () => {
  fc.assert(
    fc.property(lines(), lines(), (before, after) => {
      expect(applied(before, after)).toEqual(after);
      const removed = lineHunks(before, after).reduce(
        (sum, { beforeStart, beforeEnd }) => sum + beforeEnd - beforeStart,
        0,
      );
      expect(removed).toBe(before.length - commonLength(before, after));
    }),
    RUNS,
  );
});

test('texts that differ too much are one hunk', () => {
  const before = Array.from({ length: 4_000 }, (_, index) => `${index}\n`);
  const after = Array.from({ length: 4_000 }, (_, index) => `other ${index}\n`);
  after.splice(2_000, 1, '2000\n');
  expect(applied(before, after)).toEqual(after);
  expect(lineHunks(before, after)).toHaveLength(1);
});

test('a merge with what did not change is the other side', () => {
  fc.assert(
    fc.property(lines(), lines(), (base, one) => {
      expect(mergeLines(base, one, base, 'one-first')).toEqual(one);
      expect(mergeLines(base, base, one, 'one-first')).toEqual(one);
      expect(mergeLines(base, one, one, 'other-first')).toEqual(one);
    }),
    RUNS,
  );
});

test.each([
  ['apart', 'abc', 'xbc', 'abz', 'xbz'],
  ['side by side', 'ab', 'xb', 'ay', 'xy'],
  ['the same line', 'abc', 'axc', 'ayc', undefined],
  ['removed and changed', 'abc', 'ac', 'axc', undefined],
  ['an insertion behind a removal', 'abc', 'ab', 'abcd', 'abd'],
  ['an insertion into a removal', 'abcd', 'ad', 'abxcd', undefined],
  ['two insertions', 'ab', 'axb', 'ayb', 'axyb'],
])('merging changes that are %s', (_, base, one, other, merged) => {
  const split = (text: string) => [...text].map((letter) => `${letter}\n`);
  const result = mergeLines(split(base), split(one), split(other), 'one-first');
  expect(result?.join('').replaceAll('\n', '')).toBe(merged);
});

test('a line that ended the file gets its break when others follow', () => {
  expect(mergeLines(['a\r\n', 'b'], ['a\r\n', 'b', 'c'], ['x\r\n', 'b'], 'one-first')).toEqual([
    'x\r\n',
    'b\r\n',
    'c',
  ]);
});
