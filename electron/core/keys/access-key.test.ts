import { expect, test } from 'vitest';
import { RoleValetError } from '../../contract/errors.ts';
import { checkLongTermKey } from './access-key.ts';

const ID = 'AKIAIOSFODNN7EXAMPLE';
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

test('the documented example is fine', () => {
  expect(() => checkLongTermKey(ID, SECRET)).not.toThrow();
});

test.each([
  ['a temporary id', 'ASIAIOSFODNN7EXAMPLE', SECRET],
  ['the secret in place of the id', SECRET, ID],
  ['small letters', ID.toLowerCase(), SECRET],
  ['a short id', 'AKIA', SECRET],
  ['another kind of id', 'AROAIOSFODNN7EXAMPLE', SECRET],
  ['an empty secret', ID, ''],
  ['a secret with a blank', ID, 'wJalrXUtnFEMI K7MDENG/bPxRfiCYEXAMPLEKEY'],
])('%s is refused as wrong usage, and not repeated', (_, id, secret) => {
  let error: unknown;
  try {
    checkLongTermKey(id, secret);
  } catch (caught) {
    error = caught;
  }
  expect(error).toBeInstanceOf(RoleValetError);
  const { code, message, hint } = error as RoleValetError;
  expect(code).toBe('USAGE');
  expect(message + hint).not.toContain(SECRET);
  expect(message + hint).not.toContain('wJalr');
});
