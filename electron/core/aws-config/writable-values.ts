import { RoleValetError } from '../../contract/errors.ts';
import { inlineCommentStart, isComment } from './ini-lines.ts';

/**
 * Throws VALUE_UNREPRESENTABLE where `value` can't be written so that every AWS tool reads the same
 * value back: line breaks and other control characters, blanks at the ends, what some tools take
 * for a comment, nothing at all (JavaScript SDKs take it for the start of a block). The message
 * names the key only: the value may be a secret.
 */
export function requireWritableValue(key: string, value: string): void {
  const fault = valueFault(value);
  if (fault === undefined) return;
  throw new RoleValetError(
    'VALUE_UNREPRESENTABLE',
    `The value of ${key} ${fault}, which AWS tools would not read back the same`,
    `Give ${key} a value without it`,
  );
}

/** Throws VALUE_UNREPRESENTABLE where `key` is no name that every AWS tool reads as a key. */
export function requireWritableKey(key: string): void {
  if (/^[A-Za-z0-9_.-]+$/.test(key)) return;
  throw new RoleValetError(
    'VALUE_UNREPRESENTABLE',
    `${JSON.stringify(key)} cannot be the key of a property`,
    'Use letters, digits and - _ . only',
  );
}

function valueFault(value: string): string | undefined {
  if (value === '') return 'is empty';
  if (/[\r\n]/.test(value)) return 'holds a line break';
  if (/[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029]/.test(value)) return 'holds a control character';
  if (!value.isWellFormed()) return 'holds half of a surrogate pair';
  // U+FEFF is a blank for JavaScript, not for Python.
  if (value !== value.trim()) return 'starts or ends with a blank';
  if (isComment(value)) return 'starts with a comment sign';
  if (inlineCommentStart(value) >= 0) return 'holds a comment sign behind a blank';
  return undefined;
}
