import { expect, test } from 'vitest';
import { capital, sentence } from './sentence.ts';

test.each([
  ['the key is old', 'The key is old', 'The key is old.'],
  ['Is it?', 'Is it?', 'Is it?'],
  ['one (of two)', 'One (of two)', 'One (of two)'],
  ['élan', 'Élan', 'Élan.'],
])('%j begins with a capital and ends once', (text, begun, closed) => {
  expect(capital(text)).toBe(begun);
  expect(sentence(text)).toBe(closed);
});
