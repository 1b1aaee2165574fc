import { indentOf, isComment, lineBreakOf } from '../aws-config/ini-lines.ts';
import type { ParsedSection } from '../aws-config/ini-section.ts';
import type { IniProperty } from '../aws-config/ini-types.ts';
import type { Replacement } from '../aws-config/text-replacements.ts';
import { type FileLines, spanCommentedOut } from './line-edits.ts';

/**
 * Moves what `later` holds to the end of `first`, and takes its header away. Of a key in both the
 * later line wins, as in SDKs; the earlier becomes a comment, or goes where it says the same.
 * Undefined where the lines are indented so that moving them would change what they mean.
 */
export function mergedSections(
  file: FileLines,
  first: ParsedSection,
  later: ParsedSection,
): readonly Replacement[] | undefined {
  const { text, sections } = file.source.document;
  const body = text.slice(later.headerEnd, later.contentEnd);
  const lines = body.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? [];
  const start = lines.find((line) => line.trim() !== '' && !isComment(line.trim()));
  if (start !== undefined && indentOf(start) > 0) return undefined;
  // An indented header would go on the value that stands above it then.
  const below = [first, later].map((section) => sections[sections.indexOf(section) + 1]);
  const isIndented = below.some((next) => next !== undefined && text.charAt(next.start) !== '[');
  if (isIndented) return undefined;

  const header = text.slice(later.start, later.headerEnd);
  const behind = header.slice(header.indexOf(later.header) + later.header.length + 1).trim();
  const lineBreak = lineBreakOf(header) || '\n';
  const note = behind === '' ? '' : `${isComment(behind) ? '' : '# '}${behind}${lineBreak}`;
  const moved = note + body;
  const laterKeys = new Map(later.properties.map((property) => [property.key, property]));
  const overruled = first.properties.filter(({ key }) => laterKeys.has(key));
  return [
    ...overruled.flatMap((property) =>
      withoutProperty(file, property, laterKeys.get(property.key)),
    ),
    ...(moved === ''
      ? []
      : [{ start: first.contentEnd, end: first.contentEnd, text: ended(moved, lineBreak) }]),
    { start: later.start, end: later.contentEnd, text: '' },
  ];
}

/** A property that another one overrules: gone where that says the same, else made a comment. */
export function withoutProperty(
  file: FileLines,
  property: IniProperty,
  winner: IniProperty | undefined,
): readonly Replacement[] {
  const { line, endLine, start, end, nested, value, hasComment } = property;
  const isSame =
    line === endLine && !hasComment && nested === undefined && winner?.nested === undefined;
  return isSame && winner?.value === value
    ? [{ start, end, text: '' }]
    : spanCommentedOut(file, line, endLine);
}

function ended(text: string, lineBreak: string): string {
  return lineBreakOf(text) === '' ? text + lineBreak : text;
}
