import type { ShellFormat } from './formats.ts';
import { requireText, unrepresentable } from './representable.ts';

/**
 * Everything that PowerShell takes for a single quote, typographic ones included
 * (https://github.com/PowerShell/PowerShell, CharTraits.cs, IsSingleQuote).
 */
const POWERSHELL_SINGLE_QUOTES = /['\u2018\u2019\u201a\u201b]/g;

/**
 * One word of a shell that stands for exactly `value`, always quoted. `field` names the value in
 * failures. Throws VALUE_UNREPRESENTABLE where the shell has no form for it.
 */
export function quoteForShell(shell: ShellFormat, field: string, value: string): string {
  requireText(field, shell, value);
  switch (shell) {
    case 'sh':
      return `'${value.replaceAll("'", "'\\''")}'`;
    case 'fish':
      return `'${value.replaceAll(/[\\']/g, '\\$&')}'`;
    case 'powershell':
      return `'${value.replaceAll(POWERSHELL_SINGLE_QUOTES, '$&$&')}'`;
    case 'nushell':
      return nushellString(value);
    case 'cmd':
      requireCmdText(field, value);
      return `"${value}"`;
  }
}

/**
 * Refuses what cmd.exe changes or ends a quoted word at: a double quote, a percent sign (no escape
 * exists on its command line), and an exclamation mark (special where delayed expansion is on).
 * Throws VALUE_UNREPRESENTABLE.
 */
export function requireCmdText(field: string, value: string): void {
  if (/["%!]/.test(value)) {
    throw unrepresentable(field, 'cmd', 'a double quote, a percent sign or an exclamation mark');
  }
}

/**
 * Single quotes where they do, as every nushell knows them; else a raw string with more number signs
 * than follow any quote in it, or the opening one, which nushell's lexer takes for a closing one where
 * the value begins with as many (0.115; raw strings came with 0.94). Neither has escapes
 * (https://www.nushell.sh/book/working_with_strings.html).
 */
function nushellString(value: string): string {
  if (!value.includes("'")) {
    return `'${value}'`;
  }
  const longest = Math.max(...[...`'${value}`.matchAll(/'(#*)/g)].map(([quote]) => quote.length));
  const fence = '#'.repeat(longest);
  return `r${fence}'${value}'${fence}`;
}
