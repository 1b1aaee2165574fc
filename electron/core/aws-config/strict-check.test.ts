import { describe, expect, test } from 'vitest';
import { newStrictFaults, strictFaults } from './strict-check.ts';

const faults = (content: string | Uint8Array) =>
  strictFaults(content, 'config').map(({ code, line }) => `${code} ${line}`);

test.each<[string | Uint8Array, string[]]>([
  ['', []],
  ['# c\n\n[default]\r\nk = v\r\n  more\n\n s3 =\n   a = b\n[profile a]\nk: v', []],
  ['\ufeff[default]\n', ['BYTE_ORDER_MARK 1']],
  [Buffer.from('[default]\nk = \u00fc\n', 'latin1'), ['NOT_UTF8 1']],
  [Buffer.from('\ufeff[default]\n', 'utf16le'), ['NOT_UTF8 1']],
  ['k = v\nword\n[a]', ['NO_SECTION_HEADER 1', 'NO_SECTION_HEADER 2']],
  ['[a]\n[b]\n[a]\n[a] # c', ['DUPLICATE_SECTION 3', 'DUPLICATE_SECTION 4']],
  ['[a]\nk = 1\nK: 2', ['DUPLICATE_KEY 3']],
  ['[a]\nk = 1\n[a]\nk = 2', ['DUPLICATE_SECTION 3', 'DUPLICATE_KEY 4']],
  ['[a]\nword\n[b\n= v', ['DELIMITER_MISSING 2', 'DELIMITER_MISSING 3', 'KEY_MISSING 4']],
  ['[a]\nk =\n  word', ['NESTED_EQUALS_MISSING 2']],
  ['[a]\nk = v\n  word', []],
  // `[DEFAULT]` is inherited, may stand twice, and is looked at through other sections only.
  ['[DEFAULT]\nk =\n  word\n[DEFAULT]\n', []],
  ['[DEFAULT]\nk =\n  word\n[a]\n', ['NESTED_EQUALS_MISSING 2']],
  ['[DEFAULT]\nk =\n  word\n[a]\nk = v\n', []],
])('%j', (content, expected) => {
  expect(faults(content)).toEqual(expected);
});

test('messages name section and key, never a value', () => {
  const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
  const found = strictFaults(
    `${secret}\n[a]\n${secret}\nk = ${secret}\nk = ${secret}\n= ${secret}`,
    'credentials',
  );
  expect(found).toHaveLength(4);
  expect(found[2]?.message).toBe('k stands twice in [a]');
  expect(JSON.stringify(found)).not.toContain(secret);
});

describe('faults that an edit brought in', () => {
  const added = (before: string, after: string) =>
    newStrictFaults(strictFaults(before, 'config'), strictFaults(after, 'config')).map(
      ({ code, line }) => `${code} ${line}`,
    );

  test('are not those that only moved', () => {
    expect(added('[a]\nword\n[a]\n', '[b]\nx = y\n[a]\nword\n[a]\n')).toEqual([]);
  });

  test('are those of another section or key, and one more of the same', () => {
    expect(added('[a]\nk = 1\nk = 2\n', '[a]\nk = 1\nk = 2\nl = 1\nl = 2\n')).toEqual([
      'DUPLICATE_KEY 5',
    ]);
    expect(added('[a]\nword\n', '[a]\nword\nword\n')).toEqual(['DELIMITER_MISSING 3']);
  });
});
