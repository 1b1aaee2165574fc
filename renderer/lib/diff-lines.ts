export interface DiffLine {
  /** Unique in its file. */
  readonly key: string;
  readonly kind: 'added' | 'removed' | 'same' | 'place' | 'remark';
  readonly text: string;
}

/** What changes in one file. */
export interface FileDiff {
  readonly path: string;
  readonly lines: readonly DiffLine[];
  readonly added: number;
  readonly removed: number;
}

const KINDS: Readonly<Record<string, DiffLine['kind']>> = {
  '+': 'added',
  '-': 'removed',
  ' ': 'same',
  '\\': 'remark',
};

/** Takes main's text in the form of `diff -u` apart, file by file. */
export function diffFiles(diff: string): readonly FileDiff[] {
  const files: { path: string; lines: DiffLine[] }[] = [];
  const all = diff.split('\n');
  // Behind the last line break there is nothing.
  if (all.at(-1) === '') all.pop();
  // A removed line may begin with `-- `, so a head counts only where its second half follows.
  for (let index = 0; index < all.length; index += 1) {
    const line = all[index] ?? '';
    const next = all[index + 1] ?? '';
    const isHead = line.startsWith('--- ') && next.startsWith('+++ ') && isStart(all[index + 2]);
    if (isHead) {
      files.push({ path: next.slice(4), lines: [] });
      index += 1;
      continue;
    }
    const file = files.at(-1);
    if (file === undefined) continue;
    file.lines.push({ key: String(file.lines.length), ...lineOf(line) });
  }
  return files.map(({ path, lines }) => ({
    path,
    lines,
    added: lines.filter(({ kind }) => kind === 'added').length,
    removed: lines.filter(({ kind }) => kind === 'removed').length,
  }));
}

function isStart(line: string | undefined): boolean {
  return line?.startsWith('@@ ') === true;
}

function lineOf(line: string): Pick<DiffLine, 'kind' | 'text'> {
  const start = /^@@ -(\d+)/.exec(line)?.[1];
  if (start !== undefined) return { kind: 'place', text: `line ${start}` };
  return { kind: KINDS[line.charAt(0)] ?? 'remark', text: line.slice(1) };
}
