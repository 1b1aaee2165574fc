/**
 * The texts for cmd.exe and PowerShell, which can't run here, against readers written from their
 * documented rules. The other shells' texts are evaluated for real in export-block-shells.test.ts.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loopCount, loopSeed } from '../../../../tools/loops.ts';
import type { ShellFormat } from './formats.ts';
import { quoteForShell } from './quoting.ts';
import { HOSTILE_TEXTS, hostileText } from './real-programs.fixture.ts';
import { shellOf } from './shells.ts';

const SHELLS: readonly ShellFormat[] = ['sh', 'fish', 'powershell', 'cmd', 'nushell'];
const many = { numRuns: loopCount(20_000, 2000), seed: loopSeed() };

describe('PowerShell (its rules re-implemented, not the real program)', () => {
  /**
   * Reads one single-quoted string as PowerShell's tokenizer does (ScanStringLiteral and
   * IsSingleQuote in https://github.com/PowerShell/PowerShell): any of five quotes ends it, unless
   * another follows; then the second one is part of the value. Nothing else is special.
   */
  function readStringLiteral(text: string): string {
    const isQuote = (character: string | undefined) => /^['\u2018-\u201b]$/.test(character ?? '');
    expect(isQuote(text[0])).toBe(true);
    let value = '';
    for (let index = 1; index < text.length; index += 1) {
      if (isQuote(text[index])) {
        if (!isQuote(text[index + 1])) {
          expect(text.slice(index + 1)).toBe('');
          return value;
        }
        index += 1;
      }
      value += text[index];
    }
    throw new Error('the string does not end');
  }

  test('every value is read back', () => {
    for (const text of HOSTILE_TEXTS) {
      expect(readStringLiteral(quoteForShell('powershell', 'region', text))).toBe(text);
    }
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(readStringLiteral(quoteForShell('powershell', 'region', text))).toBe(text);
      }),
      many,
    );
  });

  test('typographic quotes are doubled as they are', () => {
    expect(quoteForShell('powershell', 'region', 'a\u2019b\u2018\u201a\u201b"')).toBe(
      "'a\u2019\u2019b\u2018\u2018\u201a\u201a\u201b\u201b\"'",
    );
  });
});

describe('cmd.exe (its rules, not the real program)', () => {
  test.each(['"', '100%', '%PATH%', 'a!b', '" & calc & "'])('%j is refused', (text) => {
    expect(() => shellOf('cmd')?.set('AWS_REGION', text)).toThrow(
      expect.objectContaining({
        code: 'VALUE_UNREPRESENTABLE',
        message: expect.stringMatching(/^AWS_REGION can't be written as cmd: it holds /),
      }),
    );
  });

  /**
   * Between double quotes cmd.exe treats only a percent sign, and with delayed expansion an
   * exclamation mark, as special; `set` then takes all from the equals sign to the last quote.
   */
  test('what is not refused stands between the quotes as it is', () => {
    fc.assert(
      fc.property(
        hostileText.map((text) => text.replaceAll(/["%!]/g, '&')),
        (text) => {
          expect(shellOf('cmd')?.set('AWS_REGION', text)).toBe(`set "AWS_REGION=${text}"`);
        },
      ),
      many,
    );
  });

  test('a line that cmd.exe would cut off is refused', () => {
    const fits = 'x'.repeat(8191 - 'set "AWS_SESSION_TOKEN="'.length);
    expect(shellOf('cmd')?.set('AWS_SESSION_TOKEN', fits)).toHaveLength(8191);
    expect(() => shellOf('cmd')?.set('AWS_SESSION_TOKEN', `${fits}x`)).toThrow(
      expect.objectContaining({ code: 'VALUE_UNREPRESENTABLE' }),
    );
  });
});

describe('nushell (texts; export-block-shells.test.ts runs the real program)', () => {
  test.each([
    ['eu-west-1', "'eu-west-1'"],
    ['$"(1 + 1)" \\', '\'$"(1 + 1)" \\\''],
    ["it's", "r#'it's'#"],
    ["'# ##'### #", "r####''# ##'### #'####"],
    ["##'#", "r###'##'#'###"],
  ])('%j', (text, quoted) => {
    expect(quoteForShell('nushell', 'region', text)).toBe(quoted);
  });
});

describe('every shell', () => {
  const controls = ['\n', '\r', '\0', '\t', '\u001b[201~', '\u007f', '\u0085'];

  test.each(SHELLS)(
    '%s: control characters and half pairs are refused, naming the field',
    (shell) => {
      for (const bad of [...controls, '\ud83d', '\udc00']) {
        const quote = () => quoteForShell(shell, 'the region', `eu${bad}west`);
        expect(quote).toThrow(
          expect.objectContaining({
            code: 'VALUE_UNREPRESENTABLE',
            message: expect.stringMatching(/^the region can't be written as/),
          }),
        );
        expect(() => shellOf(shell)?.set('AWS_REGION', `eu${bad}west`)).toThrow(/^AWS_REGION/);
      }
    },
  );
});
