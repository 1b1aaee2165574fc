import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loopCount, loopSeed } from '../../../tools/loops.ts';
import { parseIni } from '../aws-config/ini-document.ts';
import { splitLines } from '../aws-config/ini-lines.ts';
import { iniTexts } from '../aws-config/ini-texts.fixture.ts';
import { findPlainKeys, type PlainKey } from './plain-keys.ts';
import { withoutKeys } from './remove-keys.ts';

const ID = 'AKIAIOSFODNN7EXAMPLE';
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const PAIR = `aws_access_key_id = ${ID}\naws_secret_access_key = ${SECRET}\n`;

function keysOf(text: string, file: 'config' | 'credentials'): readonly PlainKey[] {
  return findPlainKeys([{ file, path: '/c', document: parseIni(text, { file, path: '/c' }) }]).keys;
}

function removed(text: string, keeps = false, file: 'config' | 'credentials' = 'credentials') {
  return withoutKeys(text, { file, path: '/c' }, keysOf(text, file), () => keeps).text;
}

describe('removes exactly the lines', () => {
  test.each([
    [
      'and the section with its last line',
      `[a]\nregion = x\n\n[x]\n${PAIR}\n[b]\nregion = y\n`,
      '[a]\nregion = x\n\n\n[b]\nregion = y\n',
    ],
    ['and the file’s only section', `[x]\n${PAIR}`, ''],
    [
      'and the blank line above the last section',
      `[a]\nregion = x\n\n[x]\n${PAIR}`,
      '[a]\nregion = x\n',
    ],
    ['but not a region', `[x]\n${PAIR}region=eu-west-1\n`, '[x]\nregion=eu-west-1\n'],
    ['but not a comment inside', `[x]\n# alex’s\n${PAIR}`, '[x]\n# alex’s\n'],
    ['but not a comment above', `# alex’s\n[x]\n${PAIR}`, '# alex’s\n'],
    [
      'with Windows line ends',
      `[x]\r\nregion = a\r\n${PAIR.replaceAll('\n', '\r\n')}output = b\r\n`,
      '[x]\r\nregion = a\r\noutput = b\r\n',
    ],
    ['and an empty token', `[x]\n${PAIR}aws_session_token =\noutput = b\n`, '[x]\noutput = b\n'],
    [
      'of every section of that name',
      `[x]\n${PAIR}[x]\n${PAIR}region = a\n`,
      '[x]\n[x]\nregion = a\n',
    ],
  ])('%s', (_, before, after) => {
    expect(removed(before)).toBe(after);
  });

  test('the header stays where config does not name the profile', () => {
    expect(removed(`[x]\n${PAIR}`, true)).toBe('[x]\n');
  });

  test('config keeps its section', () => {
    expect(removed(`[profile x]\n${PAIR}`, false, 'config')).toBe('[profile x]\n');
  });
});

test('a key that was changed meanwhile is left alone, and named', () => {
  const keys = keysOf(`[x]\n${PAIR}[y]\n${PAIR}`, 'credentials');
  const now = `[x]\n${PAIR.replace(ID, 'AKIAI44QH8DHBEXAMPLE')}[y]\nregion = a\n`;
  const result = withoutKeys(now, { file: 'credentials', path: '/c' }, keys, () => false);
  expect(result).toEqual({ text: now, removed: [], changed: ['x'] });
});

/** Lines that people write between and inside sections. */
const other = fc.constantFrom(
  'region = eu-west-1',
  'output=json',
  '  s3 =',
  '# a comment',
  '; another',
  '',
  'credential_process = /bin/x --y "a b"',
);
const keyLines = fc
  .tuple(fc.constantFrom(' = ', '=', ' : ', '= '), fc.constantFrom('', ' ', '  '), fc.boolean())
  .map(([sign, indent, isSwapped]) => {
    const lines = [
      `${indent}aws_access_key_id${sign}${ID}`,
      `${indent}aws_secret_access_key${sign}${SECRET}`,
    ];
    return isSwapped ? lines.reverse() : lines;
  });
const section = fc.tuple(
  fc.array(other, { maxLength: 3 }),
  fc.option(keyLines, { nil: [] }),
  fc.array(other, { maxLength: 3 }),
);

test('whatever the file: only lines of keys, and sections that held nothing else, are gone', () => {
  fc.assert(
    fc.property(
      fc.array(section, { minLength: 1, maxLength: 5 }),
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
      fc.boolean(),
      (sections, lineBreak, hasEnd, keeps) => {
        const lines = sections.flatMap(([before, keys, after], index) => [
          `[profile-${index}]`,
          ...before,
          ...keys,
          ...after,
        ]);
        const text = lines.join(lineBreak) + (hasEnd ? lineBreak : '');
        const known = keysOf(text, 'credentials');
        const result = withoutKeys(text, { file: 'credentials', path: '/c' }, known, () => keeps);
        expect(keysOf(result.text, 'credentials')).toEqual([]);
        expect(result.removed).toEqual(known.map(({ profile }) => profile));
        const isKey = (line: string) => /aws_(access|secret)/.test(line);
        const mayGo = new Set(known.map(({ profile }) => `[${profile}]`));
        // A file whose last line had no break may keep it that way.
        const whole = (content: string) =>
          splitLines(/[\r\n]$|^$/.test(content) ? content : content + lineBreak);
        const left = whole(result.text);
        let at = 0;
        let blanks = 0;
        for (const old of whole(text)) {
          const line = old.replace(/[\r\n]+$/, '');
          if (old === left[at]) at += 1;
          else if (line === '') blanks += 1;
          else if (!isKey(line)) expect(keeps ? [] : [...mayGo]).toContain(line);
        }
        expect(at).toBe(left.length);
        // Blank lines inside a section go with it, and the last one stands in for a missing break.
        if (keeps) expect(blanks).toBeLessThanOrEqual(hasEnd ? 0 : 1);
        if (known.length === 0) expect(result.text).toBe(text);
      },
    ),
    { numRuns: loopCount(2_000, 300), seed: loopSeed() },
  );
});

test('in any other file: one key goes, and not a byte before it', () => {
  fc.assert(
    fc.property(iniTexts(), fc.constantFrom('', 'region = eu-west-1\n'), (text, more) => {
      const start = /^$|[\r\n]$/.test(text) ? text : `${text}\n`;
      const whole = `${start}[adoptee]\n${PAIR}${more}`;
      const keys = keysOf(whole, 'credentials').filter(({ profile }) => profile === 'adoptee');
      // Above may stand what swallows the header, or the name itself.
      fc.pre(
        keys.length === 1 &&
          keys[0]?.places[0]?.line === whole.split(/\r\n|\r|\n/).length - (more === '' ? 2 : 3),
      );
      const file = { file: 'credentials', path: '/c' } as const;
      const kept = withoutKeys(whole, file, keys, () => true).text;
      expect(kept).toBe(`${start}[adoptee]\n${more}`);
      const gone = withoutKeys(whole, file, keys, () => false).text;
      expect(more === '' ? start.startsWith(gone) : gone === kept).toBe(true);
    }),
    { numRuns: loopCount(2_000, 300), seed: loopSeed() },
  );
});
