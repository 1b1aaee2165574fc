import type { Measured, Result } from './types.ts';

/** What one measure found. */
export interface Section {
  readonly name: string;
  readonly line: string;
  readonly results: readonly Result[];
  /** How long the measuring took. */
  readonly seconds: number;
}

const HEADINGS = ['what', 'ours', 'beside', 'ratio', 'target', 'holds'];

/** The table as a terminal shows it, with the notes of each measure under its rows. */
export function tableText(sections: readonly Section[]): string {
  const cells = sections.flatMap(rowsOf);
  const widths = HEADINGS.map((heading, column) =>
    Math.max(heading.length, ...cells.map((row) => row[column]?.length ?? 0)),
  );
  const lineOf = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  const lines = [lineOf(HEADINGS), lineOf(widths.map((width) => '-'.repeat(width)))];
  for (const section of sections) {
    lines.push(...rowsOf(section).map(lineOf), ...notesOf(section).map((note) => `  ${note}`));
  }
  return `${lines.join('\n')}\n`;
}

/** The same as a Markdown table, with the notes below it. */
export function tableMarkdown(sections: readonly Section[]): string {
  const row = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const notes = sections.flatMap(notesOf);
  return [
    row(HEADINGS),
    row(HEADINGS.map(() => '---')),
    ...sections.flatMap(rowsOf).map(row),
    ...(notes.length === 0 ? [] : ['', ...notes.map((note) => `- ${note}`)]),
    '',
  ].join('\n');
}

/** A figure as people read it: three digits that count, no more. */
export function figure(value: number, unit: string): string {
  const size = Math.abs(value);
  const text =
    Number.isInteger(value) || size >= 1000
      ? String(Math.round(value)).replaceAll(/\B(?=(\d{3})+$)/g, ',')
      : value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 2);
  return unit === '' ? text : `${text} ${unit}`;
}

function rowsOf({ line, results }: Section): readonly (readonly string[])[] {
  return results.map((result) => {
    const what = result.what ?? line;
    if ('notMeasured' in result)
      return [what, 'not measured', '', '', result.target, 'not measured'];
    return [
      what,
      figure(result.ours, result.unit),
      beside(result),
      result.ratio === undefined ? '' : `${figure(result.ratio, '')} x`,
      result.target,
      result.holds ? 'yes' : 'NO',
    ];
  });
}

function beside({ theirs, rival, unit }: Measured): string {
  if (theirs === undefined) return '';
  return rival === undefined ? figure(theirs, unit) : `${rival}: ${figure(theirs, unit)}`;
}

function notesOf({ line, results }: Section): readonly string[] {
  return results.flatMap((result) => {
    const note = 'notMeasured' in result ? `not measured: ${result.notMeasured}` : result.note;
    return note === undefined ? [] : [`${result.what ?? line}: ${note}`];
  });
}
