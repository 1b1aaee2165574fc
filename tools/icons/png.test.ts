import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPng, writePng } from './png.ts';

test('what is written reads the same, whichever filter was the smallest', () => {
  const image = fc
    .record({ width: fc.integer({ min: 1, max: 12 }), height: fc.integer({ min: 1, max: 12 }) })
    .chain(({ width, height }) => {
      const length = width * height * 4;
      return fc.record({
        width: fc.constant(width),
        height: fc.constant(height),
        rgba: fc.oneof(
          fc.uint8Array({ minLength: length, maxLength: length }),
          fc.nat(255).map((step) => Uint8Array.from({ length }, (_, at) => at * step)),
        ),
      });
    });
  fc.assert(
    fc.property(image, (pixels) => {
      const read = readPng(writePng(pixels));
      expect(read).toEqual({ ...pixels, rgba: Uint8Array.from(pixels.rgba) });
    }),
  );
});

test('other files, and pngs without alpha, are refused', () => {
  expect(() => readPng(Buffer.from('GIF89a..........'))).toThrow('this is no png');
  const png = writePng({ width: 1, height: 1, rgba: Uint8Array.of(1, 2, 3, 4) });
  png[25] = 2;
  expect(() => readPng(png)).toThrow('not 8 bits a channel with alpha');
});
