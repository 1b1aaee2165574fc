/** Behind the break of the line that `from` is in; the text's length for the last line. */
export function lineEnd(text: string, from: number, hasLoneReturn: boolean): number {
  const newline = text.indexOf('\n', from);
  const end = newline < 0 ? text.length : newline + 1;
  if (!hasLoneReturn) return end;
  const carriage = text.slice(from, end).search(LONE_RETURN);
  return carriage < 0 ? end : from + carriage + 1;
}

/**
 * True where a `\r` ends a line alone, as on old Macs and for Python. It is so rare that other texts
 * are spared the look for it line by line.
 */
export function hasLoneReturns(text: string): boolean {
  return text.includes('\r') && LONE_RETURN.test(text);
}

/** How many lines the text has; an end without a break counts as a line. */
export function countLines(text: string, hasLoneReturn: boolean): number {
  let count = 0;
  for (let at = 0; at < text.length; at = lineEnd(text, at, hasLoneReturn)) count++;
  return count;
}

/** The number, from 1, of the first line that ends in a lone `\r`. */
export function firstLoneReturnLine(text: string): number {
  return countLines(text.slice(0, text.search(LONE_RETURN) + 1), true);
}

const LONE_RETURN = /\r(?!\n)/;

/** How many blanks `line` starts with. */
export function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** True for text that starts with `#` or `;`. */
export function isComment(content: string): boolean {
  return content.startsWith('#') || content.startsWith(';');
}

/** Where an inline comment starts: `#` or `;` behind a blank. -1 where there is none. */
export function inlineCommentStart(content: string): number {
  const blank = content.search(/\s[#;]/);
  return blank < 0 ? -1 : blank + 1;
}

/** The line break that most lines of the text end with; `\n` where it has none. */
export function dominantLineBreak(text: string): '\n' | '\r\n' | '\r' {
  let unix = 0;
  let windows = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    if (text.charCodeAt(at - 1) === 0x0d) windows++;
    else unix++;
  }
  if (unix === 0 && windows === 0) return text.includes('\r') ? '\r' : '\n';
  return windows > unix ? '\r\n' : '\n';
}

/** The line break at the end of `line`; empty where it has none. */
export function lineBreakOf(line: string): '' | '\n' | '\r\n' | '\r' {
  if (line.endsWith('\r\n')) return '\r\n';
  if (line.endsWith('\n')) return '\n';
  return line.endsWith('\r') ? '\r' : '';
}

/** The lines of a text with their breaks (`\n`, `\r\n`, `\r`); together they are the text. */
export function splitLines(text: string): string[] {
  return text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? [];
}
