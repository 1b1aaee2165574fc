import { RoleValetError } from '../../../contract/errors.ts';
import { parseIni } from '../../aws-config/ini-document.ts';
import type { IniFault } from '../../aws-config/ini-types.ts';
import { findSections } from './section-text.ts';

/** What an edit was meant to do. */
export interface IntendedEdit {
  readonly path: string;
  readonly target: string;
  readonly values: ReadonlyMap<string, string>;
  readonly absent: ReadonlySet<string>;
}

/**
 * Reads the edited section back, with the parser that reads the shared files elsewhere, before it
 * may replace the old one. `before` and `after` are the section with its surroundings; the bytes
 * further away are no part of an edit. Throws EDIT_REFUSED where the section would not say what was
 * intended, has a fault that it did not have before, or where anything around it differs.
 */
export function checkEdit(before: string, after: string, intended: IntendedEdit): void {
  const { target, values, absent } = intended;
  const old = span(before, target);
  const section = span(after, target);
  const parsed = parseIni(after.slice(section.start));
  const [only, second] = parsed.sections;
  if (only?.header.trim() !== target || second !== undefined) {
    throw refused(intended, 'the section would not stand in it exactly once');
  }
  for (const [key, value] of values) {
    const lines = only.properties.filter((property) => property.key === key);
    if (lines.length !== 1 || lines[0]?.value !== value) {
      throw refused(intended, `${key} would not read back as written`);
    }
  }
  const left = only.properties.find(({ key }) => absent.has(key));
  if (left !== undefined) throw refused(intended, `${left.key} would still be there`);
  const [fault] = newFaults(parseIni(before.slice(old.start)).faults, parsed.faults);
  if (fault !== undefined) throw refused(intended, `it would have a new fault (${fault.code})`);
  // Where the last property went, comments and blank lines above it are now behind the content.
  const isOutsideSame =
    after.slice(0, section.start) === before.slice(0, old.start) &&
    after.slice(section.end).endsWith(before.slice(old.end));
  // A created section comes with nothing around it but its marker.
  if (before !== '' && !isOutsideSame) throw refused(intended, 'other sections would change');
}

/** From the header to the end of the last property; all of the text where there is no section. */
function span(text: string, target: string): { readonly start: number; readonly end: number } {
  const section = findSections(text, (name) => name === target).at(-1);
  return section === undefined
    ? { start: 0, end: text.length }
    : { start: section.headerStart, end: section.contentEnd };
}

function newFaults(before: readonly IniFault[], after: readonly IniFault[]): IniFault[] {
  const known = before.map(({ code, key }) => `${code} ${key}`);
  return after.filter(({ code, key }) => {
    const at = known.indexOf(`${code} ${key}`);
    if (at >= 0) known.splice(at, 1);
    return at < 0;
  });
}

function refused({ path, target }: IntendedEdit, reason: string): RoleValetError {
  return new RoleValetError(
    'EDIT_REFUSED',
    `${path} was left as it was: after the edit of [${target}] ${reason}`,
    `Look at the section [${target}] in that file, mend it, then try again`,
  );
}
