import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseJsonObject } from './json-object.ts';

test.each(['', '{', 'null', '[]', '[{}]', '"{}"', '7', '{} {}', '<html>'])('%j is none', (text) => {
  expect(parseJsonObject(text)).toBeUndefined();
});

test('every object is read as it was written', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const text = JSON.stringify(value);
      expect(JSON.stringify(parseJsonObject(text))).toBe(text);
    }),
  );
});
