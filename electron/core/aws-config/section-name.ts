import { RoleValetError } from '../../contract/errors.ts';
import { quoteShellWord, shellWords } from './shell-words.ts';
import type { SharedFileKind } from './types.ts';

/** What a section's header stands for. */
export interface SectionName {
  /** `other`: a section that no AWS tool reads as one of the three. */
  readonly kind: 'profile' | 'sso-session' | 'services' | 'other';
  /** The profile's or section's name; for `other` the header's text. */
  readonly name: string;
}

const PREFIXES = ['profile', 'sso-session', 'services'] as const;

/**
 * Reads the text inside a header's brackets, by AWS's rules for the two files
 * (https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html) and, as the AWS CLI does, with
 * quoted names: `[profile "my dev"]` is `my dev`.
 */
export function parseSectionName(header: string, file: SharedFileKind): SectionName {
  const text = header.trim();
  if (file === 'credentials') {
    return { kind: text === '' || PREFIXED.test(text) ? 'other' : 'profile', name: text };
  }
  if (text === 'default') return { kind: 'profile', name: text };
  for (const kind of PREFIXES) {
    if (!text.startsWith(kind)) continue;
    const rest = header.trimStart().slice(kind.length);
    const separator = rest.charAt(0);
    // `[profilex]` is no profile.
    if (separator !== ' ' && separator !== '\t') continue;
    const name = onlyWord(rest);
    if (name !== undefined) return { kind, name };
  }
  return { kind: 'other', name: text };
}

const PREFIXED = /^(profile|sso-session|services)[ \t]/;

/** The one word, quoted or not, that `text` consists of; undefined for none or several. */
function onlyWord(text: string): string | undefined {
  // Nearly all names need no more than this: a large file has thousands.
  const name = text.slice(1);
  if (SDK_NAME.test(name)) return name;
  const [first, ...more] = shellWords(text) ?? [];
  return first === '' || more.length > 0 ? undefined : first;
}

/** Which tools find a section under the name that its header stands for. */
export interface SectionVisibility {
  readonly isSeenByCli: boolean;
  /** False where the JavaScript SDK, or any that keeps to AWS's rules for names, misses it. */
  readonly isSeenBySdks: boolean;
}

/**
 * Which tools find the section with this header. The AWS CLI trims no blanks; the JavaScript SDK
 * knows one blank behind a prefix (`parseIni` in `@smithy/core`), and few characters in a name.
 */
export function sectionVisibility(header: string, file: SharedFileKind): SectionVisibility {
  const { kind, name } = parseSectionName(header, file);
  if (kind === 'other') return { isSeenByCli: false, isSeenBySdks: false };
  if (file === 'config' && name !== header) {
    return { isSeenByCli: header.startsWith(kind), isSeenBySdks: SDK_HEADER.test(header) };
  }
  // In Python's parser `[DEFAULT]` is no section but holds defaults for all others.
  const isSeenByCli = header === name && name !== 'DEFAULT';
  return { isSeenByCli, isSeenBySdks: header === name && SDK_NAME.test(name) };
}

const SDK_HEADER = /^[\w-]+\s(["'])?[\w\-@+.%:/]+\1$/;
const SDK_NAME = /^[\w\-@+.%:/]+$/;

/**
 * Tells which headers of the same file name the same section as `header`: spelling may differ in
 * blanks and, behind a prefix, in quotes.
 */
export function sectionMatcher(header: string): (other: string) => boolean {
  const text = header.trim();
  const { kind, name } = parseSectionName(text, 'config');
  // Without a prefix quotes are part of the name.
  const hasPrefix = kind !== 'other' && PREFIXED.test(text);
  return (other) => {
    if (other.trim() === text) return true;
    if (!hasPrefix || !other.includes(kind)) return false;
    const found = parseSectionName(other, 'config');
    return found.kind === kind && found.name === name && other.trim() !== 'default';
  };
}

/**
 * The header, without brackets, that names a profile in the config file: `default`, `profile x`,
 * and `profile 'my dev'` where the name needs quotes, as the AWS CLI writes it. Throws
 * VALUE_UNREPRESENTABLE where no header can stand for the name.
 */
export function configHeader(name: string): string {
  if (name === 'default') return name;
  const header = `profile ${quoteShellWord(name)}`;
  checkHeader(name, header, 'config');
  return header;
}

/**
 * The header, without brackets, that names a profile in the credentials file: the bare name. Throws
 * VALUE_UNREPRESENTABLE where no header can stand for the name.
 */
export function credentialsHeader(name: string): string {
  checkHeader(name, name, 'credentials');
  return name;
}

function checkHeader(name: string, header: string, file: SharedFileKind): void {
  const read = parseSectionName(header, file);
  const isReadBack = read.kind === 'profile' && read.name === name;
  // A bracket would end the header early, and some tools take `#` and `;` for a comment.
  const { isSeenByCli } = sectionVisibility(header, file);
  if (isReadBack && isSeenByCli && !UNSAFE_IN_HEADER.test(name) && name.isWellFormed()) return;
  throw new RoleValetError(
    'VALUE_UNREPRESENTABLE',
    `The profile name ${JSON.stringify(name)} cannot be written to the ${file} file so that AWS tools find it`,
    'Use letters, digits and - _ . @ % : / + only',
  );
}

const UNSAFE_IN_HEADER = /[[\]#;\x00-\x1f\x7f\x85\u2028\u2029]/;
