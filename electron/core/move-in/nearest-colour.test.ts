import { expect, test } from 'vitest';
import { nearestColour } from './nearest-colour.ts';

test.each([
  ['ff0000', 'red'],
  ['#E74C3C', 'red'],
  ['ff0044', 'red'],
  ['ffcc00', 'amber'],
  ['f80', 'amber'],
  ['bbeeff', 'blue'],
  ['0096ff', 'blue'],
  ['2ecc71', 'green'],
  ['9b59b6', 'violet'],
  ['ffaaee', 'violet'],
  ['ffffff', undefined],
  ['000', undefined],
  ['808080', undefined],
  ['blue', undefined],
  ['', undefined],
  ['ff00', undefined],
])('%s looks like %s', (hex, colour) => {
  expect(nearestColour(hex)).toBe(colour);
});
