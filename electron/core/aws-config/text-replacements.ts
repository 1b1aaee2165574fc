import { lineBreakOf } from './ini-lines.ts';

/** A span of a text and what stands there afterwards. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Applies replacements of whole lines, which must not overlap. `lineBreak` is put before a line that
 * is added behind an end without a break. A text that ended without one still does.
 */
export function replaceLines(
  text: string,
  replacements: readonly Replacement[],
  lineBreak: string,
): string {
  // What is added where a removed line started comes behind it.
  const inOrder = replacements.toSorted(
    (one, other) => one.start - other.start || one.end - other.end,
  );
  let result = '';
  let done = 0;
  for (const { start, end, text: replacement } of inOrder) {
    result += text.slice(done, start);
    if (replacement !== '' && result !== '' && lineBreakOf(result) === '') result += lineBreak;
    result += replacement;
    done = end;
  }
  result += text.slice(done);
  const addedBreak = lineBreakOf(text) === '' ? lineBreakOf(result) : '';
  return result.slice(0, result.length - addedBreak.length);
}
