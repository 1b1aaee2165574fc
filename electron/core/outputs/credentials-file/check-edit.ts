import { RoleValetError } from '../../../contract/errors.ts';
import { findSections, propertyValue } from './section-text.ts';

/** What an edit was meant to do. */
export interface IntendedEdit {
  readonly path: string;
  readonly target: string;
  readonly values: ReadonlyMap<string, string>;
  readonly absent: ReadonlySet<string>;
}

/**
 * Reads the edited text back before it may replace the file. Throws EDIT_REFUSED where the section
 * does not say what was intended, or where any byte outside of it differs.
 */
export function checkEdit(before: string, after: string, intended: IntendedEdit): void {
  const isTarget = (name: string) => name === intended.target;
  const old = findSections(before, isTarget)[0];
  const sections = findSections(after, isTarget);
  const [section] = sections;
  if (section === undefined || sections.length !== 1) {
    throw refused(intended, 'the section would not stand in it exactly once');
  }
  for (const [key, value] of intended.values) {
    const lines = section.properties.filter((property) => property.key === key);
    if (lines.length !== 1 || propertyValue(section, key) !== value) {
      throw refused(intended, `${key} would not read back as written`);
    }
  }
  const left = section.properties.find((property) => intended.absent.has(property.key));
  if (left !== undefined) throw refused(intended, `${left.key} would still be there`);
  const isOutsideSame =
    old === undefined
      ? after.startsWith(before)
      : after.slice(0, section.headerStart) === before.slice(0, old.headerStart) &&
        after.slice(section.contentEnd) === before.slice(old.contentEnd);
  if (!isOutsideSame) throw refused(intended, 'other sections would change');
}

/** The refusal of an edit, with the reason. */
export function refused({ path, target }: Pick<IntendedEdit, 'path' | 'target'>, reason: string) {
  return new RoleValetError(
    'EDIT_REFUSED',
    `${path} was left as it was: after the edit of [${target}] ${reason}`,
    `Look at the section [${target}] in that file, mend it, then try again`,
  );
}
