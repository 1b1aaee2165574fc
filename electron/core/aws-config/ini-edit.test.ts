import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loopCount, loopSeed } from '../../../tools/loops.ts';
import { isRoleValetError } from '../../contract/errors.ts';
import { parseIni } from './ini-document.ts';
import { appendSection, removeSection, renameProperty, setProperties } from './ini-edit.ts';
import { sectionsNamed } from './ini-edit-checks.ts';
import type { ParsedSection } from './ini-section.ts';
import { corpus, iniTexts } from './ini-texts.fixture.ts';
import { decodeText } from './text-codec.ts';

const RUNS = { numRuns: loopCount(10_000, 1_000), seed: loopSeed() };

const set = (text: string, header: string, changes: Record<string, string | undefined>) =>
  setProperties(text, header, new Map(Object.entries(changes)));

/** What a reader finds for a key: the last line that counts. */
function lastValue(text: string, header: string, key: string): string | undefined {
  const properties = sectionsNamed(parseIni(text), header).flatMap((one) => one.properties);
  return properties.findLast((one) => one.key === key && !one.isIgnored)?.value;
}

/** Undefined where the edit is refused, which it may be as long as nothing is written. */
function unlessRefused(edit: () => string): string | undefined {
  try {
    return edit();
  } catch (error) {
    if (isRoleValetError(error, 'EDIT_REFUSED')) return undefined;
    throw error;
  }
}

describe('setting properties', () => {
  test.each([
    ['in place', '[a]\n  K  =\told\nl = 1\n', '[a]\n  K  =\tnew\nl = 1\n'],
    ['CR LF', '[a]\r\nk = old\r\n# c\r\n', '[a]\r\nk = new\r\n# c\r\n'],
    ['an empty value', '[a]\nk =\n', '[a]\nk = new\n'],
    ['a tight empty value', '[a]\nk=\n', '[a]\nk=new\n'],
    ['a colon', '[a]\nk : old\n', '[a]\nk = new\n'],
    ['a comment behind', '[a]\n k = old # c\n', '[a]\n # c\n k = new\n'],
    ['continuation lines', '[a]\nk = o\n  l\n  # c\n  d\nm = 1\n', '[a]\nk = new\n  # c\nm = 1\n'],
    ['a block', '[a]\nk =\n  x = 1\n\n  y = 2\n[b]\n', '[a]\nk = new\n[b]\n'],
    ['twice', '[a]\nk = 1\nx = y\nk = 2\n', '[a]\nx = y\nk = new\n'],
    ['in two sections', '[a]\nk = 1\n[b]\n[a]\nK = 2\n', '[a]\n[b]\n[a]\nK = new\n'],
    ['no line break at the end', '[a]\nk = old', '[a]\nk = new'],
    ['a new key', '[a]\nl = 1\n\n# for b\n[b]\n', '[a]\nl = 1\nk = new\n\n# for b\n[b]\n'],
    ['a new key in an empty section', '[a]\n# c\n', '[a]\nk = new\n# c\n'],
    [
      'a new key behind a block',
      '[a]\ns3 =\n x = 1\n\n[b]\n',
      '[a]\ns3 =\n x = 1\nk = new\n\n[b]\n',
    ],
    ['a new key at an open end', '[a]\r\nl = 1', '[a]\r\nl = 1\r\nk = new'],
    ['a new key behind an open header', '[a]', '[a]\nk = new'],
    ['a new key behind a lone CR', '[a] # n\r  l\n\n', '[a] # n\r  l\nk = new\n\n'],
    ['a new key in a file of lone CRs', '[a]\rl = 1\r', '[a]\rl = 1\rk = new\r'],
    ['an equal value', '[a]\nk=new # c\n', '[a]\nk=new # c\n'],
  ])('%s', (_, before, after) => {
    expect(set(before, 'a', { k: 'new' })).toBe(after);
  });

  test.each([
    ['[a]\nk = 1\nl = 2\n', '[a]\nl = 2\n'],
    ['[a]\nl = 2\nk = 1', '[a]\nl = 2'],
    ['[a]\nk =\n  x = 1\n # c\n  y = 2\n\n[b]\n', '[a]\n # c\n\n[b]\n'],
    ['[a]\nk: 1\n[a]\nK = 2\n', '[a]\n[a]\n'],
    ['[b]\nk = 1\n', '[b]\nk = 1\n'],
  ])('removing a key of %j', (before, after) => {
    expect(set(before, 'a', { k: undefined })).toBe(after);
  });

  test('several at once', () => {
    const before = '[profile "x"]\nrole_arn = r\nregion = eu-west-1';
    const changes = { region: undefined, role_arn: 's', output: 'json', color: 'auto' };
    expect(set(before, 'profile x', changes)).toBe(
      '[profile "x"]\nrole_arn = s\noutput = json\ncolor = auto',
    );
  });

  test.each([
    '',
    'a\nb',
    'a\r',
    ' a',
    'a\t',
    'a\u0000',
    '# a',
    'a #b',
    'a ;',
    '\ud800',
    'a\u2028b',
  ])('the value %j is refused without being named', (value) => {
    const edit = () => set('[a]\n', 'a', { secret_key: value });
    expect(edit).toThrowError(expect.objectContaining({ code: 'VALUE_UNREPRESENTABLE' }));
    expect(edit).toThrowError(/^The value of secret_key /);
  });

  test.each(['', 'a b', 'a=', 'k:', '[k', '#k', 'k\n'])('the key %j is refused', (key) => {
    expect(() => set('[a]\n', 'a', { [key]: 'v' })).toThrowError(
      expect.objectContaining({ code: 'VALUE_UNREPRESENTABLE' }),
    );
  });

  test.each([
    ['a missing section', '[b]\n', { k: 'v' }],
    ['an indented header that would become part of the value', '[a]\n [b]\n', { k: 'v' }],
    ['an indented header that would go', '[a]\nk = v\n  [b]\n', { k: undefined }],
  ])('%s is refused', (_, text, changes) => {
    expect(() => set(text, 'a', changes)).toThrowError(
      expect.objectContaining({ code: 'EDIT_REFUSED' }),
    );
  });

  test('every other byte stays, and the value reads back', () => {
    const header = fc.constantFrom('default', 'profile alder', 'profile birch', 'alder');
    const key = fc.constantFrom('region', 'output', 's3', 'role_arn', 'new_key');
    const value = fc.option(fc.constantFrom('us-east-2', 'a=b:c', 'a#b;c', '"x"', '[y]'), {
      nil: undefined,
    });
    let edits = 0;
    fc.assert(
      fc.property(iniTexts(), header, key, value, (text, name, changed, wanted) => {
        const after = unlessRefused(() => set(text, name, { [changed]: wanted }));
        if (after === undefined) return;
        edits++;
        expect(lastValue(after, name, changed)).toBe(wanted);
        const [before, now] = [parseIni(text), parseIni(after)];
        const own = sectionsNamed(before, name);
        const outside = (one: ParsedSection, of: string) => of.slice(one.start, one.end);
        const others = before.sections.filter((one) => !own.includes(one));
        const ownNow = sectionsNamed(now, name);
        const othersNow = now.sections.filter((one) => !ownNow.includes(one));
        expect(after.slice(0, now.preambleEnd)).toBe(text.slice(0, before.preambleEnd));
        expect(othersNow.map((one) => outside(one, after))).toEqual(
          others.map((one) => outside(one, text)),
        );
        // Inside the section all lines of other keys stay, in their order.
        const kept = (one: ParsedSection, of: string) =>
          one.properties
            .filter((property) => property.key !== changed)
            .map((property) => of.slice(property.start, property.end).trimEnd());
        expect(ownNow.map((one) => kept(one, after))).toEqual(own.map((one) => kept(one, text)));
      }),
      RUNS,
    );
    expect(edits).toBeGreaterThan(RUNS.numRuns / 10);
  });

  test('setting a new key and removing it gives the text back', () => {
    const header = fc.constantFrom('default', 'profile alder', 'profile birch', 'alder');
    fc.assert(
      fc.property(iniTexts(), header, (text, name) => {
        const after = unlessRefused(() => set(text, name, { new_key: 'v' }));
        if (after === undefined) return;
        expect(after).not.toBe(text);
        expect(set(after, name, { new_key: undefined })).toBe(text);
      }),
      RUNS,
    );
  });

  test.each(corpus())('of every section of $name', ({ bytes }) => {
    const { text } = decodeText(bytes);
    for (const { header, isBroken } of parseIni(text).sections) {
      if (isBroken) continue;
      const after = unlessRefused(() => set(text, header, { new_key: 'v' }));
      if (after === undefined) continue;
      expect(lastValue(after, header, 'new_key')).toBe('v');
      expect(set(after, header, { new_key: undefined })).toBe(text);
    }
  });
});

describe('renaming a property', () => {
  test('keeps its value, spacing and block', () => {
    const before = '[profile x]\r\n  Role_Arn=a # c\r\n  s3 =\r\n    a = b\r\n';
    const after = renameProperty(before, 'profile x', 'role_arn', 'valet_role_arn');
    expect(after).toBe(before.replace('Role_Arn', 'valet_role_arn'));
    expect(renameProperty(after, 'profile x', 'valet_role_arn', 'Role_Arn')).toBe(before);
  });

  test('renames every line of a key, else an earlier one would count again', () => {
    expect(renameProperty('[a]\nk = 1\nk = 2', 'a', 'k', 'l')).toBe('[a]\nl = 1\nl = 2');
  });

  test('does nothing without the key, and refuses to make a key stand twice', () => {
    expect(renameProperty('[a]\nl = 1', 'a', 'k', 'l')).toBe('[a]\nl = 1');
    expect(() => renameProperty('[a]\nk = 1\nl = 2', 'a', 'k', 'l')).toThrowError(
      expect.objectContaining({ code: 'EDIT_REFUSED' }),
    );
  });
});

describe('appending a section', () => {
  test.each([
    ['', '[b]\nk = v\n'],
    ['[a]\n', '[a]\n\n[b]\nk = v\n'],
    ['[a]\n\n', '[a]\n\n\n[b]\nk = v\n'],
    ['[a]\r\nx = 1', '[a]\r\nx = 1\r\n\r\n[b]\r\nk = v\r\n'],
  ])('to %j', (before, after) => {
    expect(appendSection(before, 'b', [['k', 'v']])).toBe(after);
  });

  test('with a comment above, and without entries', () => {
    expect(appendSection('[a]\n', 'profile b', [], 'made by hand')).toBe(
      '[a]\n\n# made by hand\n[profile b]\n',
    );
  });

  test.each(['a', 'x\ny', 'x] y', ''])('the header %j is refused', (header) => {
    expect(() => appendSection('[a]\n', header, [])).toThrowError(
      expect.objectContaining({ code: 'EDIT_REFUSED' }),
    );
  });

  test('and removing it gives the text back, but for the line break at its end', () => {
    fc.assert(
      fc.property(iniTexts(), fc.boolean(), (text, hasComment) => {
        const comment = hasComment ? '# by us' : undefined;
        const after = appendSection(text, 'profile new', [['k', 'v']], comment);
        expect(after.startsWith(text)).toBe(true);
        const back = removeSection(after, 'profile new', '# by us');
        expect(back.startsWith(text)).toBe(true);
        expect(back.slice(text.length)).toMatch(/^(\n|\r\n|\r)?$/);
        if (text.endsWith('\n')) expect(back).toBe(text);
      }),
      RUNS,
    );
  });
});

describe('removing a section', () => {
  test.each([
    ['[a]\nk = v\n\n# for b\n[b]\n', '\n# for b\n[b]\n'],
    ['[z]\n\n# ours\n[a]\nk = v\n# in it\nl = w\n\n[b]\n', '[z]\n\n\n[b]\n'],
    ['[z]\n# theirs\n[a]\nk = v\n[b]\n', '[z]\n# theirs\n[b]\n'],
    ['[z]\n\n[a]\nk = v\n', '[z]\n'],
    ['[z]\n\n[a]\nk = v', '[z]'],
    ['[a]\n[b]\n[a]\n', '[b]\n'],
    ['[b]\n', '[b]\n'],
  ])('from %j', (before, after) => {
    expect(removeSection(before, 'a', '# ours')).toBe(after);
  });

  test('is refused where the next header would become part of a value', () => {
    expect(() => removeSection('[z]\nk = v\n[a]\n [b]\n', 'a')).toThrowError(
      expect.objectContaining({ code: 'EDIT_REFUSED' }),
    );
  });
});
