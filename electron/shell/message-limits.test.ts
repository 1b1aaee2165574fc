import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loopCount, loopSeed } from '../../tools/loops.ts';
import { isModestPlainData } from './message-limits.ts';

test('what the window sends passes', () => {
  expect(isModestPlainData([])).toBe(true);
  expect(isModestPlainData(['prod-admin', true, undefined, null, 3])).toBe(true);
  expect(isModestPlainData([{ favourite: true, colour: null, group: 'a' }])).toBe(true);
  expect(isModestPlainData(['x'.repeat(64 * 1024)])).toBe(true);
});

const circle: unknown[] = [];
circle.push(circle);
const deep = JSON.parse('['.repeat(50) + ']'.repeat(50));

test.each([
  ['a long text', ['x'.repeat(64 * 1024 + 1)]],
  ['many texts', new Array(70).fill('x'.repeat(1_000))],
  ['a long name', [{ ['x'.repeat(70_000)]: 1 }]],
  ['a list of holes', [new Array(4_000_000_000)]],
  ['many values', [new Array(2_000).fill(1)]],
  ['a circle', circle],
  ['a deep list', deep],
  ['a map', [new Map([['a', 1]])]],
  ['a set', [new Set([1])]],
  ['a date', [new Date(0)]],
  ['bytes', [new Uint8Array(4)]],
  ['a pattern', [/a/]],
  ['an error', [new Error('a')]],
  ['a large number', [1n]],
  ['a function', [() => 1]],
  ['a symbol', [Symbol('a')]],
])('%s does not', (_, parameters) => {
  expect(isModestPlainData(parameters)).toBe(false);
});

test('it gives an answer about anything', () => {
  fc.assert(
    fc.property(
      fc.anything({
        withBigInt: true,
        withDate: true,
        withMap: true,
        withSet: true,
        withTypedArray: true,
      }),
      (value) => {
        expect(typeof isModestPlainData(value)).toBe('boolean');
      },
    ),
    { numRuns: loopCount(20_000, 2_000), seed: loopSeed() },
  );
});
