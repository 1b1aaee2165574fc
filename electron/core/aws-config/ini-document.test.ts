import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loopCount, loopSeed } from '../../../tools/loops.ts';
import { PropertyCursor } from './ini-cursor.ts';
import { parseIni, renderIni } from './ini-document.ts';
import { IniKeys } from './ini-keys.ts';
import { splitLines } from './ini-lines.ts';
import { corpus, hostileTexts, iniTexts } from './ini-texts.fixture.ts';
import { decodeText } from './text-codec.ts';

const RUNS = { numRuns: loopCount(10_000, 1_000), seed: loopSeed() };

/** The first section's properties as pairs, the usual question. */
function values(text: string): (readonly [string, string])[] {
  const [section] = parseIni(text).sections;
  return section?.properties.map(({ key, value }) => [key, value] as const) ?? [];
}

function faults(text: string): string[] {
  return parseIni(text).faults.map(({ code, line }) => `${code} ${line}`);
}

describe('nothing is lost', () => {
  test.each(corpus())('$name', ({ bytes }) => {
    const { text } = decodeText(bytes);
    expect(renderIni(parseIni(text))).toBe(text);
  });

  test('in any text, and every line has its place', () => {
    fc.assert(
      fc.property(fc.oneof(iniTexts(), hostileTexts()), (text) => {
        const document = parseIni(text);
        expect(renderIni(document)).toBe(text);
        const lines = splitLines(text);
        const lineAt = (offset: number) => splitLines(text.slice(0, offset)).length + 1;
        let end = document.preambleEnd;
        for (const section of document.sections) {
          expect(section.start).toBe(end);
          expect(section.line).toBe(lineAt(section.start));
          expect(lines[section.line - 1]).toBe(text.slice(section.start, section.headerEnd));
          expect(lines[section.line - 1]).toContain(section.header);
          expect(section.endLine).toBe(splitLines(text.slice(0, section.end)).length);
          expect(section.contentEnd).toBeLessThanOrEqual(section.end);
          end = section.headerEnd;
          for (const property of section.properties) {
            expect(property.start).toBeGreaterThanOrEqual(end);
            expect(property.line).toBe(lineAt(property.start));
            expect(lines[property.line - 1]).toBe(text.slice(property.start, property.lineEnd));
            expect(splitLines(text.slice(0, property.end))).toHaveLength(property.endLine);
            end = property.end;
          }
          expect(end).toBeLessThanOrEqual(section.contentEnd);
          end = section.end;
        }
        expect(end).toBe(text.length);
      }),
      RUNS,
    );
  });
});

test('the short way through plain lines reads what the long way reads', () => {
  const line = fc.constantFrom(
    'a = 1',
    'b=2',
    'c-d.e \t=\t x = y : z ',
    '',
    'k =\u00a0v',
    'n = 1\u0085',
  );
  const bodies = fc
    .tuple(fc.array(line, { maxLength: 6 }), fc.boolean())
    .map(([lines, hasEnd]) => lines.join('\n') + (hasEnd ? '\n' : ''));
  // A comment takes a body off the short way, and changes nothing else.
  const read = (body: string, comment: string) => {
    const cursor = new PropertyCursor(body + comment, {
      keys: new IniKeys(),
      hasLoneReturn: false,
    });
    const found = [];
    while (cursor.next()) {
      const { name, value, isColon, hasComment, nested, line: at, endLine, start } = cursor;
      const { lineEnd, end, contentEnd } = cursor;
      const places = [start, lineEnd, end, contentEnd].map((one) => Math.min(one, body.length));
      found.push([name.key, value, isColon, hasComment, nested, at, endLine, ...places]);
    }
    return found;
  };
  fc.assert(
    fc.property(bodies, (body) => {
      expect(read(body, '')).toEqual(read(body, '\n# c'));
    }),
    RUNS,
  );
});

describe('headers', () => {
  test.each([
    ['[profile a]', 'profile a'],
    [' \t[profile a]', 'profile a'],
    ['[  profile a\t]', '  profile a\t'],
    ['[profile a] # note', 'profile a'],
    ['[profile a];', 'profile a'],
    ['[profile a]# [b]', 'profile a'],
    ['[profile a[1]]', 'profile a[1]'],
    ["[profile 'a # b']", "profile 'a # b'"],
    ['[profile a] note', 'profile a'],
  ])('%s', (line, header) => {
    const [section] = parseIni(`${line}\nk = v`).sections;
    expect(section).toMatchObject({ header, isBroken: false });
    expect(section?.properties).toHaveLength(1);
  });

  test('a header without its bracket starts a section that nobody reads', () => {
    const document = parseIni('[a]\nk = 1\n[b\nk = 2\n[c]\n');
    expect(document.sections.map(({ header, isBroken }) => [header, isBroken])).toEqual([
      ['a', false],
      ['b', true],
      ['c', false],
    ]);
    expect(document.sections[0]?.properties).toHaveLength(1);
  });

  test('an indented bracket below a value continues it; below a header it is a header', () => {
    const document = parseIni('[a]\n [b]\nk = v\n [c]\n[d]\n');
    expect(document.sections.map(({ header }) => header)).toEqual(['a', 'b', 'd']);
    expect(document.sections[1]?.properties[0]?.value).toBe('v\n[c]');
  });
});

describe('values', () => {
  test.each<[string, (readonly [string, string])[]]>([
    ['Key\t=  a=b:c \t', [['key', 'a=b:c']]],
    ['k=v # c', [['k', 'v']]],
    ['k=v ; c # d', [['k', 'v']]],
    ['k=v#c;d', [['k', 'v#c;d']]],
    ['k = # c', [['k', '']]],
    ['k =#c', [['k', '#c']]],
    ['k = "v"', [['k', '"v"']]],
    [
      '  k = v\n  l = w',
      [
        ['k', 'v'],
        ['l', 'w'],
      ],
    ],
    [
      'k = v\n  more # kept \n\n # comment\n  last\nl = w',
      [
        ['k', 'v\nmore # kept\nlast'],
        ['l', 'w'],
      ],
    ],
    [
      'k =\nl =',
      [
        ['k', ''],
        ['l', ''],
      ],
    ],
    [
      'k = v\rl = w\r\nm = x',
      [
        ['k', 'v'],
        ['l', 'w'],
        ['m', 'x'],
      ],
    ],
  ])('%j', (body, expected) => {
    expect(values(`[a]\n${body}`)).toEqual(expected);
  });

  test('a block below an empty value is nested', () => {
    const text = '[a]\ns3 =\n  Style = path # note\n\n  empty =\nregion = x\n';
    expect(parseIni(text).sections[0]?.properties).toMatchObject([
      {
        key: 's3',
        value: '',
        line: 2,
        endLine: 5,
        nested: [
          { key: 'style', value: 'path', line: 3 },
          { key: 'empty', value: '', line: 5 },
        ],
      },
      { key: 'region', value: 'x', line: 6, endLine: 6, nested: undefined },
    ]);
  });
});

test.each([
  ['k = v\n\n# c\nx\n[a]', ['BEFORE_FIRST_HEADER 1', 'BEFORE_FIRST_HEADER 4']],
  ['[profile a\n', ['HEADER_UNCLOSED 1']],
  ['[]\n', ['HEADER_EMPTY 1']],
  ['[a] b\n', ['HEADER_TRAILING_TEXT 1']],
  ['[a]\n= v', ['KEY_MISSING 2']],
  ['[a]\nword', ['EQUALS_MISSING 2']],
  ['[a]\nk: v', ['COLON 2']],
  ['[a]\na b = v\nc #d = v', ['KEY_WITH_BLANK 2', 'KEY_WITH_BLANK 3']],
  ['[a]\ns3 =\n word\n = v', ['NESTED_EQUALS_MISSING 3', 'NESTED_KEY_MISSING 4']],
  ['[a]\nk = v\n l = w\n [b]', ['PROPERTY_INDENTED 3', 'HEADER_INDENTED 4']],
  ['[a]\n[b]\rk = v', ['LONE_CARRIAGE_RETURN 2']],
  ['[a]\r\nk = v\r\n', []],
])('faults of %j', (text, expected) => {
  expect(faults(text)).toEqual(expected);
});
