import { RoleValetError } from '../../contract/errors.ts';
import type { ParsedDocument } from './ini-document.ts';
import type { ParsedSection } from './ini-section.ts';
import type { IniProperty } from './ini-types.ts';
import { sectionMatcher } from './section-name.ts';

/** The sections that `header` names, however they spell it; more than one where it stands twice. */
export function sectionsNamed(document: ParsedDocument, header: string): ParsedSection[] {
  const matches = sectionMatcher(header);
  return document.sections.filter((one) => !one.isBroken && matches(one.header));
}

/**
 * Throws EDIT_REFUSED where lines that look like a section of their own would go with the property:
 * JavaScript SDKs read them as one, although they are indented and so continue the value.
 */
export function requireNoHeaderInside(section: ParsedSection, property: IniProperty): void {
  const hidden = section.faults.find(
    ({ code, line }) =>
      code === 'HEADER_INDENTED' && line > property.line && line <= property.endLine,
  );
  if (hidden === undefined) return;
  throw editRefused(
    section.header,
    `the indented header in line ${hidden.line} would go with ${property.key}`,
    `Remove the blanks at the start of line ${hidden.line}, then try again`,
  );
}

/** Throws EDIT_REFUSED where the headers are not what they should be after the edit of `header`. */
export function requireHeaders(
  document: ParsedDocument,
  expected: readonly Pick<ParsedSection, 'header'>[],
  header: string,
): void {
  const isSame =
    document.sections.length === expected.length &&
    document.sections.every((section, index) => section.header === expected[index]?.header);
  if (isSame) return;
  throw editRefused(
    header,
    'the lines behind it would be read as part of it, because they are indented',
    `Remove the blanks at the start of the header below [${header}], then try again`,
  );
}

/** The refusal of an edit of one section, with the reason. */
export function editRefused(header: string, reason: string, hint: string): RoleValetError {
  return new RoleValetError(
    'EDIT_REFUSED',
    `The section [${header}] was left as it was: ${reason}`,
    hint,
  );
}
