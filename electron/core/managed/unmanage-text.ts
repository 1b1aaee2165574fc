import { RoleValetError } from '../../contract/errors.ts';
import { parseIni } from '../aws-config/ini-document.ts';
import { removeSection, setProperties } from '../aws-config/ini-edit.ts';
import { sectionsNamed } from '../aws-config/ini-edit-checks.ts';
import { splitLines } from '../aws-config/ini-lines.ts';
import type { ParsedSection } from '../aws-config/ini-section.ts';
import type { IniProperty } from '../aws-config/ini-types.ts';
import { existingHeader } from '../aws-config/profile-sections.ts';
import { isOwnProcess } from '../chain/role-settings.ts';
import type { ProfilePlace } from './manage-text.ts';
import { renameKeys } from './rename-keys.ts';
import {
  isNoDevice,
  KEPT_KEY,
  OWN_SECTION_MARKER,
  standardKeyOf,
  TWIN_PREFIX,
} from './role-keys.ts';

/**
 * The config file's text with the profile as AWS tools read it by themselves: twins renamed back, those
 * too that were added since, and our lines removed. A `credential_process` of somebody else stays. Text
 * in which the profile is not managed stays as it is.
 *
 * Throws MANAGE_REFUSED where a standard key stands beside its twin, and EDIT_REFUSED where other
 * sections would change.
 */
export function withoutManaged(text: string, place: ProfilePlace): string {
  const document = parseIni(text, { file: 'config', path: place.path });
  const header = existingHeader(document, 'config', place.profile);
  if (header === undefined) return text;
  const sections = sectionsNamed(document, header);
  if (isOwnSection(text, sections)) return removeSection(text, header, OWN_SECTION_MARKER);
  const properties = sections.flatMap((section) => section.properties);
  const isOurs = properties.some(isOurProcess);
  const isRole = properties.some(({ key }) => key === `${TWIN_PREFIX}role_arn`);
  if (!isOurs && !isRole) return text;
  const renamed = isRole ? withStandardKeys(text, place, header, properties) : text;
  const changes = new Map<string, undefined>([[KEPT_KEY, undefined]]);
  if (isOurs) changes.set('credential_process', undefined);
  return setProperties(renamed, header, changes);
}

function withStandardKeys(
  text: string,
  { path, profile }: ProfilePlace,
  header: string,
  properties: readonly IniProperty[],
): string {
  const kept = new Set(
    properties.filter(({ key }) => key === KEPT_KEY).flatMap(({ value }) => value.split(/\s*,\s*/)),
  );
  const standard = new Map(properties.map((property) => [property.key, property]));
  return renameKeys(text, header, (property) => {
    const key = standardKeyOf(property.key);
    if (key === undefined || property.isIgnored || kept.has(key) || isNoDevice(property)) return;
    const other = standard.get(key);
    if (other !== undefined) {
      throw new RoleValetError(
        'MANAGE_REFUSED',
        `${path}, line ${other.line}: ${profile} has ${key} beside ${property.key} (line ${property.line}), which is to become ${key} again`,
        'Remove the one of the two lines that is wrong, then try again.',
      );
    }
    return property.writtenKey.slice(TWIN_PREFIX.length);
  });
}

function isOurProcess({ key, value }: IniProperty): boolean {
  return key === 'credential_process' && isOwnProcess(value);
}

/** True for the one section that we made, while it holds nothing but our line. */
function isOwnSection(text: string, sections: readonly ParsedSection[]): boolean {
  const [section, second] = sections;
  if (section === undefined || second !== undefined) return false;
  const [line, more] = section.properties;
  if (line === undefined || more !== undefined || !isOurProcess(line)) return false;
  const isAll = line.start === section.headerEnd && line.end === section.contentEnd;
  const above = splitLines(text.slice(0, section.start)).at(-1);
  return isAll && above?.trim() === OWN_SECTION_MARKER;
}
