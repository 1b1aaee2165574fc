import { indentOf } from '../aws-config/ini-lines.ts';
import type { ParsedSection } from '../aws-config/ini-section.ts';
import { configHeader, parseSectionName, sectionVisibility } from '../aws-config/section-name.ts';
import type { Replacement } from '../aws-config/text-replacements.ts';
import {
  commentedOut,
  commentMovedUp,
  type FileLines,
  replacedInLine,
  spanCommentedOut,
  type TextLine,
} from './line-edits.ts';
import { mergedSections, withoutProperty } from './merge-sections.ts';
import type { DoctorCode, Finding } from './types.ts';

/** What a fix changes, and in words. */
export interface LineFix {
  readonly description: string;
  readonly replacements: readonly Replacement[];
}

/** How a finding about lines of one file can be mended; undefined where only the user can know. */
export function lineFix(finding: Finding, file: FileLines): LineFix | undefined {
  const number = finding.at?.line;
  const line = number === undefined ? undefined : file.lines[number - 1];
  const make = FIXES[finding.code];
  if (number === undefined || line === undefined || make === undefined) return undefined;
  const fix = make({ file, number, line });
  const replacements = fix?.replacements.filter((one) => one !== undefined);
  return fix === undefined || replacements === undefined || replacements.length === 0
    ? undefined
    : { description: fix.description, replacements };
}

interface Place {
  readonly file: FileLines;
  readonly number: number;
  readonly line: TextLine;
}

interface MaybeFix {
  readonly description: string;
  readonly replacements: readonly (Replacement | undefined)[];
}

type MakeFix = (place: Place) => MaybeFix | undefined;

/** For lines that no reader can use. */
const makeComment: MakeFix = ({ file, number, line }) =>
  file.isFollowedByPlainLine(number)
    ? { description: `Make line ${number} a comment`, replacements: [commentedOut(line)] }
    : undefined;

const FIXES: Readonly<Partial<Record<DoctorCode, MakeFix>>> = {
  BEFORE_FIRST_HEADER: makeComment,
  KEY_MISSING: makeComment,
  KEY_WITH_BLANK: makeComment,
  EQUALS_MISSING: makeComment,
  NESTED_KEY_MISSING: ({ number, line }) => ({
    description: `Make line ${number} a comment`,
    replacements: [commentedOut(line)],
  }),
  NESTED_EQUALS_MISSING: ({ number, line }) => ({
    description: `Make line ${number} a comment`,
    replacements: [commentedOut(line)],
  }),
  COLON: ({ number, line }) => ({
    description: `Write = in place of : in line ${number}`,
    replacements: [replacedInLine(line, ':', '=')],
  }),
  PROPERTY_INDENTED: unindentProperty,
  HEADER_INDENTED: unindentHeader,
  LONE_CARRIAGE_RETURN: unixLineEnds,
  HEADER_UNCLOSED: closeHeader,
  HEADER_TRAILING_TEXT: moveTrailingText,
  HEADER_COMMENT_TIGHT: ({ file, number, line }) => {
    const header = file.sectionWithHeader(number)?.header ?? '';
    return {
      description: `Put a blank before the comment in line ${number}`,
      replacements: [replacedInLine(line, `[${header}]`, `[${header}] `)],
    };
  },
  DUPLICATE_SECTION: mergeIntoFirst,
  PROFILE_SPELLED_TWICE: mergeIntoFirst,
  DUPLICATE_KEY: dropEarlierKey,
  NAME_UNREADABLE_BY_SDK: plainName,
  SECTION_IGNORED: findableHeader,
  DEFAULT_TWICE: ({ file, number }) => {
    const section = file.sectionWithHeader(number);
    const next = file.source.document.sections.find(({ line }) => line > number);
    if (section === undefined || (next && !isAtLineStart(file, next))) return undefined;
    return {
      description: `Make the [default] that SDKs ignore, from line ${number} on, a comment`,
      replacements: spanCommentedOut(file, number, section.endLine),
    };
  },
  VALUE_INLINE_COMMENT: ({ file, number, line }) => ({
    description: `Move the comment of line ${number} to a line of its own`,
    replacements: [commentMovedUp(line, file.lineBreak)],
  }),
  NESTED_KEY_CASE: ({ number, line }) => {
    const key = /^\s*([^=]*[^\s=])/.exec(line.text)?.[1] ?? '';
    return {
      description: `Write ${key.toLowerCase()} in lower case in line ${number}`,
      replacements: [replacedInLine(line, key, key.toLowerCase())],
    };
  },
};

function isAtLineStart(file: FileLines, section: ParsedSection): boolean {
  return file.source.document.text.charAt(section.start) === '[';
}

function unindentProperty({ file, number, line }: Place): MaybeFix | undefined {
  const parent = file.propertyOf(number);
  const key = line.text.split('=')[0]?.trim().toLowerCase() ?? '';
  const value = line.text.slice(line.text.indexOf('=') + 1).trim();
  const isKnown = file.sectionOf(number)?.properties.some((one) => one.key === key) !== false;
  const parentLine = file.lines[(parent?.line ?? 0) - 1];
  if (parentLine === undefined || isKnown || value === '' || /[\s:]/.test(key)) return undefined;
  // A line below that is no property either way would become part of this one.
  const below = file.lines[number];
  const isLast = number === parent?.endLine;
  if (!isLast && below !== undefined && below.text.indexOf('=') <= 0) return undefined;
  const indent = parentLine.text.slice(0, indentOf(parentLine.text));
  return {
    description: `Make line ${number} a property of its own, as JavaScript SDKs read it`,
    replacements: [{ ...line, text: indent + line.text.trimStart() }],
  };
}

function unindentHeader({ file, number, line }: Place): MaybeFix | undefined {
  const header = line.text.trim().slice(1, -1);
  return isNewName(file, header)
    ? {
        description: `Make line ${number} a header, as JavaScript SDKs read it`,
        replacements: [{ ...line, text: line.text.trimStart() }],
      }
    : undefined;
}

/** True where the header is plain, every reader finds it, and the file has no such section yet. */
function isNewName(file: FileLines, header: string): boolean {
  const { document, file: kind } = file.source;
  const wanted = parseSectionName(header, kind);
  const { isSeenByCli, isSeenBySdks } = sectionVisibility(header, kind);
  const isTaken = document.sections.some(({ header: other }) => {
    const { kind: otherKind, name } = parseSectionName(other, kind);
    return otherKind === wanted.kind && name === wanted.name;
  });
  return isSeenByCli && isSeenBySdks && !isTaken && wanted.name !== '__proto__';
}

function unixLineEnds({ file }: Place): MaybeFix {
  const usual = file.lineBreak === '\r\n' ? '\r\n' : '\n';
  return {
    description: 'End every line as the others end',
    replacements: file.lines
      .filter(({ text }) => text.endsWith('\r'))
      .map((line) => ({ ...line, text: line.text.slice(0, -1) + usual })),
  };
}

function closeHeader({ file, number, line }: Place): MaybeFix | undefined {
  const content = line.text.trim();
  return isNewName(file, content.slice(1))
    ? {
        description: `Close the header in line ${number}`,
        replacements: [replacedInLine(line, content, `${content}]`)],
      }
    : undefined;
}

function moveTrailingText({ file, number, line }: Place): MaybeFix | undefined {
  const header = file.sectionWithHeader(number)?.header;
  const content = line.text.trim();
  const behind = content.slice((header?.length ?? 0) + 2).trim();
  const lineBreak = file.lineBreak;
  const own = line.text.slice(line.text.trimEnd().length);
  return {
    description: `Move the text behind the header of line ${number} to a comment above it`,
    replacements: [{ ...line, text: `# ${behind}${lineBreak}[${header}]${own}` }],
  };
}

function mergeIntoFirst({ file, number }: Place): MaybeFix | undefined {
  const { document, file: kind } = file.source;
  const later = file.sectionWithHeader(number);
  if (later === undefined) return undefined;
  const name = parseSectionName(later.header, kind);
  const first = document.sections.find((section) => {
    const other = parseSectionName(section.header, kind);
    // A plain `[default]` is none of the sections of `[profile default]`.
    const isPlainDefault = (header: string) => kind === 'config' && header.trim() === 'default';
    return (
      !section.isBroken &&
      other.kind === name.kind &&
      other.name === name.name &&
      isPlainDefault(section.header) === isPlainDefault(later.header)
    );
  });
  const replacements = first && first !== later ? mergedSections(file, first, later) : undefined;
  return (
    replacements && {
      description: `Merge the section of line ${number} into the one of line ${first?.line}; of a key in both the later line wins, the earlier becomes a comment`,
      replacements,
    }
  );
}

function dropEarlierKey({ file, number }: Place): MaybeFix | undefined {
  const properties = file.sectionOf(number)?.properties ?? [];
  const winner = properties.find(({ line }) => line === number);
  const earlier = properties.findLast(({ key, line }) => key === winner?.key && line < number);
  if (winner === undefined || earlier === undefined) return undefined;
  return {
    description: `Keep ${winner.key} of line ${number}, which SDKs take; the one in line ${earlier.line} becomes a comment, or goes where it says the same`,
    replacements: withoutProperty(file, earlier, winner),
  };
}

/** Settings that only a profile has: a section of another tool stays as it is. */
const PROFILE_KEYS =
  /^(region|output|role_arn|source_profile|credential_source|credential_process|mfa_serial|sso_\w+|aws_\w+)$/;

/** `[x]` in config written as `[profile x]`, and the other way round in the credentials file. */
function findableHeader({ file, number, line }: Place): MaybeFix | undefined {
  const section = file.sectionWithHeader(number);
  const isProfile = section?.properties.some(({ key }) => PROFILE_KEYS.test(key)) === true;
  if (section === undefined || !isProfile) return undefined;
  const name = section.header.trim().replace(/^profile[ \t.]+/, '');
  const header = file.source.file === 'config' ? `profile ${name}` : name;
  if (!/^[\w\-@+.%:/]+$/.test(name) || !isNewName(file, header)) return undefined;
  return {
    description: `Write the header of line ${number} as [${header}]`,
    replacements: [replacedInLine(line, `[${section.header}`, `[${header}`)],
  };
}

/** Of a header with odd blanks or quotes, or of a key in capitals. */
function plainName({ file, number, line }: Place): MaybeFix | undefined {
  const section = file.sectionWithHeader(number);
  if (section === undefined) {
    const key = file.propertyOf(number)?.writtenKey ?? '';
    return {
      description: `Write ${key.toLowerCase()} in lower case in line ${number}`,
      replacements: [replacedInLine(line, key, key.toLowerCase())],
    };
  }
  const { file: kind, document } = file.source;
  const { kind: what, name } = parseSectionName(section.header, kind);
  if (what !== 'profile') return undefined;
  const header = kind === 'config' && name !== 'default' ? safeHeader(name) : name;
  if (header === undefined) return undefined;
  const { isSeenByCli, isSeenBySdks } = sectionVisibility(header, kind);
  const isTaken = document.sections.some(
    (other) => other !== section && parseSectionName(other.header, kind).name === name,
  );
  if (!isSeenByCli || !isSeenBySdks || isTaken) return undefined;
  return {
    description: `Write the header of line ${number} as [${header}]`,
    replacements: [replacedInLine(line, `[${section.header}`, `[${header}`)],
  };
}

function safeHeader(name: string): string | undefined {
  return /^[\w\-@+.%:/]+$/.test(name) ? configHeader(name) : undefined;
}
