/**
 * Finds one section in the text of a credentials file, or of a part of it (see `bytesText`). Nothing
 * else is parsed, because a file may hold thousands of sections and only one is of interest.
 */

/** One property with its continuation lines. Offsets count from the start of the file's text. */
export interface PropertySpan {
  /** Lower case. */
  readonly key: string;
  readonly value: string;
  readonly start: number;
  /** Behind the line break of its last line. */
  readonly end: number;
  /** What stands before the key, and between key and value. */
  readonly indent: string;
  readonly separator: string;
  readonly lineBreak: string;
}

/** One section of the file. */
export interface SectionSpan {
  readonly headerStart: number;
  /** Behind the header's line break. */
  readonly bodyStart: number;
  readonly headerLineBreak: string;
  readonly properties: readonly PropertySpan[];
  /** Behind the last line that is neither blank nor a comment. */
  readonly contentEnd: number;
}

/** All sections whose name `matches`, in order; normally one or none. */
export function findSections(text: string, matches: (name: string) => boolean): SectionSpan[] {
  const found: SectionSpan[] = [];
  for (const header of headers(text)) {
    if (matches(header.name)) found.push(readSection(text, header.lineStart));
  }
  return found;
}

/** The value of a property, or undefined. Of a key that stands twice the last one counts. */
export function propertyValue(section: SectionSpan | undefined, key: string): string | undefined {
  return section?.properties.findLast((property) => property.key === key)?.value;
}

/** Every header line in order: `[name]`, indented or not, whatever follows the bracket. */
export function* headers(text: string): Generator<{ name: string; lineStart: number }> {
  for (let open = text.indexOf('['); open >= 0; open = text.indexOf('[', open + 1)) {
    const lineStart = text.lastIndexOf('\n', open) + 1;
    if (!isBlank(text, lineStart, open)) continue;
    const close = text.indexOf(']', open);
    if (close < 0) return;
    const name = text.slice(open + 1, close);
    if (!name.includes('\n')) yield { name: name.trim(), lineStart };
  }
}

function isBlank(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const character = text.charCodeAt(at);
    if (character !== 0x20 && character !== 0x09) return false;
  }
  return true;
}

function readSection(text: string, headerStart: number): SectionSpan {
  const bodyStart = lineEnd(text, headerStart);
  const properties: PropertySpan[] = [];
  let contentEnd = bodyStart;
  let indentOfLast = Number.POSITIVE_INFINITY;
  for (let start = bodyStart; start < text.length; ) {
    const end = lineEnd(text, start);
    const line = text.slice(start, end);
    const content = line.trim();
    if (content.startsWith('[')) break;
    if (content !== '' && !content.startsWith('#') && !content.startsWith(';')) {
      const indent = line.length - line.trimStart().length;
      const last = properties.at(-1);
      const parsed = parseProperty(line);
      // Deeper than the property above: its continuation, as Python's configparser has it.
      if (last !== undefined && indent > indentOfLast) {
        properties[properties.length - 1] = { ...last, end };
      } else if (parsed !== undefined) {
        properties.push({ ...parsed, start, end });
        indentOfLast = indent;
      }
      // A line that is none of both is nobody's, and stays where it is.
      contentEnd = end;
    }
    start = end;
  }
  return {
    headerStart,
    bodyStart,
    headerLineBreak: lineBreakOf(text.slice(headerStart, bodyStart)),
    properties,
    contentEnd,
  };
}

function parseProperty(line: string): Omit<PropertySpan, 'start' | 'end'> | undefined {
  const delimiter = line.search(/[=:]/);
  const key = line.slice(0, Math.max(delimiter, 0)).trim();
  if (key === '') return undefined;
  const keyStart = line.indexOf(key);
  const lineBreak = lineBreakOf(line);
  const rest = line.slice(delimiter + 1, line.length - lineBreak.length);
  const blank = rest.length - rest.trimStart().length;
  return {
    key: key.toLowerCase(),
    value: rest.trim(),
    indent: line.slice(0, keyStart),
    separator: line.slice(keyStart + key.length, delimiter + 1 + blank),
    lineBreak,
  };
}

/** Behind the line break of the line that starts at `start`. */
export function lineEnd(text: string, start: number): number {
  const at = text.indexOf('\n', start);
  return at < 0 ? text.length : at + 1;
}

/** `\r\n`, `\n`, or empty where `line` has no break. */
export function lineBreakOf(line: string): string {
  if (line.endsWith('\r\n')) return '\r\n';
  return line.endsWith('\n') ? '\n' : '';
}
