import { type CursorContext, PropertyCursor } from './ini-cursor.ts';
import { countLines } from './ini-lines.ts';
import type { IniFault, IniFaultCode, IniProperty, IniSection } from './ini-types.ts';
import type { SharedFileKind } from './types.ts';

/** The file that a document was read from. */
export interface IniSource {
  readonly file: SharedFileKind;
  readonly path: string;
}

/** What a section needs to know of its document. */
export interface SectionContext extends CursorContext {
  readonly text: string;
  readonly source: IniSource | undefined;
  /** The line of the header of the section with this index. */
  lineOfSection(index: number): number;
}

/** The header's line is `start` to `headerEnd`; the section ends before the next header. */
export interface SectionSpan {
  readonly start: number;
  readonly headerEnd: number;
  readonly end: number;
}

/** One section, its body read on demand. */
export class ParsedSection implements IniSection {
  readonly header: string;
  readonly start: number;
  readonly headerEnd: number;
  readonly end: number;
  readonly #context: SectionContext;
  readonly #index: number;
  readonly #headerFault: IniFaultCode | undefined;
  #body: SectionBody | undefined;

  constructor(context: SectionContext, index: number, span: SectionSpan) {
    this.#context = context;
    this.#index = index;
    this.start = span.start;
    this.headerEnd = span.headerEnd;
    this.end = span.end;
    const content = context.text.slice(span.start, span.headerEnd).trim();
    const close = closingBracket(content);
    this.header = content.slice(1, close < 0 ? undefined : close);
    this.#headerFault = headerFault(content, close);
  }

  get source(): IniSource | undefined {
    return this.#context.source;
  }

  get isBroken(): boolean {
    return this.#headerFault === 'HEADER_UNCLOSED' || this.#headerFault === 'HEADER_EMPTY';
  }

  get line(): number {
    return this.#context.lineOfSection(this.#index);
  }

  get endLine(): number {
    const { text, hasLoneReturn } = this.#context;
    return this.line + countLines(text.slice(this.start, this.end), hasLoneReturn) - 1;
  }

  get contentEnd(): number {
    return this.#readBody().contentEnd;
  }

  get properties(): readonly IniProperty[] {
    return this.#readBody().properties;
  }

  get faults(): readonly IniFault[] {
    if (this.#body === undefined && this.cursor().isPlain) return this.#headerFaults();
    return this.#readBody().faults;
  }

  /** A cursor before the first property: for a single pass it costs much less than `properties`. */
  cursor(): PropertyCursor {
    return new PropertyCursor(this.#context.text.slice(this.headerEnd, this.end), this.#context);
  }

  #readBody(): SectionBody {
    this.#body ??= readBody(this, this.#context, this.#headerFaults());
    return this.#body;
  }

  #headerFaults(): readonly IniFault[] {
    const code = this.#headerFault;
    return code === undefined ? [] : [{ code, line: this.line }];
  }
}

interface SectionBody {
  readonly properties: readonly IniProperty[];
  readonly faults: readonly IniFault[];
  readonly contentEnd: number;
}

function readBody(
  { line: headerLine, headerEnd, end }: ParsedSection,
  context: SectionContext,
  headerFaults: readonly IniFault[],
): SectionBody {
  const faults = [...headerFaults];
  const firstLine = headerLine + 1;
  const properties: IniProperty[] = [];
  const body = context.text.slice(headerEnd, end);
  const cursor = new PropertyCursor(body, context, (code, line, key) => {
    faults.push({ code, line: firstLine + line, ...(key === undefined ? {} : { key }) });
  });
  while (cursor.next()) {
    const { name, value, isColon, hasComment, nested } = cursor;
    properties.push({
      key: name.key,
      writtenKey: name.writtenKey,
      value,
      delimiter: isColon ? ':' : '=',
      isIgnored: isColon || name.hasBlank,
      hasComment,
      nested: nested?.map((one) => ({ ...one, line: firstLine + one.line })),
      line: firstLine + cursor.line,
      endLine: firstLine + cursor.endLine,
      start: headerEnd + cursor.start,
      lineEnd: headerEnd + cursor.lineEnd,
      end: headerEnd + cursor.end,
    });
  }
  return { properties, faults, contentEnd: headerEnd + cursor.contentEnd };
}

/** Where the header's text ends in its line, which is trimmed and starts with `[`; -1: nowhere. */
function closingBracket(content: string): number {
  const first = content.indexOf(']');
  if (first < 0 || first === content.length - 1) return first;
  // The first bracket with nothing or a comment behind it, so that a name may hold brackets; else
  // the last one, which is what Python's parser takes.
  return CLOSING_BRACKET.exec(content)?.index ?? content.lastIndexOf(']');
}

function headerFault(content: string, close: number): IniFaultCode | undefined {
  if (close < 0) return 'HEADER_UNCLOSED';
  if (close === 1) return 'HEADER_EMPTY';
  if (close === content.length - 1 || CLOSING_BRACKET.test(content)) return undefined;
  return 'HEADER_TRAILING_TEXT';
}

const CLOSING_BRACKET = /\](?=\s*(?:[#;]|$))/;
