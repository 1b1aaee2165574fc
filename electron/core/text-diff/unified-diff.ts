import { splitLines } from '../aws-config/ini-lines.ts';
import { type LineHunk, lineHunks } from './line-hunks.ts';
import { maskLines } from './mask-lines.ts';

/** Lines shown around a change, as `diff -u` has it. */
const CONTEXT = 3;

/**
 * The difference between two versions of a shared file in the form of `diff -u`, with line numbers;
 * empty where they are the same. Secrets are hidden (also in lines that did not change) and key ids
 * shortened, so it is for eyes and not for `patch`. `path` stands in its head.
 */
export function unifiedDiff(before: string, after: string, path: string): string {
  if (before === after) return '';
  const old = splitLines(before);
  const now = splitLines(after);
  const shownOld = shownLines(old);
  const shownNow = shownLines(now);
  const parts = groups(lineHunks(old, now)).map((hunks) => groupText(hunks, shownOld, shownNow));
  return [`--- ${path}\n`, `+++ ${path}\n`, ...parts].join('');
}

function shownLines(lines: readonly string[]): readonly string[] {
  const masked = maskLines(lines);
  const last = lines.at(-1);
  if (last !== undefined && !/[\r\n]$/.test(last)) {
    masked[masked.length - 1] += '\n\\ No newline at end of file';
  }
  return masked;
}

/** Hunks whose surroundings touch are shown as one. */
function groups(hunks: readonly LineHunk[]): LineHunk[][] {
  const found: LineHunk[][] = [];
  for (const hunk of hunks) {
    const last = found.at(-1);
    const isNear = hunk.beforeStart - (last?.at(-1)?.beforeEnd ?? 0) <= 2 * CONTEXT;
    if (last !== undefined && isNear) last.push(hunk);
    else found.push([hunk]);
  }
  return found;
}

function groupText(
  hunks: readonly LineHunk[],
  old: readonly string[],
  now: readonly string[],
): string {
  const first = hunks[0]?.beforeStart ?? 0;
  const last = hunks.at(-1);
  const start = Math.max(0, first - CONTEXT);
  const end = Math.min(old.length, (last?.beforeEnd ?? 0) + CONTEXT);
  const startNow = start + ((hunks[0]?.afterStart ?? 0) - first);
  const lines: string[] = [];
  let at = start;
  for (const { beforeStart, beforeEnd, afterStart, afterEnd } of hunks) {
    lines.push(...old.slice(at, beforeStart).map((line) => ` ${line}`));
    lines.push(...old.slice(beforeStart, beforeEnd).map((line) => `-${line}`));
    lines.push(...now.slice(afterStart, afterEnd).map((line) => `+${line}`));
    at = beforeEnd;
  }
  lines.push(...old.slice(at, end).map((line) => ` ${line}`));
  const endNow = end + ((last?.afterEnd ?? 0) - (last?.beforeEnd ?? 0));
  const head = `@@ -${range(start, end - start)} +${range(startNow, endNow - startNow)} @@`;
  return `${[head, ...lines].join('\n')}\n`;
}

/** First line, from 1, and count; an empty range names the line before it. */
function range(start: number, count: number): string {
  return `${count === 0 ? start : start + 1},${count}`;
}
