import {
  dominantLineBreak,
  indentOf,
  inlineCommentStart,
  isComment,
  lineBreakOf,
} from '../aws-config/ini-lines.ts';
import type { ParsedSection } from '../aws-config/ini-section.ts';
import type { IniProperty } from '../aws-config/ini-types.ts';
import type { SharedFile } from '../aws-config/shared-config.ts';
import type { Replacement } from '../aws-config/text-replacements.ts';

/** A line with its place in the text; `text` holds its line break. */
export interface TextLine {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** One file, with what fixes ask of it. Lines count from 1. */
export class FileLines {
  readonly source: SharedFile;
  readonly lines: readonly TextLine[];
  /** The line break that most lines end with. */
  readonly lineBreak: '\n' | '\r\n' | '\r';
  readonly #sections: ReadonlyMap<number, ParsedSection>;

  constructor(source: SharedFile) {
    this.source = source;
    const { text, sections } = source.document;
    this.lineBreak = dominantLineBreak(text);
    let start = 0;
    this.lines = (text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? []).map((line) => {
      const one = { start, end: start + line.length, text: line };
      start = one.end;
      return one;
    });
    this.#sections = new Map(sections.map((section) => [section.line, section]));
  }

  /** The section whose header stands in this line. */
  sectionWithHeader(line: number): ParsedSection | undefined {
    return this.#sections.get(line);
  }

  /** The section that the line is in. */
  sectionOf(line: number): ParsedSection | undefined {
    const { sections } = this.source.document;
    let low = 0;
    let high = sections.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sections[middle] as ParsedSection).line <= line) low = middle + 1;
      else high = middle;
    }
    return sections[low - 1];
  }

  /** The property that begins, or goes on, in this line. */
  propertyOf(line: number): IniProperty | undefined {
    return this.sectionOf(line)?.properties.find(
      (property) => property.line <= line && line <= property.endLine,
    );
  }

  /** True where the next line that is neither blank nor a comment stands at its line's start. */
  isFollowedByPlainLine(line: number): boolean {
    for (let index = line; index < this.lines.length; index++) {
      const { text } = this.lines[index] as TextLine;
      const content = text.trim();
      if (content !== '' && !isComment(content)) return indentOf(text) === 0;
    }
    return true;
  }
}

/** The line made a comment, with its indentation. */
export function commentedOut({ start, end, text }: TextLine): Replacement {
  const indent = indentOf(text);
  return { start, end, text: `${text.slice(0, indent)}# ${text.slice(indent)}` };
}

/** All lines of the property, or of the section, that are not comments yet, made comments. */
export function spanCommentedOut(file: FileLines, first: number, last: number): Replacement[] {
  return file.lines
    .slice(first - 1, last)
    .filter(({ text }) => text.trim() !== '' && !isComment(text.trim()))
    .map(commentedOut);
}

/** The line with `from` in place of its first occurrence of `to`. */
export function replacedInLine(line: TextLine, from: string, to: string): Replacement | undefined {
  const at = line.text.indexOf(from);
  if (at < 0) return undefined;
  const { start, end, text } = line;
  return { start, end, text: text.slice(0, at) + to + text.slice(at + from.length) };
}

/** The comment behind a value moved to a line of its own above. */
export function commentMovedUp(line: TextLine, lineBreak: string): Replacement | undefined {
  const { start, end, text } = line;
  const indent = text.slice(0, indentOf(text));
  const content = text.trim();
  const at = inlineCommentStart(content);
  if (at < 0) return undefined;
  const ownBreak = lineBreakOf(text);
  const kept = content.slice(0, at).trimEnd();
  const comment = indent + content.slice(at) + (ownBreak || lineBreak);
  return { start, end, text: `${comment}${indent}${kept}${ownBreak}` };
}
