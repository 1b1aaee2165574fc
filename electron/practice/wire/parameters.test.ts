import { expect, test } from 'vitest';
import { parseParameters } from './parameters.ts';

test('reads texts with either space, lists by number, and structures', () => {
  const parameters = parseParameters(
    'A=x+y%20z&L.member.2=second&L.member.10=last&L.member.1=first&Empty=',
    'A=ignored&T.member.1.Key=k&T.member.1.Value=&T.member.2.Key=%C3%A9&T.member.x.Key=no',
  );
  expect(parameters.text('A')).toBe('x y z');
  expect(parameters.text('B')).toBeUndefined();
  expect(parameters.text('Empty')).toBe('');
  expect(parameters.list('L')).toEqual(['first', 'second', 'last']);
  expect(parameters.list('Empty')).toEqual([]);
  expect(parameters.structures('T').map((fields) => Object.fromEntries(fields))).toEqual([
    { Key: 'k', Value: '' },
    { Key: 'é' },
  ]);
});
