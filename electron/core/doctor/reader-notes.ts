import { inlineCommentStart } from '../aws-config/ini-lines.ts';
import type { ParsedSection } from '../aws-config/ini-section.ts';
import type { IniNestedProperty, IniProperty } from '../aws-config/ini-types.ts';
import { parseSectionName } from '../aws-config/section-name.ts';
import type { SharedFile } from '../aws-config/shared-config.ts';
import type { Finding } from './types.ts';

/**
 * What makes readers differ beyond `fileFindings`: seldom a mistake, so it is no notice in the list
 * of roles. Each rule was found by comparing our reading with botocore's and the JavaScript SDK's.
 */
export function readerNotes(source: SharedFile): readonly Finding[] {
  const lines = source.document.text.split(/\r\n|\r|\n/);
  const notes: Finding[] = [...whiteSpaceNote(source, lines), ...profileNotes(source)];
  for (const section of source.document.sections) {
    if (section.isBroken) continue;
    notes.push(...headerNotes(section, source, lines));
    const name = parseSectionName(section.header, source.file);
    const profile = name.kind === 'profile' ? { profile: name.name } : {};
    for (const note of propertyNotes(section, source, lines)) notes.push({ ...note, ...profile });
  }
  return notes;
}

/** White space that Python's `strip` and JavaScript's `trim` don't agree on, and other odd blanks. */
const ODD_BLANK = /[\v\f\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]/;

function* whiteSpaceNote({ file, path }: SharedFile, lines: readonly string[]): Generator<Finding> {
  const index = lines.findIndex((line) => ODD_BLANK.test(line) && !/^[ \t]*[#;]/.test(line));
  if (index < 0) return;
  yield {
    code: 'WHITE_SPACE_ODD',
    severity: 'warning',
    message: 'The line holds an invisible character that is a blank for some AWS tools only',
    hint: 'Write a plain blank in its place, or remove it',
    at: { file, path, line: index + 1 },
    verdicts: { awsCli: 'misreads', javascriptSdk: 'misreads' },
  };
}

function* profileNotes({ document, file, path }: SharedFile): Generator<Finding> {
  const byName = new Map<string, ParsedSection[]>();
  for (const section of document.sections) {
    const { kind, name } = parseSectionName(section.header, file);
    if (section.isBroken || kind !== 'profile') continue;
    byName.set(name, [...(byName.get(name) ?? []), section]);
  }
  for (const [profile, sections] of byName) {
    const [first] = sections as [ParsedSection];
    const at = { file, path, line: first.line };
    if (sections.every((section) => isEmptyForSdk(section))) {
      yield {
        code: 'PROFILE_EMPTY',
        severity: 'note',
        message: `For JavaScript SDKs a profile without settings, such as [${first.header}], does not exist`,
        hint: 'Give it a region, if JavaScript programs use it',
        at,
        profile,
        verdicts: { awsCli: 'reads', javascriptSdk: 'ignores' },
      };
    }
    // `[default]` beside `[profile default]` has a rule of its own.
    const spelt = sections.filter(({ header }) => header.trim() !== 'default');
    const [one] = spelt;
    for (const other of spelt) {
      if (one === undefined || other.header.trim() === one.header.trim()) continue;
      yield {
        code: 'PROFILE_SPELLED_TWICE',
        severity: 'warning',
        message: `[${other.header}] names the profile of line ${one.line} again: SDKs merge the two, the AWS CLI takes the last one alone`,
        hint: 'Merge the two sections into one',
        at: { file, path, line: other.line },
        profile,
        verdicts: { awsCli: 'misreads', javascriptSdk: 'reads' },
      };
    }
  }
}

function isEmptyForSdk({ properties }: ParsedSection): boolean {
  return properties.every(
    ({ value, nested, delimiter }) =>
      delimiter === ':' || (value === '' && nested?.some((one) => one.value !== '') !== true),
  );
}

function* headerNotes(
  section: ParsedSection,
  { file, path }: SharedFile,
  lines: readonly string[],
): Generator<Finding> {
  const at = { file, path, line: section.line };
  const { kind, name } = parseSectionName(section.header, file);
  const profile = kind === 'profile' ? { profile: name } : {};
  if (/^(profile )?__proto__$/.test(section.header)) {
    yield {
      code: 'NAME_REFUSED_BY_SDK',
      severity: 'error',
      message: `JavaScript SDKs refuse the whole file because of [${section.header}]`,
      hint: 'Use another name',
      at,
      ...profile,
      verdicts: { awsCli: 'reads', javascriptSdk: 'refuses-file' },
    };
  }
  const content = (lines[section.line - 1] ?? '').trim();
  if (/^[#;]/.test(content.slice(section.header.length + 2))) {
    yield {
      code: 'HEADER_COMMENT_TIGHT',
      severity: 'warning',
      message: `JavaScript SDKs do not see [${section.header}], because no blank stands before the comment`,
      hint: 'Put the comment on a line of its own above',
      at,
      ...profile,
      verdicts: { awsCli: 'reads', javascriptSdk: 'misreads' },
    };
  }
}

function* propertyNotes(
  section: ParsedSection,
  { file, path }: SharedFile,
  lines: readonly string[],
): Generator<Finding> {
  /** The empty key above, whose block takes indented lines in JavaScript SDKs (`parseIni`). */
  let block: string | undefined;
  for (const property of section.properties) {
    const at = { file, path, line: property.line };
    const isIndented = /^\s/.test(lines[property.line - 1] ?? '');
    if (property.value !== '') {
      if (!isIndented) block = undefined;
      if (block !== undefined) yield swallowed(property.key, block, at);
    }
    if (property.value.includes('\n')) {
      // A blank line on the way is a part of the value for Python.
      const hasBlank = lines
        .slice(property.line, property.endLine)
        .some((line) => line.trim() === '');
      yield {
        code: 'VALUE_CONTINUED',
        severity: 'warning',
        message: `JavaScript SDKs read the first line of the value of ${property.key} only`,
        hint: 'Write the value on one line',
        at,
        verdicts: { awsCli: hasBlank ? 'misreads' : 'reads', javascriptSdk: 'misreads' },
      };
    }
    // A block that JavaScript SDKs see, be it empty for us.
    if (property.value === '') block = property.key;
    let inner: string | undefined;
    for (const line of property.nested ?? []) {
      yield* nestedNotes(property, line, { ...at, line: line.line }, lines[line.line - 1] ?? '');
      if (line.value !== '' && inner !== undefined) {
        yield swallowed(line.key, inner, { ...at, line: line.line });
      }
      if (line.value === '') {
        inner = line.key;
        block = line.key;
      }
    }
  }
}

function swallowed(key: string, block: string, at: NonNullable<Finding['at']>): Finding {
  return {
    code: 'VALUE_SWALLOWED',
    severity: 'warning',
    message: `JavaScript SDKs take the indented ${key} for a part of the empty ${block} above`,
    hint: `Remove the blanks at the start of the line, or the line of ${block}`,
    at,
    verdicts: { awsCli: 'reads', javascriptSdk: 'misreads' },
  };
}

function* nestedNotes(
  { key }: IniProperty,
  nested: IniNestedProperty,
  at: NonNullable<Finding['at']>,
  line: string,
): Generator<Finding> {
  if (inlineCommentStart(line.trim()) >= 0) {
    yield {
      code: 'VALUE_INLINE_COMMENT',
      severity: 'warning',
      message: `The comment behind the value of ${nested.key} in the block of ${key} is part of the value for the AWS CLI, not for SDKs`,
      hint: 'Put the comment on a line of its own above',
      at,
      verdicts: { awsCli: 'misreads', javascriptSdk: 'reads' },
    };
  }
  if (line.trim().slice(0, nested.key.length) !== nested.key) {
    yield {
      code: 'NESTED_KEY_CASE',
      severity: 'warning',
      message: `The AWS CLI and JavaScript SDKs know ${nested.key} in the block of ${key} in lower case only`,
      hint: `Write ${nested.key} in lower case`,
      at,
      verdicts: { awsCli: 'ignores', javascriptSdk: 'ignores' },
    };
  }
}
