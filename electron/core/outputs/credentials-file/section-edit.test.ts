import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loopCount, loopSeed } from '../../../../tools/loops.ts';
import { removeFromFile, setInFile } from './file-edit.ts';
import { textBytes } from './file-text.ts';
import { MARKER, removeProperties, setProperties } from './section-edit.ts';
import { findSections, propertyValue } from './section-text.ts';
import { sectionWindows } from './section-window.ts';

const values = new Map([
  ['aws_access_key_id', 'ASIAIOSFODNN7EXAMPLE'],
  ['aws_session_token', 'a==/b+c'],
]);
const keys = new Set(values.keys());
const removed = new Set(['aws_security_token']);
const set = (text: string) => setProperties(text, 'x', values, removed);
const TRIO = 'aws_access_key_id = ASIAIOSFODNN7EXAMPLE\naws_session_token = a==/b+c\n';

describe('setProperties', () => {
  test.each([
    ['an empty file', '', `${MARKER}\n[x]\n${TRIO}`],
    ['a file', '[a]\nk = v\n', `[a]\nk = v\n\n${MARKER}\n[x]\n${TRIO}`],
    ['a blank end', '[a]\nk = v\n\n', `[a]\nk = v\n\n${MARKER}\n[x]\n${TRIO}`],
    ['no final newline', '[a]\nk = v', `[a]\nk = v\n\n${MARKER}\n[x]\n${TRIO}`],
    ['CRLF', '[a]\r\n', `[a]\r\n\r\n${MARKER}\n[x]\n${TRIO}`.replaceAll(/(?<!\r)\n/g, '\r\n')],
  ])('appends a section to %s', (_, before, after) => {
    const edit = set(before);
    expect(edit.text).toBe(after);
    expect(edit.created).toBe(true);
  });

  test.each([
    [
      'keeps spacing and order',
      '[x]\naws_session_token=old\n  # note\nk = v\naws_access_key_id  =  old\n',
      '[x]\naws_session_token=a==/b+c\n  # note\nk = v\naws_access_key_id  =  ASIAIOSFODNN7EXAMPLE\n',
    ],
    [
      'keeps a nested block',
      '[x]\ns3 =\n  a = b\n\n# next\n[y]\n',
      `[x]\ns3 =\n  a = b\n${TRIO}\n# next\n[y]\n`,
    ],
    [
      'takes a continuation with its key',
      '[x]\naws_session_token = old\n  more\nk = v\naws_access_key_id = o',
      '[x]\naws_session_token = a==/b+c\nk = v\naws_access_key_id = ASIAIOSFODNN7EXAMPLE',
    ],
    [
      'leaves one of a doubled key',
      '[x]\naws_access_key_id = 1\naws_access_key_id = 2\naws_session_token = 3\n',
      `[x]\n${TRIO}`,
    ],
    [
      'writes keys in lower case with an equals sign',
      '[x]\nAWS_ACCESS_KEY_ID: 1\naws_session_token = 3\n',
      `[x]\n${TRIO}`,
    ],
    [
      'removes the old name of the token',
      '[x]\naws_security_token = 1\n[y]\n',
      `[x]\n${TRIO}[y]\n`,
    ],
    [
      'a removed last property leaves the blank line above it',
      `[x]\n${TRIO}\naws_security_token = 1\n`,
      `[x]\n${TRIO}\n`,
    ],
    ['a bare header at the end', '[a]\n[x]', `[a]\n[x]\n${TRIO}`],
    ['an open last line', '[x]\nk = v', `[x]\nk = v\n${TRIO}`],
    ['a header with a comment', '[x] # mine\n', `[x] # mine\n${TRIO}`],
    ['CRLF', '[x]\r\nk = v\r\n', `[x]\r\nk = v\r\n${TRIO.replaceAll('\n', '\r\n')}`],
  ])('in an existing section: %s', (_, before, after) => {
    const edit = set(before);
    expect(edit.text).toBe(after);
    expect(edit.created).toBe(false);
    expect(set(after).text).toBe(after);
  });

  test('a name is matched whole', () => {
    for (const name of ['xx', 'profile x', 'X', '"x"']) {
      expect(set(`[${name}]\nk = v\n`).created).toBe(true);
    }
  });
});

describe('removeProperties', () => {
  const written = { createdSection: true, addedBefore: '\n' };

  test('a section that others added to keeps their lines and loses the marker', () => {
    const text = `[a]\n\n${MARKER}\n[x]\n${TRIO}s3 =\n  a = b\n`;
    expect(removeProperties(text, 'x', keys, written)).toBe('[a]\n\n[x]\ns3 =\n  a = b\n');
    const odd = `${MARKER}\n[x]\n${TRIO}nonsense\n`;
    expect(removeProperties(odd, 'x', keys, written)).toBe('[x]\nnonsense\n');
    const noted = `[a]\n\n${MARKER}\n[x]\n# mine\n${TRIO}`;
    expect(removeProperties(noted, 'x', keys, written)).toBe('[a]\n\n[x]\n# mine\n');
  });

  test('a section that stood before us keeps its header', () => {
    const existing = { createdSection: false, addedBefore: '' };
    expect(removeProperties(`[x]\n${TRIO}[y]\n`, 'x', keys, existing)).toBe('[x]\n[y]\n');
  });

  test('sections that others appended since stay whole', () => {
    const after = `${set('[a]\nk = v').text}[b]\nk = v\n`;
    const edit = set('[a]\nk = v');
    const { addedBefore } = edit;
    expect(removeProperties(after, 'x', keys, { createdSection: true, addedBefore })).toBe(
      '[a]\nk = v\n[b]\nk = v\n',
    );
  });
});

const lineBreak = fc.constantFrom('\n', '\r\n');
const line = fc.oneof(
  fc.constantFrom(
    '',
    '  ',
    '# a comment',
    '; [x]',
    '  # [x]',
    's3 =',
    'nonsense',
    '  nonsense',
    '  nested = 1',
    'k=v',
    'a: b',
    '\u00ff\u0080=\u00c3',
  ),
  fc.stringMatching(/^[ \t]{0,2}[a-z_]{1,12} ?[=:] ?[ -~]{0,30}$/),
  fc.constantFrom(...keys, ...removed).map((key) => `${key} = old`),
);
const header = fc.oneof(
  fc.stringMatching(/^[ab][a-z0-9 .@-]{0,8}$/).map((name) => `[${name}]`),
  fc.constantFrom('[profile x]', '[xx]', ' [b] # note', '[ c ]', '[y]x'),
);
const block = fc.tuple(header, fc.array(line, { maxLength: 6 })).map((parts) => parts.flat());

/** Any file: odd lines, other sections, perhaps ours in the midst, perhaps no final line break. */
const file = fc
  .record({
    start: fc.array(line, { maxLength: 2 }),
    before: fc.array(block, { maxLength: 40 }),
    own: fc.option(fc.array(line, { maxLength: 8 })),
    after: fc.array(block, { maxLength: 5 }),
    lineBreak,
    isOpen: fc.boolean(),
  })
  .map((parts) => {
    const own = parts.own === null ? [] : ['[x]', ...parts.own];
    const lines = [...parts.start, ...parts.before.flat(), ...own, ...parts.after.flat()];
    const text = lines.map((content) => content + parts.lineBreak).join('');
    return parts.isOpen ? text.trimEnd() : text;
  });

describe('any file', () => {
  const runs = { numRuns: loopCount(20_000, 1_000), seed: loopSeed() };
  const isTarget = (name: string) => name === 'x';

  test('only the written section differs', () => {
    fc.assert(
      fc.property(file, (before) => {
        const after = set(before).text;
        const [old] = findSections(before, isTarget);
        const sections = findSections(after, isTarget);
        expect(sections).toHaveLength(1);
        const [section] = sections;
        for (const [key, value] of values) expect(propertyValue(section, key)).toBe(value);
        expect(propertyValue(section, 'aws_security_token')).toBeUndefined();
        if (section === undefined) return;
        if (old === undefined) {
          expect(after.startsWith(before)).toBe(true);
          return;
        }
        expect(after.slice(0, section.bodyStart).trimEnd()).toBe(
          before.slice(0, old.bodyStart).trimEnd(),
        );
        const behind = before.slice(old.contentEnd);
        const shown = after.slice(section.contentEnd);
        expect(shown.endsWith(behind)).toBe(true);
        // Blank lines and comments above a removed last property are all that may join them.
        const joined = shown.slice(0, shown.length - behind.length).split('\n');
        expect(joined.filter((content) => !/^\s*([#;]|$)/.test(content))).toEqual([]);
      }),
      runs,
    );
  });

  test('writing is idempotent, and removing a created section restores every byte', () => {
    fc.assert(
      fc.property(file, (before) => {
        const { text, created, addedBefore } = set(before);
        expect(set(text).text).toBe(text);
        const after = removeProperties(text, 'x', keys, { createdSection: created, addedBefore });
        if (created) expect(after).toBe(before);
        else
          expect(
            propertyValue(findSections(after, isTarget)[0], 'aws_access_key_id'),
          ).toBeUndefined();
      }),
      runs,
    );
  });

  test('on bytes, with only the surroundings as text, the outcome is the same', () => {
    fc.assert(
      fc.property(file, (before) => {
        const whole = set(before);
        const bytes = setInFile(
          textBytes(before),
          sectionWindows(textBytes(before), 'x')[0],
          'x',
          values,
          removed,
        );
        const text = Buffer.concat(bytes.parts).toString('latin1');
        expect(text).toBe(whole.text);
        expect([bytes.created, bytes.addedBefore]).toEqual([whole.created, whole.addedBefore]);
        const written = { createdSection: whole.created, addedBefore: whole.addedBefore };
        for (const after of [text, `${text}[z]\n`]) {
          const [window] = sectionWindows(textBytes(after), 'x');
          if (window === undefined) throw new Error('the section is gone');
          const parts = removeFromFile(textBytes(after), window, 'x', keys, written);
          expect(Buffer.concat(parts).toString('latin1')).toBe(
            removeProperties(after, 'x', keys, written),
          );
        }
      }),
      runs,
    );
  });
});
