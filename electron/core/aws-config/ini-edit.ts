import { parseIni } from './ini-document.ts';
import {
  editRefused,
  requireHeaders,
  requireNoHeaderInside,
  sectionsNamed,
} from './ini-edit-checks.ts';
import {
  dominantLineBreak,
  inlineCommentStart,
  isComment,
  lineBreakOf,
  splitLines,
} from './ini-lines.ts';
import type { ParsedSection } from './ini-section.ts';
import type { IniProperty } from './ini-types.ts';
import { type Replacement, replaceLines } from './text-replacements.ts';
import { requireWritableKey, requireWritableValue } from './writable-values.ts';

/**
 * Sets and removes (`undefined`) properties of the section with this header (without brackets; how
 * it quotes its name does not matter). Every byte but those of the named properties stays as it is.
 * An existing line keeps its indentation, spacing and line break; a comment behind its value moves to
 * a line above, because the AWS CLI would read it as part of the value. Of a key that stands twice
 * the last line is set and the others are removed. New keys come behind the section's last property.
 *
 * Throws VALUE_UNREPRESENTABLE, or EDIT_REFUSED where there is no such section or the result would
 * not read back as asked.
 */
export function setProperties(
  text: string,
  header: string,
  changes: ReadonlyMap<string, string | undefined>,
): string {
  for (const [key, value] of changes) {
    requireWritableKey(key);
    if (value !== undefined) requireWritableValue(key, value);
  }
  const wanted = new Map([...changes].map(([key, value]) => [key.toLowerCase(), value]));
  const document = parseIni(text);
  const sections = sectionsNamed(document, header);
  const last = sections.at(-1);
  if (last === undefined) {
    if ([...wanted.values()].every((value) => value === undefined)) return text;
    throw editRefused(header, 'the file has no such section', `Add [${header}] first`);
  }
  const lineBreak = usableLineBreak(text, lineBreakOf(text.slice(last.start, last.headerEnd)));
  const replacements: Replacement[] = [];
  const done = new Set<string>();
  for (const section of sections.toReversed()) {
    for (const property of section.properties.toReversed()) {
      const { key } = property;
      if (!wanted.has(key)) continue;
      const value = done.has(key) ? undefined : wanted.get(key);
      done.add(key);
      requireNoHeaderInside(section, property);
      const replacement = changedLines(text, property, value, lineBreak);
      if (replacement !== undefined) replacements.push(replacement);
    }
  }
  const added = [...changes]
    .filter(([key, value]) => value !== undefined && !done.has(key.toLowerCase()))
    .map(([key, value]) => `${key} = ${value}${lineBreak}`);
  const { contentEnd } = last;
  if (added.length > 0) {
    replacements.push({ start: contentEnd, end: contentEnd, text: added.join('') });
  }
  const result = replaceLines(text, replacements, lineBreak);
  const edited = parseIni(result);
  requireHeaders(edited, document.sections, header);
  requireValues(sectionsNamed(edited, header), wanted, header);
  return result;
}

/** A line end that is a lone CR would become one with a line feed that follows. */
function usableLineBreak(text: string, own: string): string {
  const lineBreak = own || dominantLineBreak(text);
  return lineBreak === '\r' && text.includes('\n') ? '\n' : lineBreak;
}

/**
 * Gives a property another key and leaves its value, spacing and nested lines alone; text without
 * the property stays as it is. Throws VALUE_UNREPRESENTABLE, or EDIT_REFUSED where `to` is there
 * already.
 */
export function renameProperty(text: string, header: string, from: string, to: string): string {
  requireWritableKey(to);
  const sections = sectionsNamed(parseIni(text), header);
  const properties = sections.flatMap((section) => section.properties);
  const named = properties.filter(({ key }) => key === from.toLowerCase());
  if (named.length === 0) return text;
  const taken = properties.find(
    (one) => one.key === to.toLowerCase() && one.key !== from.toLowerCase(),
  );
  if (taken !== undefined) {
    throw editRefused(
      header,
      `it has both ${from} and, in line ${taken.line}, ${to}`,
      `Remove the one of them that is wrong, then try again`,
    );
  }
  const replacements = named.map(({ start, lineEnd, writtenKey }) => {
    const line = text.slice(start, lineEnd);
    const at = line.indexOf(writtenKey);
    const renamed = line.slice(0, at) + to + line.slice(at + writtenKey.length);
    return { start, end: lineEnd, text: renamed };
  });
  return replaceLines(text, replacements, '\n');
}

/**
 * Adds a section at the end of the file, in the line ends that the file uses, after a blank line;
 * an end without a line break gets one. `leadingComment` is one line above the header. Throws
 * VALUE_UNREPRESENTABLE, or EDIT_REFUSED where the section is there already.
 */
export function appendSection(
  text: string,
  header: string,
  entries: readonly (readonly [string, string])[],
  leadingComment?: string,
): string {
  for (const [key, value] of entries) {
    requireWritableKey(key);
    requireWritableValue(key, value);
  }
  const document = parseIni(text);
  const existing = sectionsNamed(document, header)[0];
  if (existing !== undefined) {
    throw editRefused(header, `it stands in line ${existing.line} already`, 'Edit that section');
  }
  const lineBreak = dominantLineBreak(text);
  const openEnd = text === '' || lineBreakOf(text) !== '' ? '' : lineBreak;
  // Always, so that removing the section again leaves the text as it was. Behind a lone CR a line
  // feed would become part of its line break.
  const blankLine = text === '' ? '' : text.endsWith('\r') ? '\r' : lineBreak;
  const lines = [`[${header}]`, ...entries.map(([key, value]) => `${key} = ${value}`)];
  if (leadingComment !== undefined) lines.unshift(asComment(leadingComment));
  const section = lines.map((line) => line + lineBreak).join('');
  const result = text + openEnd + blankLine + section;
  const added = parseIni(result).sections;
  const last = added.at(-1);
  const wanted = new Map(entries.map(([key, value]) => [key.toLowerCase(), value]));
  const isReadBack = added.length === document.sections.length + 1 && last?.header === header;
  if (last === undefined || !isReadBack || last.isBroken || /[[\]]/.test(header)) {
    throw editRefused(header, 'it would not read back as written', 'Use a plain profile name');
  }
  requireValues([last], wanted, header);
  return result;
}

/**
 * Removes the section with this header: its header line and all down to its last property, and a
 * comment directly above if it starts with `marker`. Comments and blank lines behind it stay, they
 * belong to the next section; of the file's last section the blank line above goes too. Text
 * without the section stays as it is. Throws EDIT_REFUSED where other sections would change.
 */
export function removeSection(text: string, header: string, marker?: string): string {
  const document = parseIni(text);
  const sections = sectionsNamed(document, header);
  if (sections.length === 0) return text;
  const replacements = sections.map((section): Replacement => {
    for (const property of section.properties) requireNoHeaderInside(section, property);
    return { start: removalStart(text, section, marker), end: section.contentEnd, text: '' };
  });
  const result = replaceLines(text, replacements, '\n');
  const others = document.sections.filter((section) => !sections.includes(section));
  requireHeaders(parseIni(result), others, header);
  return result;
}

function removalStart(
  text: string,
  { start, contentEnd }: ParsedSection,
  marker: string | undefined,
): number {
  const above = splitLines(text.slice(0, start));
  let from = start;
  if (marker !== undefined && above.at(-1)?.trimStart().startsWith(marker) === true) {
    from -= above.pop()?.length ?? 0;
  }
  const blank = above.at(-1);
  if (contentEnd === text.length && blank !== undefined && lineBreakOf(blank) === blank) {
    from -= blank.length;
  }
  return from;
}

/** The line of `property` with another value, or without it; undefined where nothing changes. */
function changedLines(
  text: string,
  property: IniProperty,
  value: string | undefined,
  lineBreak: string,
): Replacement | undefined {
  const { start, lineEnd, end } = property;
  const line = text.slice(start, lineEnd);
  if (property.value === value && !property.isIgnored) return undefined;
  // Comments among the lines that go are the user's own words.
  const comments = splitLines(text.slice(lineEnd, end)).filter((one) => isComment(one.trim()));
  if (value === undefined) return { start, end, text: comments.join('') };
  const prefix = /^[^=:]*[=:][^\S\r\n]*/.exec(line)?.[0] ?? '';
  const isTight = property.value === '' && /\s[=:]$/.test(prefix);
  const written = `${prefix.replace(':', '=')}${isTight ? ' ' : ''}${value}${lineBreakOf(line)}`;
  const above = property.hasComment ? commentLine(line) + (lineBreakOf(line) || lineBreak) : '';
  return { start, end, text: above + written + comments.join('') };
}

function commentLine(line: string): string {
  const content = line.trim();
  return line.slice(0, line.indexOf(content)) + content.slice(inlineCommentStart(content));
}

function asComment(comment: string): string {
  const line = isComment(comment) ? comment : `# ${comment}`;
  return line.replaceAll(/[\r\n]+/g, ' ').trimEnd();
}

function requireValues(
  sections: readonly ParsedSection[],
  wanted: ReadonlyMap<string, string | undefined>,
  header: string,
): void {
  const properties = sections.flatMap((section) => section.properties);
  for (const [key, value] of wanted) {
    const found = properties.filter((property) => property.key === key);
    const isAsWanted =
      value === undefined
        ? found.length === 0
        : found.length === 1 && found[0]?.value === value && !found[0].isIgnored;
    if (!isAsWanted) {
      throw editRefused(
        header,
        `${key} would not read back as written`,
        `Look at the lines around ${key} in [${header}], mend them, then try again`,
      );
    }
  }
}
