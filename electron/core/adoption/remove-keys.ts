import { parseIni } from '../aws-config/ini-document.ts';
import { removeSection, setProperties } from '../aws-config/ini-edit.ts';
import { sectionsNamed } from '../aws-config/ini-edit-checks.ts';
import { isComment, splitLines } from '../aws-config/ini-lines.ts';
import type { ParsedSection } from '../aws-config/ini-section.ts';
import { existingHeader } from '../aws-config/profile-sections.ts';
import type { SharedFileKind } from '../aws-config/types.ts';
import { findPlainKeys, type PlainKey } from './plain-keys.ts';
import { CREDENTIAL_KEYS } from './section-keys.ts';

/** A text without keys, and which of them stood there as they were known. */
export interface WithoutKeys {
  readonly text: string;
  /** Profiles whose key was removed. */
  readonly removed: readonly string[];
  /** Profiles whose key stands there with other values now: those lines are untouched. */
  readonly changed: readonly string[];
}

/**
 * Removes exactly the lines of `keys` from the text of one file, each only where its values still are
 * the known ones. A section of the credentials file that then holds nothing goes too, but for the
 * profiles that `keepsHeader` names. Throws EDIT_REFUSED as `setProperties` does.
 */
export function withoutKeys(
  before: string,
  { file, path }: { readonly file: SharedFileKind; readonly path: string },
  keys: readonly PlainKey[],
  keepsHeader: (profile: string) => boolean,
): WithoutKeys {
  const removed: string[] = [];
  const changed: string[] = [];
  const found = findPlainKeys([{ file, path, document: parseIni(before, { file, path }) }]);
  let text = before;
  for (const known of keys) {
    const now = found.keys.find(({ profile }) => profile === known.profile);
    if (now === undefined) {
      if (found.left.some(({ profile }) => profile === known.profile)) changed.push(known.profile);
      continue;
    }
    const isSame =
      now.accessKeyId === known.accessKeyId && now.secretAccessKey === known.secretAccessKey;
    if (!isSame) {
      changed.push(known.profile);
      continue;
    }
    const mayGo = file === 'credentials' && !keepsHeader(known.profile);
    text = withoutKey(text, file, known.profile, mayGo);
    removed.push(known.profile);
  }
  return { text, removed, changed };
}

function withoutKey(text: string, file: SharedFileKind, profile: string, mayGo: boolean): string {
  const document = parseIni(text, { file, path: '' });
  const header = existingHeader(document, file, profile);
  if (header === undefined) return text;
  const sections = sectionsNamed(document, header);
  if (mayGo && sections.every((section) => holdsKeyOnly(text, section))) {
    return removeSection(text, header);
  }
  return setProperties(text, header, new Map(CREDENTIAL_KEYS.map((key) => [key, undefined])));
}

/** True where nothing in the section, not even a comment of the user's, would be left. */
function holdsKeyOnly(text: string, section: ParsedSection): boolean {
  let at = section.headerEnd;
  for (const property of section.properties) {
    if (!CREDENTIAL_KEYS.includes(property.key) || property.hasComment) return false;
    if (text.slice(at, property.start).trim() !== '') return false;
    const below = splitLines(text.slice(property.lineEnd, property.end));
    if (below.some((line) => isComment(line.trim()))) return false;
    at = property.end;
  }
  return text.slice(at, section.contentEnd).trim() === '';
}
