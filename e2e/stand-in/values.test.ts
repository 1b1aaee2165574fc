import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeValue, encodeValue } from './values.ts';

const cloneable = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.string(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.constant(undefined),
    fc.date(),
    fc.array(tie('value')),
    fc.dictionary(fc.oneof(fc.constant('$'), fc.constant('toJSON'), fc.string()), tie('value'), {
      noNullPrototype: true,
    }),
  ),
})).value;

test('gives back every value that it carries, like a structured clone', () => {
  fc.assert(
    fc.property(cloneable, (value) => {
      expect(decodeValue(encodeValue(value))).toStrictEqual(structuredClone(value));
    }),
  );
});

test('keeps an invalid date', () => {
  expect(decodeValue(encodeValue([new Date(Number.NaN)]))).toStrictEqual([new Date(Number.NaN)]);
});

test('keeps the message of an error', () => {
  const error = decodeValue(encodeValue(new TypeError('wrong')));
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({ name: 'TypeError', message: 'wrong' });
});

test.each([
  ['binary data', new Uint8Array(1), 'Uint8Array'],
  ['a map', new Map(), 'Map'],
  ['a bigint', 1n, 'bigint'],
  ['a function', () => 1, 'function'],
])('says that it does not carry %s', (_name, value, word) => {
  expect(() => encodeValue(value)).toThrow(`does not carry a ${word}`);
});

test('refuses a cycle, and takes the same object twice beside itself', () => {
  const cycle: Record<string, unknown> = {};
  cycle.self = cycle;
  expect(() => encodeValue(cycle)).toThrow('circular');
  const shared = { a: 1 };
  expect(decodeValue(encodeValue([shared, shared]))).toEqual([{ a: 1 }, { a: 1 }]);
});
