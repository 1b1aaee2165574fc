import { syntaxFinding } from './fault-texts.ts';
import type { ParsedSection } from './ini-section.ts';
import type { IniFault } from './ini-types.ts';
import { nameFinding } from './name-findings.ts';
import { overruledDefaults } from './profile-sections.ts';
import { parseSectionName } from './section-name.ts';
import type { SharedFile } from './shared-config.ts';
import type { ConfigFinding } from './types.ts';

/** Everything a user should know about one file, in order of its lines. */
export function fileFindings(source: SharedFile): readonly ConfigFinding[] {
  const { document, file, path } = source;
  const at = (line: number) => ({ file, path, line });
  const findings: ConfigFinding[] = document.faults.map((fault: IniFault) =>
    syntaxFinding(fault, at(fault.line)),
  );
  const firstLines = new Map<string, number>();
  for (const section of document.sections) {
    if (section.isBroken) continue;
    const name = parseSectionName(section.header, file);
    const found = nameFinding(section.header, at(section.line));
    if (found !== undefined) findings.push(found);
    const first = firstLines.get(section.header);
    if (first === undefined) firstLines.set(section.header, section.line);
    else findings.push(duplicateSection(section, first, source));
    const profile = name.kind === 'profile' ? { profile: name.name } : {};
    for (const one of propertyFindings(section, source)) findings.push({ ...one, ...profile });
  }
  for (const section of overruledDefaults(document, file)) {
    findings.push(defaultTwice(section, source));
  }
  findings.sort((one, other) => (one.at?.line ?? 0) - (other.at?.line ?? 0));
  return [...encodingFindings(source), ...findings];
}

function encodingFindings({ encoding, file, path }: SharedFile): ConfigFinding[] {
  const hint = `Save ${path} as UTF-8 without a byte order mark`;
  const at = { file, path, line: 1 };
  if (encoding.name.startsWith('utf-16')) {
    const message = `${path} is saved as UTF-16, which no AWS tool can read`;
    return [{ code: 'ENCODING_UTF16', severity: 'error', message, hint, at }];
  }
  const findings: ConfigFinding[] = [];
  if (encoding.byteOrderMark) {
    const message = `${path} starts with a byte order mark: the AWS CLI refuses the whole file`;
    findings.push({ code: 'ENCODING_BOM', severity: 'error', message, hint, at });
  }
  if (encoding.name === 'latin1') {
    const message = `${path} holds bytes that are not UTF-8: the AWS CLI refuses the whole file`;
    findings.push({ code: 'ENCODING_INVALID', severity: 'error', message, hint, at });
  }
  return findings;
}

function duplicateSection(
  section: ParsedSection,
  first: number,
  source: SharedFile,
): ConfigFinding {
  const { file, path } = source;
  return {
    code: 'DUPLICATE_SECTION',
    severity: 'error',
    message: `[${section.header}] stands twice, first in line ${first}: the AWS CLI refuses the whole file, SDKs merge the two`,
    hint: 'Merge the two sections into one',
    at: { file, path, line: section.line },
  };
}

function defaultTwice(section: ParsedSection, { file, path }: SharedFile): ConfigFinding {
  return {
    code: 'DEFAULT_TWICE',
    severity: 'warning',
    message: 'There is a [profile default] as well, so SDKs ignore this [default]',
    hint: 'Merge the two into one [default]',
    at: { file, path, line: section.line },
    profile: 'default',
  };
}

function propertyFindings(
  section: ParsedSection,
  { file, path }: SharedFile,
): readonly ConfigFinding[] {
  const findings: ConfigFinding[] = [];
  const firstLines = new Map<string, number>();
  const cursor = section.cursor();
  while (cursor.next()) {
    const { key, writtenKey, hasBlank } = cursor.name;
    const first = firstLines.get(key);
    const isUnreadable = key !== writtenKey && !cursor.isColon && !hasBlank;
    if (first === undefined) firstLines.set(key, cursor.line);
    if (first === undefined && !cursor.hasComment && !isUnreadable) continue;
    const bodyLine = section.line + 1;
    const at = { file, path, line: bodyLine + cursor.line };
    if (first !== undefined) {
      findings.push({
        code: 'DUPLICATE_KEY',
        severity: 'error',
        message: `${key} stands twice in [${section.header}], first in line ${bodyLine + first}: the AWS CLI refuses the whole file, SDKs take the last`,
        hint: `Remove one of the two lines of ${key}`,
        at,
      });
    }
    if (cursor.hasComment) {
      findings.push({
        code: 'VALUE_INLINE_COMMENT',
        severity: 'warning',
        message: `The comment behind the value of ${key} is part of the value for the AWS CLI, not for SDKs`,
        hint: 'Put the comment on a line of its own above',
        at,
      });
    }
    if (isUnreadable) {
      findings.push({
        code: 'NAME_UNREADABLE_BY_SDK',
        severity: 'warning',
        message: `JavaScript SDKs know the key ${key} in lower case only, not ${writtenKey}`,
        hint: `Write ${key} in lower case`,
        at,
      });
    }
  }
  return findings;
}
