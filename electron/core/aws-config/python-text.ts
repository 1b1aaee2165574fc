/**
 * What Python's `str.isspace`, `str.strip` and `\s` take for white space. JavaScript's `trim` differs
 * in U+001C to U+001F, U+0085 and U+FEFF.
 */
const SPACE = '[\\t-\\r\\x1c- \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';
const LEADING = new RegExp(`^${SPACE}+`);
const TRAILING_ONE = new RegExp(`${SPACE}$`);

/** Python's `str.strip()`. */
export function pythonStrip(text: string): string {
  return pythonStripEnd(text.replace(LEADING, ''));
}

/** Python's `str.rstrip()`. */
export function pythonStripEnd(text: string): string {
  let end = text.length;
  // One by one: a pattern for all blanks at the end looks at every run of blanks before it too.
  while (end > 0 && TRAILING_ONE.test(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/** How many blanks the line starts with; 0 for a line of blanks, as Python's parser counts. */
export function pythonIndent(line: string): number {
  const blanks = LEADING.exec(line)?.[0].length ?? 0;
  return blanks === line.length ? 0 : blanks;
}

/** Python's `str.splitlines()`, which knows more line ends than a file does. */
export function pythonLines(text: string): string[] {
  return text.split(/\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/);
}
