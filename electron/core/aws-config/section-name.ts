import { RoleValetError } from '../../contract/errors.ts';
import { quoteShellWord, shellWords } from './shell-words.ts';
import type { SharedFileKind } from './types.ts';

/** What a section's header stands for. */
export interface SectionName {
  /** `other`: a section that no AWS tool reads as one of the three. */
  readonly kind: 'profile' | 'sso-session' | 'services' | 'other';
  /** The profile's or section's name; for `other` the header's text. */
  readonly name: string;
  /** False where the AWS CLI does not find a section of this name. */
  readonly isSeenByCli: boolean;
  /** False where the JavaScript SDK does not find a section of this name. */
  readonly isSeenBySdk: boolean;
}

const PREFIXES = ['profile', 'sso-session', 'services'] as const;

/**
 * Reads the text inside a header's brackets, by AWS's rules for the two files
 * (https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html) and, as the AWS CLI does, with
 * quoted names: `[profile "my dev"]` is `my dev`.
 */
export function parseSectionName(header: string, file: SharedFileKind): SectionName {
  return file === 'config' ? parseConfigHeader(header) : parseCredentialsHeader(header);
}

function parseConfigHeader(header: string): SectionName {
  const text = header.trim();
  if (text === 'default') {
    return { kind: 'profile', name: text, isSeenByCli: text === header, isSeenBySdk: text === header };
  }
  for (const kind of PREFIXES) {
    if (!text.startsWith(kind)) continue;
    const rest = text.slice(kind.length);
    // `[profilex]` is no profile.
    if (!/^[ \t]/.test(rest)) continue;
    const words = /["'\\]/.test(rest) ? shellWords(rest) : rest.trim().split(/[ \t]+/);
    const [name, ...more] = words ?? [];
    if (name === undefined || name === '' || more.length > 0) break;
    return {
      kind,
      name,
      isSeenByCli: header.startsWith(kind),
      isSeenBySdk: SDK_HEADER.test(header),
    };
  }
  return { kind: 'other', name: text, isSeenByCli: false, isSeenBySdk: false };
}

function parseCredentialsHeader(header: string): SectionName {
  const name = header.trim();
  if (name === '' || PREFIXED.test(name)) {
    return { kind: 'other', name, isSeenByCli: false, isSeenBySdk: false };
  }
  // The CLI and the SDK both take the header as it is, blanks included.
  const isAsWritten = name === header;
  return {
    kind: 'profile',
    name,
    // In Python's parser `[DEFAULT]` is no section but holds defaults for all others.
    isSeenByCli: isAsWritten && name !== 'DEFAULT',
    isSeenBySdk: isAsWritten && !SDK_HEADER.test(name),
  };
}

const PREFIXED = /^(profile|sso-session|services)[ \t]/;
/** The one form with a prefix that the JavaScript SDK reads (`parseIni` in `@smithy/core`). */
const SDK_HEADER = /^[\w-]+\s(["'])?[\w\-@+.%:/]+\1$/;

/** True where two headers of one file name the same section, however they are spelt. */
export function isSameSection(one: string, other: string): boolean {
  const first = one.trim();
  const second = other.trim();
  if (first === second) return true;
  // Spelling differs only in blanks or quotes behind a prefix.
  if (!PREFIXED.test(first) || !PREFIXED.test(second)) return false;
  const a = parseConfigHeader(first);
  const b = parseConfigHeader(second);
  return a.kind !== 'other' && a.kind === b.kind && a.name === b.name;
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
  const isReadBack = read.kind === 'profile' && read.name === name && read.isSeenByCli;
  // A bracket would end the header early, and some tools take `#` and `;` for a comment.
  if (isReadBack && !UNSAFE_IN_HEADER.test(name) && name.isWellFormed()) return;
  throw new RoleValetError(
    'VALUE_UNREPRESENTABLE',
    `The profile name ${JSON.stringify(name)} cannot be written to the ${file} file so that AWS tools find it`,
    'Use letters, digits and - _ . @ % : / + only',
  );
}

const UNSAFE_IN_HEADER = /[[\]#;\x00-\x1f\x7f\x85\u2028\u2029]/;
