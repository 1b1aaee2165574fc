import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NAME_LENGTH, nameOf, printable, shortenMiddle } from './text.ts';

describe('printable', () => {
  test.each([
    ['tab\tand\r\nline', 'tab and line'],
    ['  \u0000padded\u009F ', 'padded'],
    ['user\u202Enimda', 'user nimda'],
    ['half \uD83D pair', 'half pair'],
    ['Zoë 👩‍🚀 & co', 'Zoë 👩‍🚀 & co'],
    ['\u2028\u2069', ''],
  ])('%j reads %j', (text, expected) => {
    expect(printable(text)).toBe(expected);
  });
});

describe('shortenMiddle', () => {
  test('keeps both ends, and counts characters rather than UTF-16 units', () => {
    expect(shortenMiddle('abcdefghij', 10)).toBe('abcdefghij');
    expect(shortenMiddle('abcdefghijk', 10)).toBe('abcde…hijk');
    expect(shortenMiddle('🔑'.repeat(10), 10)).toBe('🔑'.repeat(10));
    expect(shortenMiddle('🔑'.repeat(11), 10)).toBe(`${'🔑'.repeat(5)}…${'🔑'.repeat(4)}`);
  });

  test('never gives more than asked for, nor broken text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        fc.integer({ min: 3, max: 60 }),
        (text, most) => {
          const short = shortenMiddle(text, most);
          expect([...short].length).toBeLessThanOrEqual(most);
          expect(short.isWellFormed()).toBe(true);
        },
      ),
    );
  });
});

test('nameOf takes the first text that has something to read', () => {
  expect(nameOf(undefined, '\t', ' b ', 'c')).toBe('b');
  expect(nameOf('\n')).toBe('(no name)');
  expect(nameOf('n'.repeat(100))).toHaveLength(NAME_LENGTH);
});
