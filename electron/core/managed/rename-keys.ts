import { parseIni } from '../aws-config/ini-document.ts';
import {
  requireHeaders,
  requireNoHeaderInside,
  sectionsNamed,
} from '../aws-config/ini-edit-checks.ts';
import type { IniProperty } from '../aws-config/ini-types.ts';
import { type Replacement, replaceLines } from '../aws-config/text-replacements.ts';

/**
 * Gives properties of a section other keys, wherever `newKey` names one; not a byte changes but the
 * keys'. Throws EDIT_REFUSED where other sections would read differently, and what `newKey` throws.
 */
export function renameKeys(
  text: string,
  header: string,
  newKey: (property: IniProperty) => string | undefined,
): string {
  const document = parseIni(text);
  const replacements: Replacement[] = [];
  for (const section of sectionsNamed(document, header)) {
    for (const property of section.properties) {
      const key = newKey(property);
      if (key === undefined) continue;
      requireNoHeaderInside(section, property);
      const { start, lineEnd, writtenKey } = property;
      const line = text.slice(start, lineEnd);
      const at = line.indexOf(writtenKey);
      const renamed = line.slice(0, at) + key + line.slice(at + writtenKey.length);
      replacements.push({ start, end: lineEnd, text: renamed });
    }
  }
  const result = replaceLines(text, replacements, '\n');
  requireHeaders(parseIni(result), document.sections, header);
  return result;
}
