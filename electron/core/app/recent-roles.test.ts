import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withRecentRole } from './recent-roles.ts';

const always = () => true;

describe('profiles used last', () => {
  test('the newest comes first, once', () => {
    expect(withRecentRole(['a', 'b', 'c'], 'b', always)).toEqual(['b', 'a', 'c']);
    expect(withRecentRole([], 'a', always)).toEqual(['a']);
  });

  test('what is gone from the files goes here too', () => {
    expect(withRecentRole(['a', 'b'], 'c', (name) => name !== 'a')).toEqual(['c', 'b']);
    expect(withRecentRole(['a'], 'gone', (name) => name !== 'gone')).toEqual(['a']);
  });

  test('any use leaves at most twelve, all different, in the order of their last use', () => {
    const names = fc.array(fc.constantFrom(...'abcdefghijklmnopqrst'), { maxLength: 60 });
    fc.assert(
      fc.property(names, (used) => {
        const recent = used.reduce<readonly string[]>(
          (before, name) => withRecentRole(before, name, always),
          [],
        );
        expect(recent).toEqual([...new Set(used.toReversed())].slice(0, 12));
      }),
    );
  });
});
