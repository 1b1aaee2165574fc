import { expect, test } from 'vitest';
import { checkEdit } from './check-edit.ts';

const intended = {
  path: '/credentials',
  target: 'x',
  values: new Map([['k', 'v']]),
  absent: new Set(['old']),
};
const check = (before: string, after: string) => () => checkEdit(before, after, intended);

test('an edit that did what was meant passes, with the faults that were there before', () => {
  expect(check('', '# note\n[x]\nk = v\n')).not.toThrow();
  expect(check('[a]\n[x]\nnonsense\n', '[a]\n[x]\nnonsense\nk = v\n')).not.toThrow();
  expect(check('[x]\nk = 1\n\nold = 1\n[y]\n', '[x]\nk = v\n\n[y]\n')).toThrow(/exactly once/);
  expect(check('[x]\nk = 1\n\n# a\nold = 1\n', '[x]\nk = v\n\n# a\n')).not.toThrow();
});

test.each([
  ['the section is gone', '[x]\n', '[y]\nk = v\n', /exactly once/],
  ['a value differs', '[x]\n', '[x]\nk = w\n', /k would not read back/],
  ['a key stands twice', '[x]\n', '[x]\nk = v\nk = v\n', /k would not read back/],
  ['a continuation changes a value', '[x]\n', '[x]\nk = v\n  more\n', /k would not read back/],
  ['an old key is left', '[x]\nold = 1\n', '[x]\nold = 1\nk = v\n', /old would still be there/],
  ['a line lost its sign', '[x]\nj = 1\n', '[x]\nj 1\nk = v\n', /new fault/],
  ['a line before differs', '# a\n[x]\n', '# b\n[x]\nk = v\n', /other sections/],
  ['a line behind differs', '[x]\n# a\n', '[x]\nk = v\n# b\n', /other sections/],
])('refused where %s', (_, before, after, reason) => {
  expect(check(before, after)).toThrow(
    expect.objectContaining({ code: 'EDIT_REFUSED', message: expect.stringMatching(reason) }),
  );
});
