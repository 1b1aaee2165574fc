import type { ParsedDocument } from './ini-document.ts';
import type { ParsedSection } from './ini-section.ts';
import { configHeader, credentialsHeader, parseSectionName } from './section-name.ts';
import type { SharedFileKind } from './types.ts';

/**
 * The `[default]` sections of a config file that count for nothing: `[profile default]` overrules
 * them whole, wherever it stands
 * (https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html).
 */
export function overruledDefaults(
  document: ParsedDocument,
  file: SharedFileKind,
): readonly ParsedSection[] {
  if (file === 'credentials') return [];
  const defaults = document.sections.filter(
    (section) => section.header.includes('default') && isProfile(section, file, 'default'),
  );
  const plain = defaults.filter(({ header }) => header.trim() === 'default');
  return plain.length === defaults.length ? [] : plain;
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
  const overruled = overruledDefaults(document, file);
  const section = document.sections.findLast(
    (one) => isProfile(one, file, name) && !overruled.includes(one),
  );
  return section?.header;
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

function isProfile(section: ParsedSection, file: SharedFileKind, name: string): boolean {
  if (section.isBroken) return false;
  const found = parseSectionName(section.header, file);
  return found.kind === 'profile' && found.name === name;
}
