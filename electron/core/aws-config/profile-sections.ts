import type { ParsedDocument } from './ini-document.ts';
import type { ParsedSection } from './ini-section.ts';
import { configHeader, credentialsHeader, parseSectionName } from './section-name.ts';
import type { SharedFileKind } from './types.ts';

/** The sections of one file by what they define. Sections that share a name are merged by AWS tools. */
export interface FileSections {
  readonly profiles: ReadonlyMap<string, readonly ParsedSection[]>;
  readonly ssoSessions: ReadonlyMap<string, readonly ParsedSection[]>;
  readonly services: ReadonlyMap<string, readonly ParsedSection[]>;
  /** The `[default]` sections that count for nothing because there is a `[profile default]`. */
  readonly overruledDefaults: readonly ParsedSection[];
}

/**
 * Sorts a file's sections. In the config file `[profile default]` overrules `[default]` whole,
 * wherever it stands (https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html).
 */
export function sortSections(document: ParsedDocument, file: SharedFileKind): FileSections {
  const profiles = new Map<string, ParsedSection[]>();
  const ssoSessions = new Map<string, ParsedSection[]>();
  const services = new Map<string, ParsedSection[]>();
  const byKind = { profile: profiles, 'sso-session': ssoSessions, services };
  for (const section of document.sections) {
    if (section.isBroken) continue;
    const name = parseSectionName(section.header, file);
    if (name.kind === 'other') continue;
    const sections = byKind[name.kind];
    const same = sections.get(name.name);
    if (same === undefined) sections.set(name.name, [section]);
    else same.push(section);
  }
  const defaults = profiles.get('default') ?? [];
  const prefixed = defaults.filter(({ header }) => header.trim() !== 'default');
  const isOverruled = file === 'config' && prefixed.length > 0;
  if (isOverruled) profiles.set('default', prefixed);
  const overruledDefaults = isOverruled ? defaults.filter((one) => !prefixed.includes(one)) : [];
  return { profiles, ssoSessions, services, overruledDefaults };
}

/**
 * The header, without brackets, under which the profile stands in the file, as written there;
 * undefined where it has no section. What an edit of that profile must name.
 */
export function existingHeader(
  document: ParsedDocument,
  file: SharedFileKind,
  name: string,
): string | undefined {
  return sortSections(document, file).profiles.get(name)?.at(-1)?.header;
}

/**
 * The header of the profile as it stands in the file, else the one to create it with. Throws
 * VALUE_UNREPRESENTABLE where the profile is new and no header can stand for its name.
 */
export function headerFor(document: ParsedDocument, file: SharedFileKind, name: string): string {
  const existing = existingHeader(document, file, name);
  if (existing !== undefined) return existing;
  return file === 'config' ? configHeader(name) : credentialsHeader(name);
}
