import type { IniFaultCode } from './ini-types.ts';

/** Which of the two shared files. */
export type SharedFileKind = 'config' | 'credentials';

/** A place in a file that a message can name. Lines count from 1. */
export interface SourceLine {
  readonly file: SharedFileKind;
  readonly path: string;
  readonly line: number;
}

/** Something a user should know about a file. The closed list of codes grows with the doctor. */
export interface ConfigFinding {
  readonly code: FindingCode;
  readonly severity: 'error' | 'warning';
  /** One line that names the fault; the place is in `at`. */
  readonly message: string;
  readonly hint: string;
  readonly at?: SourceLine;
  /** The profile it is about, where there is one. */
  readonly profile?: string;
  /** Which fault of syntax, where the code is SYNTAX. */
  readonly fault?: IniFaultCode;
}

export type FindingCode =
  | 'FILE_UNREADABLE'
  | 'ENCODING_BOM'
  | 'ENCODING_UTF16'
  | 'ENCODING_INVALID'
  | 'SYNTAX'
  | 'DUPLICATE_SECTION'
  | 'DUPLICATE_KEY'
  | 'SECTION_IGNORED'
  | 'NAME_UNQUOTED_SPACE'
  | 'NAME_UNREADABLE_BY_SDK'
  | 'DEFAULT_TWICE'
  | 'VALUE_INLINE_COMMENT'
  | 'ROLE_INVALID';

/** One property of a profile, with where its winning value stands. */
export interface ProfileProperty {
  readonly value: string;
  readonly at: SourceLine;
}

/** A profile as both files together define it; credentials beats config key by key. */
export interface Profile {
  readonly name: string;
  /** Keys are lower case. Nested blocks (`s3 =`) are kept in `nested`, not here. */
  readonly properties: ReadonlyMap<string, ProfileProperty>;
  readonly nested: ReadonlyMap<string, ReadonlyMap<string, ProfileProperty>>;
  /** Where its header stands in each file, undefined where it has none there. */
  readonly configAt?: SourceLine;
  readonly credentialsAt?: SourceLine;
}

/** A section that is not a profile: `[sso-session x]`, `[services x]`. */
export type NamedSection = Omit<Profile, 'configAt' | 'credentialsAt'>;

/** Both shared files, read and merged. A fault in one section leaves the others usable. */
export interface SharedConfig {
  readonly configPath: string;
  readonly credentialsPath: string;
  /** In order of first appearance, config file first. */
  readonly profiles: ReadonlyMap<string, Profile>;
  readonly ssoSessions: ReadonlyMap<string, NamedSection>;
  readonly services: ReadonlyMap<string, NamedSection>;
  readonly findings: readonly ConfigFinding[];
}
