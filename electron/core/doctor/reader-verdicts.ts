import type { IniFaultCode } from '../aws-config/ini-types.ts';
import { parseSectionName, sectionVisibility } from '../aws-config/section-name.ts';
import type { FindingCode, SharedFileKind } from '../aws-config/types.ts';
import type { Finding, Outcome, ReaderVerdicts } from './types.ts';

type FileRuleCode = Exclude<FindingCode, 'SYNTAX' | 'ROLE_INVALID' | 'FILE_UNREADABLE'>;

/**
 * What botocore and the JavaScript SDK make of each finding. The table is tested: where a reader
 * differs from AWS's rules on a text, a finding with such a verdict must stand on that text.
 */
const VERDICTS: Readonly<Record<FileRuleCode | IniFaultCode, readonly [Outcome, Outcome]>> = {
  ENCODING_BOM: ['refuses-file', 'reads'],
  ENCODING_UTF16: ['refuses-file', 'ignores'],
  ENCODING_INVALID: ['refuses-file', 'misreads'],
  DUPLICATE_SECTION: ['refuses-file', 'reads'],
  DUPLICATE_KEY: ['refuses-file', 'reads'],
  SECTION_IGNORED: ['ignores', 'ignores'],
  NAME_UNQUOTED_SPACE: ['ignores', 'ignores'],
  NAME_UNREADABLE_BY_SDK: ['reads', 'ignores'],
  DEFAULT_TWICE: ['misreads', 'reads'],
  VALUE_INLINE_COMMENT: ['misreads', 'reads'],
  HEADER_UNCLOSED: ['refuses-file', 'misreads'],
  HEADER_EMPTY: ['refuses-file', 'ignores'],
  HEADER_TRAILING_TEXT: ['reads', 'misreads'],
  BEFORE_FIRST_HEADER: ['refuses-file', 'ignores'],
  KEY_MISSING: ['refuses-file', 'ignores'],
  KEY_WITH_BLANK: ['misreads', 'misreads'],
  EQUALS_MISSING: ['refuses-file', 'ignores'],
  COLON: ['misreads', 'ignores'],
  NESTED_KEY_MISSING: ['misreads', 'ignores'],
  NESTED_EQUALS_MISSING: ['refuses-file', 'ignores'],
  PROPERTY_INDENTED: ['reads', 'misreads'],
  HEADER_INDENTED: ['reads', 'misreads'],
  LONE_CARRIAGE_RETURN: ['reads', 'misreads'],
};

/** The verdicts on a finding of this code; undefined where reading is not the point. */
export function verdictsOf(code: Finding['code']): ReaderVerdicts | undefined {
  const found = (VERDICTS as Partial<Record<Finding['code'], readonly [Outcome, Outcome]>>)[code];
  return found && { awsCli: found[0], javascriptSdk: found[1] };
}

/** The verdicts on a header, which tell who finds the section. */
export function headerVerdicts(header: string, file: SharedFileKind): ReaderVerdicts {
  const { kind } = parseSectionName(header, file);
  const { isSeenByCli, isSeenBySdks } = sectionVisibility(header, file);
  // Some spellings of a prefix are a profile of an odd name for one of the readers.
  const isOdd = kind === 'other' && /^(profile|sso-session|services)/.test(header);
  const outcome = (isSeen: boolean): Outcome => (isSeen ? 'reads' : isOdd ? 'misreads' : 'ignores');
  return { awsCli: outcome(isSeenByCli), javascriptSdk: outcome(isSeenBySdks) };
}

/** What a person reads about the verdicts. */
export function verdictText({ awsCli, javascriptSdk }: ReaderVerdicts): string {
  return `AWS CLI and boto3: ${OUTCOME_TEXTS[awsCli]}; JavaScript SDK: ${OUTCOME_TEXTS[javascriptSdk]}`;
}

const OUTCOME_TEXTS: Readonly<Record<Outcome, string>> = {
  reads: 'as meant',
  'refuses-file': 'refuses the whole file',
  ignores: 'does not see it',
  misreads: 'reads something else',
};
