import { fileFindings } from '../aws-config/file-findings.ts';
import type { ParsedSection } from '../aws-config/ini-section.ts';
import type { SharedFile } from '../aws-config/shared-config.ts';
import {
  type StrictFault,
  type StrictFaultCode,
  strictFaults,
} from '../aws-config/strict-check.ts';
import type { ConfigFinding } from '../aws-config/types.ts';
import { readerNotes } from './reader-notes.ts';
import { headerVerdicts, verdictsOf } from './reader-verdicts.ts';
import type { DoctorCode, Finding } from './types.ts';

/** Everything that can be said of one file by itself, in order of its lines, with each reader's verdict. */
export function fileRules(source: SharedFile): readonly Finding[] {
  const sections = new Map(source.document.sections.map((section) => [section.line, section]));
  const found = fileFindings(source).map((finding) => withVerdicts(finding, source, sections));
  // What UTF-16 says is never read by any tool, so nothing else in it matters.
  if (source.encoding.name.startsWith('utf-16')) return found.slice(0, 1);
  const all = [...agreedWithPython(found, source), ...readerNotes(source)].map((finding) =>
    DUPLICATES.has(finding.code) ? withEmptyValues(finding, source) : finding,
  );
  return all.sort((one, other) => (one.at?.line ?? 0) - (other.at?.line ?? 0));
}

function withVerdicts(
  { fault, ...finding }: ConfigFinding,
  { file }: SharedFile,
  sections: ReadonlyMap<number, ParsedSection>,
): Finding {
  const header = sections.get(finding.at?.line ?? 0)?.header;
  if (finding.code === 'SYNTAX') {
    // Every finding of that code says which fault it is.
    const code = fault as NonNullable<typeof fault>;
    return { ...finding, code, ...verdictMember(code) };
  }
  const { code } = finding;
  if (code === 'SECTION_IGNORED' && header?.trim() === 'DEFAULT') {
    const verdicts = { awsCli: 'misreads', javascriptSdk: 'ignores' } as const;
    return { ...finding, code: 'DEFAULTS_INHERITED', verdicts };
  }
  if (header !== undefined && /^(NAME_|SECTION_IGNORED)/.test(code)) {
    return { ...finding, code, verdicts: headerVerdicts(header, file) };
  }
  return { ...finding, code, ...verdictMember(code) };
}

function verdictMember(code: DoctorCode): Pick<Finding, 'verdicts'> {
  const verdicts = verdictsOf(code);
  return verdicts === undefined ? {} : { verdicts };
}

const DUPLICATES: ReadonlySet<DoctorCode> = new Set<DoctorCode>([
  'DUPLICATE_KEY',
  'DUPLICATE_SECTION',
  'PROFILE_SPELLED_TWICE',
]);

/** Of a key that stands twice the last one counts, but an empty one never does in JavaScript SDKs. */
function withEmptyValues(finding: Finding, { document }: SharedFile): Finding {
  const line = finding.at?.line ?? 0;
  const section = document.sections.findLast((one) => one.line <= line);
  const isEmpty = section?.properties.some(({ value }) => value === '') === true;
  return isEmpty && finding.verdicts !== undefined
    ? { ...finding, verdicts: { ...finding.verdicts, javascriptSdk: 'misreads' } }
    : finding;
}

/**
 * Invisible characters are blanks for Python alone, so a line may be a fault for us and none for the
 * AWS CLI, or the other way round. Whether it refuses the file is known exactly, so that counts.
 */
function agreedWithPython(
  findings: readonly Finding[],
  { document, file, path }: SharedFile,
): readonly Finding[] {
  const faults = strictFaults(document.text, file);
  const isOfText = ({ code, verdicts }: Finding) =>
    verdicts?.awsCli === 'refuses-file' && !code.startsWith('ENCODING_');
  if (faults.length === 0) {
    return findings.map((finding) =>
      isOfText(finding) && finding.verdicts !== undefined
        ? { ...finding, verdicts: { ...finding.verdicts, awsCli: 'misreads' } }
        : finding,
    );
  }
  if (findings.some(isOfText)) return findings;
  return [...findings, ...faults.map((fault) => strictFinding(fault, { file, path }))];
}

const CODE_BY_FAULT: Readonly<Record<StrictFaultCode, DoctorCode>> = {
  BYTE_ORDER_MARK: 'ENCODING_BOM',
  NOT_UTF8: 'ENCODING_INVALID',
  NO_SECTION_HEADER: 'BEFORE_FIRST_HEADER',
  DUPLICATE_SECTION: 'DUPLICATE_SECTION',
  DUPLICATE_KEY: 'DUPLICATE_KEY',
  KEY_MISSING: 'KEY_MISSING',
  DELIMITER_MISSING: 'EQUALS_MISSING',
  NESTED_EQUALS_MISSING: 'NESTED_EQUALS_MISSING',
};

function strictFinding(
  { code, line, message }: StrictFault,
  { file, path }: Pick<SharedFile, 'file' | 'path'>,
): Finding {
  return {
    code: CODE_BY_FAULT[code],
    severity: 'error',
    message: `${message}: the AWS CLI refuses the whole file`,
    hint: 'Correct the line, or make it a comment',
    at: { file, path, line },
    verdicts: { awsCli: 'refuses-file', javascriptSdk: 'reads' },
  };
}
