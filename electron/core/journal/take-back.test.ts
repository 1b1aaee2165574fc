import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loopCount, loopSeed } from '../../../tools/loops.ts';
import { splitLines } from '../aws-config/ini-lines.ts';
import { corpus, fileState, hostileTexts, iniTexts } from '../aws-config/ini-texts.fixture.ts';
import { newStrictFaults, strictFaults } from '../aws-config/strict-check.ts';
import type { FileChange } from './entry.ts';
import { takeBack } from './take-back.ts';

const RUNS = { numRuns: loopCount(10_000, 600), seed: loopSeed() };

function changeOf(before: Uint8Array, after: Uint8Array): FileChange {
  const path = '/home/jane/.aws/config';
  const exists = { existsBefore: true, existsAfter: true };
  return { file: 'config', path, ...exists, before, after, sessions: [] };
}

const bytesOf = (text: string) => Buffer.from(text, 'utf8');

/** What an undo makes of `now`, or why it is refused. */
function undone(before: string, after: string, now: string): string {
  const back = takeBack(
    changeOf(bytesOf(before), bytesOf(after)),
    fileState('config', bytesOf(now)),
    [],
  );
  return 'bytes' in back ? Buffer.from(back.bytes ?? []).toString('utf8') : back.reason;
}

/** Texts with one run of lines replaced by others. */
function edited(text: string): fc.Arbitrary<string> {
  const lines = splitLines(text);
  const at = fc.nat({ max: lines.length });
  return fc.tuple(at, at, iniTexts()).map(([one, other, middle]) => {
    const [start, end] = [Math.min(one, other), Math.max(one, other)];
    return [...lines.slice(0, start), middle, ...lines.slice(end)].join('');
  });
}

describe('a file that nobody changed since', () => {
  const texts = fc.oneof(iniTexts(), hostileTexts()).map((text) => text.toWellFormed());
  test('is as it was, byte by byte', () => {
    fc.assert(
      fc.property(texts, texts, fc.boolean(), (before, after, hasMark) => {
        const mark = hasMark ? '\ufeff' : '';
        expect(undone(mark + before, mark + after, mark + after)).toBe(mark + before);
      }),
      RUNS,
    );
  });

  test('whatever its encoding', () => {
    for (const { bytes } of corpus()) {
      const after = Buffer.concat([bytes, Buffer.from('# more\n')]);
      const back = takeBack(changeOf(bytes, after), fileState('config', after), []);
      expect(Buffer.from('bytes' in back ? (back.bytes ?? []) : [])).toEqual(Buffer.from(bytes));
    }
  });
});

describe('a file that others changed since', () => {
  test('says what was before and what they added, or is left alone', () => {
    const three = iniTexts().chain((before) =>
      edited(before).chain((after) =>
        edited(after).map((now) => ({ before, after, now }) as const),
      ),
    );
    fc.assert(
      fc.property(three, ({ before, after, now }) => {
        const result = undone(before, after, now);
        if (result.includes('since') || result.includes('AWS CLI')) return;
        const known = new Set([before, after, now].flatMap((text) => splitLines(text).map(trim)));
        for (const line of splitLines(result)) expect(known).toContain(trim(line));
        const faults = newStrictFaults(
          strictFaults(before, 'config'),
          strictFaults(result, 'config'),
        );
        expect(newStrictFaults(strictFaults(now, 'config'), faults)).toEqual([]);
      }),
      RUNS,
    );
  });

  test('keeps what they put elsewhere, whatever it is', () => {
    const section = (name: string, keys: readonly string[]) =>
      `[profile ${name}]\n${keys.map((key) => `${key} = 1\n`).join('')}`;
    const keys = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 4 });
    const lineBreak = fc.constantFrom('\n', '\r\n');
    fc.assert(
      fc.property(keys, keys, keys, keys, lineBreak, (ours, changed, theirs, added, end) => {
        const file = (one: readonly string[], other: readonly string[], more: string) =>
          `# head\n${section('one', one)}\n# between\n${section('other', other)}${more}`.replaceAll(
            '\n',
            end,
          );
        const more = section('more', added);
        expect(
          undone(file(ours, theirs, ''), file(changed, theirs, ''), file(changed, added, more)),
        ).toBe(file(ours, added, more));
      }),
      RUNS,
    );
  });

  test.each([
    [
      'a section behind ours',
      '[a]\n',
      '[a]\n\n[b]\nk = 1\n',
      '[a]\n\n[b]\nk = 1\n[c]\n',
      '[a]\n[c]\n',
    ],
    ['a key in ours', '[a]\n', '[a]\n\n[b]\nk = 1\n', '[a]\n\n[b]\nk = 1\nl = 2\n', undefined],
    ['our value', '[a]\nk = 1\n', '[a]\nk = 2\n', '[a]\nk = 3\n', undefined],
    ['the same back', '[a]\nk = 1\n', '[a]\nk = 2\n', '[a]\nk = 1\n', '[a]\nk = 1\n'],
    [
      'the line above',
      '[a]\nj = 1\nk = 1\n',
      '[a]\nj = 1\nk = 2\n',
      '[a]\nj = 2\nk = 2\n',
      '[a]\nj = 2\nk = 1\n',
    ],
    [
      'a section where ours went',
      '[a]\n[b]\nk = 1\n',
      '[a]\n',
      '[a]\n[c]\nl = 1\n',
      '[a]\n[c]\nl = 1\n[b]\nk = 1\n',
    ],
    ['a key where ours went', '[a]\nk = 1\n', '[a]\n', '[a]\nl = 1\n', '[a]\nl = 1\nk = 1\n'],
    ['the key that went', '[a]\nk = 1\n', '[a]\n', '[a]\nk = 2\n', undefined],
    ['behind an open end', '[a]', '[a]\nk = 1', '[a]\nk = 1\n[b]\n', '[a]\n[b]\n'],
    ['above an open end', '[a]', '[a]\n[b]\n', '# c\n[a]\n[b]\n', '# c\n[a]'],
    ['our section again', '[a]\n[b]\nk = 1\n', '[a]\n', '[a]\n[b]\nl = 1\n', undefined],
  ])('%s', (_, before, after, now, expected) => {
    const result = undone(before, after, now);
    if (expected === undefined) expect(result).toMatch(/since|AWS CLI/);
    else expect(result).toBe(expected);
  });

  test('a refusal shows what they changed, without secrets', () => {
    const text = (secret: string) => `[a]\naws_secret_access_key = ${secret}\nregion = x\n`;
    const back = takeBack(
      changeOf(bytesOf(text('before')), bytesOf(text('after'))),
      fileState('config', text('other').replace('= x', '= y')),
      [],
    );
    expect(back).toMatchObject({
      reason: 'other programs changed the same lines since',
      diff: expect.stringMatching(/-region = x\n(.*\n)*\+region = y/),
    });
    expect(back.diff).not.toMatch(/after|other/);
  });
});

function trim(line: string): string {
  return line.replace(/[\r\n]+$/, '');
}
