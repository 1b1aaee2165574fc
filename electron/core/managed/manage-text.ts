import { RoleValetError } from '../../contract/errors.ts';
import { type ParsedDocument, parseIni } from '../aws-config/ini-document.ts';
import { appendSection, setProperties } from '../aws-config/ini-edit.ts';
import { sectionsNamed } from '../aws-config/ini-edit-checks.ts';
import { lineBreakOf } from '../aws-config/ini-lines.ts';
import type { IniProperty } from '../aws-config/ini-types.ts';
import { existingHeader, overruledDefaults } from '../aws-config/profile-sections.ts';
import { configHeader } from '../aws-config/section-name.ts';
import { isOwnProcess } from '../chain/role-settings.ts';
import { refused } from './check-rivals.ts';
import { renameKeys } from './rename-keys.ts';
import {
  DECISIVE_KEYS,
  isNoDevice,
  KEPT_KEY,
  OWN_SECTION_MARKER,
  ROLE_KEYS,
  standardKeyOf,
  TWIN_PREFIX,
} from './role-keys.ts';
import { withoutManaged } from './unmanage-text.ts';

/** A profile of the config file's text, and where that text stands, for messages. */
export interface ProfilePlace {
  readonly path: string;
  readonly profile: string;
}

/**
 * The config file's text with the profile managed: its role keys renamed to their twins, in their own
 * spelling, place and spacing, and `credential_process` set to `command`. A base keeps its keys; one
 * without a section gets one at the end. Text that says so already stays as it is.
 *
 * Throws MANAGE_REFUSED where the lines can't be renamed, EDIT_REFUSED where the change could not be
 * taken back to the last byte, and as `setProperties` does.
 */
export function withManaged(text: string, place: ProfilePlace, command: string): string {
  const document = parseIni(text, { file: 'config', path: place.path });
  requireOneDefault(document, place);
  const header = existingHeader(document, 'config', place.profile);
  if (header === undefined) {
    return requireWayBack(text, withSection(text, place.profile, command), place);
  }
  const properties = sectionsNamed(document, header).flatMap((section) => section.properties);
  const wasManaged = properties.some(
    ({ key, value }) =>
      (key === `${TWIN_PREFIX}role_arn` && value !== '') ||
      (key === 'credential_process' && isOwnProcess(value)),
  );
  const changes = new Map([['credential_process', command]]);
  const isNewRole = !wasManaged && properties.some(({ key }) => key === 'role_arn');
  const kept = isNewRole ? keptTwins(properties) : [];
  if (kept.length > 0) changes.set(KEPT_KEY, kept.join(', '));
  const result = setProperties(withTwins(text, place, header, properties), header, changes);
  return wasManaged ? result : requireWayBack(text, result, place);
}

function withTwins(
  text: string,
  place: ProfilePlace,
  header: string,
  properties: readonly IniProperty[],
): string {
  const arns = properties.filter(
    ({ key }) => key === 'role_arn' || key === `${TWIN_PREFIX}role_arn`,
  );
  if (arns.length === 0) return text;
  const empty = arns.find(({ value }) => value === '');
  if (empty !== undefined) {
    const hint = 'Fill that line in or remove it, then try again.';
    throw refused(
      place.profile,
      lineOf(place, empty),
      'it is empty, and the AWS CLI takes it for a role all the same',
      hint,
    );
  }
  const twins = new Map(properties.map((property) => [property.key, property]));
  return renameKeys(text, header, (property) => {
    if (!ROLE_KEYS.has(property.key) || isNoDevice(property)) return undefined;
    const twin = twins.get(TWIN_PREFIX + property.key);
    if (twin === undefined) return TWIN_PREFIX + property.writtenKey;
    // Without a role nobody reads the others: AWS tools need role_arn for it, and we read the twin.
    if (!DECISIVE_KEYS.has(property.key)) return undefined;
    const reason = `${twin.key} stands in line ${twin.line} already`;
    const hint = 'Remove the one of the two lines that is wrong, then try again.';
    throw refused(place.profile, lineOf(place, property), reason, hint);
  });
}

/** Twins that were there before us, in lower case, without `valet_`. */
function keptTwins(properties: readonly IniProperty[]): readonly string[] {
  const keys = properties.filter((property) => !isNoDevice(property)).map(({ key }) => key);
  return [...new Set(keys.map(standardKeyOf))].filter((key) => key !== undefined);
}

/** A new section at the end; of a text without a last line break it keeps that. */
function withSection(text: string, profile: string, command: string): string {
  const entries = [['credential_process', command] as const];
  const result = appendSection(text, configHeader(profile), entries, OWN_SECTION_MARKER);
  const isOpen = text !== '' && lineBreakOf(text) === '';
  return isOpen ? result.slice(0, result.length - lineBreakOf(result).length) : result;
}

/** Tools differ in which of the two they read, so a managed `default` would be so for some only. */
function requireOneDefault(document: ParsedDocument, { path, profile }: ProfilePlace): void {
  const [overruled] = profile === 'default' ? overruledDefaults(document, 'config') : [];
  if (overruled === undefined) return;
  throw new RoleValetError(
    'MANAGE_REFUSED',
    `${path}, line ${overruled.line}: default can't be managed because it stands as [default] and as [profile default], of which tools read different ones`,
    'Move the lines of both into one section, then try again.',
  );
}

function requireWayBack(text: string, result: string, place: ProfilePlace): string {
  if (withoutManaged(result, place) === text) return result;
  throw new RoleValetError(
    'EDIT_REFUSED',
    `${place.path}: the change of ${place.profile} could not be taken back to the last byte`,
    'Look at the section of that profile, mend what is odd there, then try again.',
  );
}

function lineOf({ path }: ProfilePlace, property: IniProperty) {
  return { file: 'config' as const, path, property };
}
