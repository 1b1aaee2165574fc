/** Rows as aligned columns, two blanks apart, without blanks at line ends. Ends with a newline. */
export function alignedTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const all = [header, ...rows];
  const widths = header.map((_, column) =>
    Math.max(...all.map((row) => displayWidth(row[column] ?? ''))),
  );
  return all
    .map((row) =>
      row
        .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - displayWidth(cell)))
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('');
}

/** The same rows for other programs: tabs between the cells, no header, nothing padded. */
export function tabbedLines(rows: readonly (readonly string[])[]): string {
  return rows
    .map((row) => `${row.map((cell) => cell.replaceAll(/[\t\n]/g, ' ')).join('\t')}\n`)
    .join('');
}

/**
 * Characters as a person counts them, so that names with accents stay aligned. Most are plain ASCII, for
 * which the segmenter, whose tables take 5 ms to load, is not needed.
 */
function displayWidth(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length;
  segmenter ??= new Intl.Segmenter();
  return [...segmenter.segment(text)].length;
}

let segmenter: Intl.Segmenter | undefined;
