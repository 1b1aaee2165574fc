import { parseIni } from './ini-document.ts';
import { editRefused, requireHeaders, sectionsNamed } from './ini-edit-checks.ts';
import { type Replacement, replaceLines } from './text-replacements.ts';

/**
 * Gives the section `from` the header `to` (both without brackets): nothing else in its line changes,
 * and no other line. A section that stands twice is renamed twice. Throws EDIT_REFUSED where there is
 * no such section, where `to` is there already, or where the result would not read back so.
 */
export function renameSection(text: string, from: string, to: string): string {
  const document = parseIni(text);
  const sections = sectionsNamed(document, from);
  if (sections.length === 0) {
    throw editRefused(from, 'the file has no such section', `Add [${from}] first`);
  }
  const taken = sectionsNamed(document, to).find((section) => !sections.includes(section));
  if (taken !== undefined) {
    throw editRefused(from, `[${to}] stands in line ${taken.line} already`, 'Use another name');
  }
  const replacements = sections.map(({ start, headerEnd, header }): Replacement => {
    const line = text.slice(start, headerEnd);
    const at = line.indexOf('[') + 1;
    const renamed = line.slice(0, at) + to + line.slice(at + header.length);
    return { start, end: headerEnd, text: renamed };
  });
  const result = replaceLines(text, replacements, '\n');
  const expected = document.sections.map((section) =>
    sections.includes(section) ? { header: to } : section,
  );
  requireHeaders(parseIni(result), expected, from);
  return result;
}
