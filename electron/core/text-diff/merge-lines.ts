import { dominantLineBreak, lineBreakOf } from '../aws-config/ini-lines.ts';
import { type LineHunk, lineHunks } from './line-hunks.ts';

/** Which insertion comes first where both sides put lines at the same place. */
export type InsertionOrder = 'one-first' | 'other-first';

interface SidedHunk extends LineHunk {
  readonly side: 'one' | 'other';
  readonly lines: readonly string[];
}

/**
 * Brings two changes of the same `base` together, line by line: `one` and `other` are what each made of
 * it. Undefined where they touch the same lines in different ways; the same change on both sides
 * counts once. Lines carry their breaks.
 */
export function mergeLines(
  base: readonly string[],
  one: readonly string[],
  other: readonly string[],
  order: InsertionOrder,
): readonly string[] | undefined {
  const hunks = inOrder(
    [...sided(base, one, 'one'), ...sided(base, other, 'other')],
    order === 'one-first' ? 'one' : 'other',
  );
  const merged: string[] = [];
  let at = 0;
  let last: SidedHunk | undefined;
  for (const hunk of hunks) {
    if (last !== undefined && isSame(last, hunk)) continue;
    if (hunk.beforeStart < at) return undefined;
    merged.push(...base.slice(at, hunk.beforeStart), ...hunk.lines);
    at = hunk.beforeEnd;
    last = hunk;
  }
  merged.push(...base.slice(at));
  return withBreaks(merged);
}

function sided(base: readonly string[], lines: readonly string[], side: SidedHunk['side']) {
  return lineHunks(base, lines).map((hunk) => ({
    ...hunk,
    side,
    lines: lines.slice(hunk.afterStart, hunk.afterEnd),
  }));
}

/** By place; an insertion comes before a change that starts where it stands. */
function inOrder(hunks: readonly SidedHunk[], first: SidedHunk['side']): readonly SidedHunk[] {
  return hunks.toSorted(
    (one, other) =>
      one.beforeStart - other.beforeStart ||
      one.beforeEnd - other.beforeEnd ||
      Number(other.side === first) - Number(one.side === first),
  );
}

function isSame(one: SidedHunk, other: SidedHunk): boolean {
  return (
    one.side !== other.side &&
    one.beforeStart === other.beforeStart &&
    one.beforeEnd === other.beforeEnd &&
    one.lines.length === other.lines.length &&
    one.lines.every((line, index) => line === other.lines[index])
  );
}

/** A last line without a break that has come to stand further up gets one, lest it swallow the next. */
function withBreaks(lines: readonly string[]): readonly string[] {
  const lineBreak = dominantLineBreak(lines.join(''));
  return lines.map((line, index) =>
    index < lines.length - 1 && lineBreakOf(line) === '' ? line + lineBreak : line,
  );
}
