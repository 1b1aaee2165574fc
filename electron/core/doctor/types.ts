import type { IniFaultCode } from '../aws-config/ini-types.ts';
import type { Replacement } from '../aws-config/text-replacements.ts';
import type { FindingCode, SharedFileKind, SourceLine } from '../aws-config/types.ts';

/**
 * Something about the files or the environment that a user should know. `error`: something does not
 * work. `warning`: tools disagree, or a secret lies open. `note`: tools disagree about what hardly
 * anybody meets.
 */
export interface Finding {
  readonly severity: 'error' | 'warning' | 'note';
  readonly code: DoctorCode;
  /** The place in a file; undefined for what is about the environment or a whole file. */
  readonly at?: SourceLine;
  /** The profile it is about, where there is one. */
  readonly profile?: string;
  /** One line, without a secret; the place is in `at`. */
  readonly message: string;
  /** The next step. */
  readonly hint: string;
  /** What each reader makes of it, where that is the point. */
  readonly verdicts?: ReaderVerdicts;
  /** Undefined where only the user can know what was meant. */
  readonly fix?: Fix;
}

/** Who reads the shared files: botocore (the AWS CLI, boto3) and the JavaScript SDK. */
export type Reader = 'awsCli' | 'javascriptSdk';

/** What a reader does at a finding. */
export type Outcome =
  /** As AWS's rules say. */
  | 'reads'
  /** Refuses the whole file, and with it every profile. */
  | 'refuses-file'
  /** Does not see the line or the section. */
  | 'ignores'
  /** Sees something else than AWS's rules say. */
  | 'misreads';

export type ReaderVerdicts = Readonly<Record<Reader, Outcome>>;

/** A way to mend a finding. It never loses a value: what must go becomes a comment. */
export type Fix = TextFix | ModeFix | EncodingFix;

/** A change of lines. */
export interface TextFix {
  readonly kind: 'text';
  /** One sentence that says what it does. */
  readonly description: string;
  readonly file: SharedFileKind;
  /** The lines that it changes in the text that was examined. */
  readonly replacements: readonly Replacement[];
  /**
   * The new text from the text that was examined. Throws EDIT_REFUSED for any other text, and where
   * the AWS CLI would refuse the result for something new.
   */
  readonly edit: (text: string) => string;
}

/** The file's mode made 0600. */
export interface ModeFix {
  readonly kind: 'mode';
  readonly description: string;
  readonly file: SharedFileKind;
}

/** The file saved as UTF-8 without a byte order mark, its text as it is. */
export interface EncodingFix {
  readonly kind: 'encoding';
  readonly description: string;
  readonly file: SharedFileKind;
}

/** Rules on lines and sections, then on what the files mean together, then on the environment. */
export type DoctorCode =
  | Exclude<FindingCode, 'SYNTAX'>
  | IniFaultCode
  | ReaderNoteCode
  | ChainCode
  | CredentialCode
  | EnvironmentCode
  | KeyCode
  | 'FILE_MODE_LOOSE';

/** About base keys in the keychain, which no file shows. */
export type KeyCode = 'KEY_OLD' | 'KEY_ROTATION_INTERRUPTED' | 'KEY_OLD_ONE_LEFT';

/** Rules that only explain why readers differ. */
export type ReaderNoteCode =
  | 'PROFILE_EMPTY'
  | 'PROFILE_SPELLED_TWICE'
  | 'NAME_REFUSED_BY_SDK'
  | 'HEADER_COMMENT_TIGHT'
  | 'DEFAULTS_INHERITED'
  | 'VALUE_CONTINUED'
  | 'VALUE_SWALLOWED'
  | 'NESTED_KEY_CASE'
  | 'WHITE_SPACE_ODD';

export type ChainCode =
  | 'CHAIN_LOOP'
  | 'CHAIN_BROKEN'
  | 'BASE_KEY_MISSING'
  | 'ROLE_ARN_INVALID'
  | 'PARTITION_MISMATCH'
  | 'CONFIG_INVALID'
  | 'ENDPOINT_REFUSED'
  | 'DURATION_NOT_POSSIBLE'
  | 'TARGET_REFUSED';

export type CredentialCode =
  | 'PROCESS_SHADOWED'
  | 'KEYS_IGNORED'
  | 'KEYS_PLAIN'
  | 'SESSION_EXPIRED'
  | 'TOKEN_LEGACY'
  | 'ROLE_ARN_TWICE';

export type EnvironmentCode =
  | 'ENVIRONMENT_PROFILE_MISSING'
  | 'ENVIRONMENT_PROFILES_DIFFER'
  | 'ENVIRONMENT_KEYS_WIN'
  | 'ENVIRONMENT_KEYS_PARTIAL'
  | 'ENVIRONMENT_TOKEN_LEGACY'
  | 'ENVIRONMENT_SESSION_EXPIRED'
  | 'ENVIRONMENT_FILE_MISSING';
