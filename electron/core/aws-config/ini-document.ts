import { PropertyCursor } from './ini-cursor.ts';
import { IniKeys } from './ini-keys.ts';
import {
  countLines,
  firstLoneReturnLine,
  hasLoneReturns,
  isComment,
  lineEnd,
  splitLines,
} from './ini-lines.ts';
import {
  type IniSource,
  ParsedSection,
  type SectionContext,
  type SectionSpan,
} from './ini-section.ts';
import type { IniDocument, IniFault } from './ini-types.ts';

/**
 * Reads a config or credentials file by AWS's rules
 * (https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html). Indentation counts as in the
 * AWS CLI: a line that is indented deeper than the property above continues it. Never throws; what
 * can't be read is in `faults`. `text` comes without a byte order mark.
 */
export function parseIni(text: string, source?: IniSource): ParsedDocument {
  return new ParsedDocument(text, source);
}

/** The document's text, put together from its parts. */
export function renderIni(document: IniDocument): string {
  const { text, preambleEnd, sections } = document;
  return (
    text.slice(0, preambleEnd) + sections.map((one) => text.slice(one.start, one.end)).join('')
  );
}

/** What `parseIni` gives. Only the headers are looked for at first. */
export class ParsedDocument implements IniDocument, SectionContext {
  readonly text: string;
  readonly source: IniSource | undefined;
  readonly keys = new IniKeys();
  readonly hasLoneReturn: boolean;
  readonly preambleEnd: number;
  readonly sections: readonly ParsedSection[];
  #sectionLines: number[] | undefined;

  constructor(text: string, source: IniSource | undefined) {
    this.text = text;
    this.source = source;
    this.hasLoneReturn = hasLoneReturns(text);
    const spans = findSections(this);
    this.preambleEnd = spans[0]?.start ?? text.length;
    this.sections = spans.map((span, index) => new ParsedSection(this, index, span));
  }

  get faults(): readonly IniFault[] {
    const faults: IniFault[] = [];
    if (this.hasLoneReturn) {
      faults.push({ code: 'LONE_CARRIAGE_RETURN', line: firstLoneReturnLine(this.text) });
    }
    splitLines(this.text.slice(0, this.preambleEnd)).forEach((line, index) => {
      const content = line.trim();
      if (content === '' || isComment(content)) return;
      faults.push({ code: 'BEFORE_FIRST_HEADER', line: index + 1 });
    });
    for (const section of this.sections) faults.push(...section.faults);
    return faults.sort((one, other) => one.line - other.line);
  }

  lineOfSection(index: number): number {
    this.#sectionLines ??= this.#countLines();
    return this.#sectionLines[index] ?? 0;
  }

  /** Counted in one go when first asked for: most readers never ask. */
  #countLines(): number[] {
    let line = 1;
    let from = 0;
    return this.sections.map(({ start }) => {
      line += countLines(this.text.slice(from, start), this.hasLoneReturn);
      from = start;
      return line;
    });
  }
}

function findSections(context: SectionContext): SectionSpan[] {
  const { text, hasLoneReturn } = context;
  const spans: SectionSpan[] = [];
  let last: { start: number; headerEnd: number; end: number } | undefined;
  for (let open = text.indexOf('['); open >= 0; ) {
    let start = lineStartIfIndent(text, open, hasLoneReturn);
    if (start !== undefined && start < open && last !== undefined) {
      // An indented bracket may continue the value above: only reading the section tells.
      start = last.headerEnd + bodyLength(text.slice(last.headerEnd), context);
    }
    if (start === undefined) {
      open = text.indexOf('[', open + 1);
      continue;
    }
    if (start === text.length) break;
    if (last !== undefined) last.end = start;
    last = { start, headerEnd: lineEnd(text, start, hasLoneReturn), end: text.length };
    spans.push(last);
    open = text.indexOf('[', last.headerEnd);
  }
  return spans;
}

/** Where the line starts if there are only blanks before `at`, else undefined. */
function lineStartIfIndent(text: string, at: number, hasLoneReturn: boolean): number | undefined {
  if (text.charCodeAt(at - 1) === 0x0a) return at;
  for (let start = at; ; start--) {
    if (start === 0) return 0;
    const code = text.charCodeAt(start - 1);
    if (code === 0x0a || (code === 0x0d && hasLoneReturn)) return start;
    if (text.charAt(start - 1).trim() !== '') return undefined;
  }
}

/** How far the section reaches whose body starts `text`. */
function bodyLength(text: string, context: SectionContext): number {
  const cursor = new PropertyCursor(text, context);
  while (cursor.next());
  return cursor.stop;
}
