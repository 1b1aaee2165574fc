import type { ParsedDocument } from '../aws-config/ini-document.ts';
import type { ParsedSection } from '../aws-config/ini-section.ts';
import type { IniProperty } from '../aws-config/ini-types.ts';
import { parseSectionName } from '../aws-config/section-name.ts';
import type { SharedFileKind } from '../aws-config/types.ts';

/** The prefix that hides a key from AWS tools and keeps it for us. */
export const TWIN_PREFIX = 'valet_';

/**
 * The standard keys of a role, which a managed profile has as twins: with `role_arn` AWS tools look
 * past `credential_process`, and some refuse a source without `role_arn` (`SharedConfig` in AWS's SDK
 * for Go).
 */
export const ROLE_KEYS: ReadonlySet<string> = new Set([
  'role_arn',
  'source_profile',
  'credential_source',
  'external_id',
  'mfa_serial',
  'role_session_name',
  'duration_seconds',
]);

/** Keys that must not stay behind under their standard name; the others mean nothing without these. */
export const DECISIVE_KEYS: ReadonlySet<string> = new Set([
  'role_arn',
  'source_profile',
  'credential_source',
]);

/**
 * Names, between commas, the twins that stood in the profile before it was managed: without it,
 * taking the profile back would rename them too.
 */
export const KEPT_KEY = 'valet_kept_keys';

/** Stands above a section that was made for `credential_process` alone: taking it back removes both. */
export const OWN_SECTION_MARKER =
  '# Role Valet made this section, so that AWS tools reach the profile through it.';

/** The standard key whose twin `key` (lower case) is, or undefined. */
export function standardKeyOf(key: string): string | undefined {
  const standard = key.startsWith(TWIN_PREFIX) ? key.slice(TWIN_PREFIX.length) : '';
  return ROLE_KEYS.has(standard) ? standard : undefined;
}

/**
 * True for `mfa_serial = none`, which is ours alone and never renamed: AWS tools would ask for a code
 * of a device called "none".
 */
export function isNoDevice({ key, value }: Pick<IniProperty, 'key' | 'value'>): boolean {
  return key.endsWith('mfa_serial') && value.toLowerCase() === 'none';
}

/** A line of a profile, as one file has it. */
export interface ProfileLine {
  readonly file: SharedFileKind;
  readonly path: string;
  readonly property: IniProperty;
}

/**
 * Every line of a profile in one file, those too that AWS's rules don't know and the AWS CLI reads.
 * `document` must have been read with its source.
 */
export function profileLines(
  document: ParsedDocument,
  file: SharedFileKind,
  path: string,
  profile: string,
): readonly ProfileLine[] {
  return document.sections
    .filter((section) => isOf(section, file, profile))
    .flatMap(({ properties }) => properties.map((property) => ({ file, path, property })));
}

/**
 * The lines of `[DEFAULT]` in one file. For the AWS CLI that is no profile: Python's parser adds what
 * stands there to each section that does not say otherwise.
 */
export function inheritedLines(
  { sections }: ParsedDocument,
  file: SharedFileKind,
  path: string,
): readonly ProfileLine[] {
  return sections
    .filter(({ header, isBroken }) => header === 'DEFAULT' && !isBroken)
    .flatMap(({ properties }) => properties.map((property) => ({ file, path, property })));
}

function isOf(section: ParsedSection, file: SharedFileKind, profile: string): boolean {
  if (section.isBroken) return false;
  const { kind, name } = parseSectionName(section.header, file);
  return kind === 'profile' && name === profile;
}
