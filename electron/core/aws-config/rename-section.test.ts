import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRoleValetError } from '../../contract/errors.ts';
import { parseIni } from './ini-document.ts';
import { iniTexts } from './ini-texts.fixture.ts';
import { renameSection } from './rename-section.ts';

/** All of a text but what stands in brackets. */
function bodies(text: string): readonly string[] {
  const { preambleEnd, sections } = parseIni(text);
  const parts = sections.map(({ start, end, header }) =>
    text.slice(start, end).replace(`[${header}]`, '[]'),
  );
  return [text.slice(0, preambleEnd), ...parts];
}

describe('a section gets another header', () => {
  test.each([
    ['[profile x]\nk = v\n', '[profile y]\nk = v\n'],
    ['# x\n[profile x]', '# x\n[profile y]'],
    [
      '  [profile x] ; profile x\r\nk = profile x\r\n',
      '  [profile y] ; profile x\r\nk = profile x\r\n',
    ],
    ['[profile "x"]\n[profile z]\n', '[profile y]\n[profile z]\n'],
    ['[profile x]\n[profile z]\n[profile x]\n', '[profile y]\n[profile z]\n[profile y]\n'],
  ])('%j', (before, after) => expect(renameSection(before, 'profile x', 'profile y')).toBe(after));

  test.each([
    ['no such section', '[profile z]\n', 'profile y'],
    ['line 2 already', '[profile x]\n[profile "y"]\n', 'profile y'],
  ])('is refused: %s', (reason, text, to) => {
    expect(() => renameSection(text, 'profile x', to)).toThrow(reason);
  });

  test('no other byte of any file changes', () => {
    fc.assert(
      fc.property(iniTexts(), (text) => {
        const header = parseIni(text).sections.find((one) => !one.isBroken)?.header;
        fc.pre(header !== undefined);
        try {
          const after = renameSection(text, header, 'profile new-name');
          expect(bodies(after)).toEqual(bodies(text));
          expect(parseIni(after).sections.map((one) => one.header)).toContain('profile new-name');
        } catch (error) {
          if (!isRoleValetError(error, 'EDIT_REFUSED')) throw error;
        }
      }),
    );
  });
});
