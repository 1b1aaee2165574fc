import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loopCount, loopSeed } from '../../../tools/loops.ts';
import { corpus } from './ini-texts.fixture.ts';
import { decodeText, encodeText, PLAIN_UTF8 } from './text-codec.ts';

const TEXT = '[default]\r\nregion = eu-west-1\r\nname = gr\u00fcn\r\n';

function utf16(text: string, isBigEndian: boolean, hasMark: boolean): Buffer {
  const bytes = Buffer.from((hasMark ? '\ufeff' : '') + text, 'utf16le');
  return isBigEndian ? bytes.swap16() : bytes;
}

describe('decoding', () => {
  test.each([
    ['UTF-8', Buffer.from(TEXT), { name: 'utf-8', byteOrderMark: false }],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${TEXT}`), { name: 'utf-8', byteOrderMark: true }],
    ['UTF-16 LE', utf16(TEXT, false, true), { name: 'utf-16le', byteOrderMark: true }],
    ['UTF-16 BE', utf16(TEXT, true, true), { name: 'utf-16be', byteOrderMark: true }],
    ['UTF-16 LE, no mark', utf16(TEXT, false, false), { name: 'utf-16le', byteOrderMark: false }],
    ['UTF-16 BE, no mark', utf16(TEXT, true, false), { name: 'utf-16be', byteOrderMark: false }],
    ['Latin-1', Buffer.from(TEXT, 'latin1'), { name: 'latin1', byteOrderMark: false }],
  ])('%s gives the text without a mark, and its encoding', (_, bytes, encoding) => {
    expect(decodeText(bytes)).toEqual({ text: TEXT, encoding });
  });

  test('a mark in front of invalid UTF-8 is not part of the text', () => {
    const bytes = Buffer.concat([
      Buffer.from([0xef, 0xbb, 0xbf]),
      Buffer.from('# \u00e9', 'latin1'),
    ]);
    expect(decodeText(bytes)).toEqual({
      text: '# \u00e9',
      encoding: { name: 'latin1', byteOrderMark: true },
    });
  });

  test('a part of a larger buffer is read on its own', () => {
    const bytes = Buffer.from('xx[default]xx').subarray(2, 11);
    expect(decodeText(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)).text).toBe(
      '[default]',
    );
  });
});

describe('encoding gives the same bytes back', () => {
  const marks = [[], [0xef, 0xbb, 0xbf], [0xff, 0xfe], [0xfe, 0xff]];
  const bytes = fc
    .tuple(
      fc.constantFrom(...marks),
      fc.oneof(
        fc.uint8Array({ maxLength: 64 }),
        fc.array(fc.constantFrom(0, 0x5b, 0x61, 0xc3, 0xbc, 0xd8, 0xff), { maxLength: 24 }),
      ),
    )
    .map(([mark, body]) => Uint8Array.from([...mark, ...body]));

  test('for any bytes', () => {
    fc.assert(
      fc.property(bytes, (original) => {
        const { text, encoding } = decodeText(original);
        expect(Buffer.from(encodeText(text, encoding))).toEqual(Buffer.from(original));
      }),
      { numRuns: loopCount(10_000, 1_000), seed: loopSeed() },
    );
  });

  test.each(corpus())('for $name', ({ bytes: original }) => {
    const { text, encoding } = decodeText(original);
    expect(Buffer.from(encodeText(text, encoding)).equals(original)).toBe(true);
  });
});

describe('what an encoding cannot hold is refused', () => {
  test.each([
    ['\ud83c', PLAIN_UTF8],
    ['\u20ac', { name: 'latin1', byteOrderMark: false } as const],
  ])('%j', (text, encoding) => {
    expect(() => encodeText(text, encoding)).toThrowError(
      expect.objectContaining({ code: 'VALUE_UNREPRESENTABLE' }),
    );
  });
});
