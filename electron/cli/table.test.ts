import { expect, test } from 'vitest';
import { alignedTable, tabbedLines } from './table.ts';

test('columns are aligned and lines end without blanks', () => {
  expect(
    alignedTable(
      ['NAME', 'LEFT'],
      [
        ['shop-prod', '5 min'],
        ['hub', ''],
      ],
    ),
  ).toBe(['NAME       LEFT', 'shop-prod  5 min', 'hub', ''].join('\n'));
});

test('for programs there is one line a row, whatever the cells hold', () => {
  expect(
    tabbedLines([
      ['a b', ''],
      ['c\td', 'e\nf'],
    ]),
  ).toBe('a b\t\nc d\te f\n');
});

test('accents and combined characters count once', () => {
  const [, first, second] = alignedTable(
    ['N', 'X'],
    [
      ['e\u0301te\u0301', '1'],
      ['abc', '2'],
    ],
  ).split('\n');
  expect(first?.indexOf('1')).toBe('e\u0301te\u0301  '.length);
  expect(second).toBe('abc  2');
});
