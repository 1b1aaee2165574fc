import { RoleValetError } from '../../../contract/errors.ts';

/** The failure for a value that a form can't carry. Names the field; the value may be a secret. */
export function unrepresentable(field: string, form: string, reason: string): RoleValetError {
  return new RoleValetError(
    'VALUE_UNREPRESENTABLE',
    `${field} can't be written as ${form}: it holds ${reason}`,
    `Change ${field}, or choose another format.`,
  );
}

/**
 * Refuses what no form can carry. Control characters (line ends and NUL among them): besides ending
 * lines, an escape sequence in pasted text can end the terminal's paste mode and so run what
 * follows. Half a surrogate pair: it has no UTF-8 form, so another value would arrive.
 * Throws VALUE_UNREPRESENTABLE.
 */
export function requireText(field: string, form: string, value: string): void {
  if (/\p{Cc}/u.test(value)) {
    throw unrepresentable(field, form, 'a control character, such as a line end');
  }
  if (!value.isWellFormed()) {
    throw unrepresentable(field, form, 'half a surrogate pair');
  }
}
