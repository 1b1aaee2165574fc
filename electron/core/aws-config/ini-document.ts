import { ForwardSearch, skipBlanks, trimmedEnd } from './ini-lines.ts';
import type {
  IniDocument,
  IniFault,
  IniFaultCode,
  IniNestedProperty,
  IniProperty,
  IniSection,
} from './ini-types.ts';

/**
 * Reads a config or credentials file by AWS's rules
 * (https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html). Indentation counts as in the
 * AWS CLI: a line that is indented deeper than the property above continues it. Never throws; what
 * can't be read is in `faults`. `text` comes without a byte order mark.
 */
export function parseIni(text: string): IniDocument {
  return new IniReader(text).read();
}

/** The document's text, put together from its parts. */
export function renderIni(document: IniDocument): string {
  const { text, preambleEnd, sections } = document;
  return text.slice(0, preambleEnd) + sections.map((one) => text.slice(one.start, one.end)).join('');
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type OpenSection = Mutable<IniSection> & { properties: OpenProperty[] };
type OpenProperty = Mutable<IniProperty> & { nested: IniNestedProperty[] | undefined };

const HASH = 0x23;
const SEMICOLON = 0x3b;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/** One pass over a text: a class, because the state of the pass is a handful of variables. */
class IniReader {
  readonly #text: string;
  readonly #equals: ForwardSearch;
  readonly #colons: ForwardSearch;
  readonly #hashes: ForwardSearch;
  readonly #semicolons: ForwardSearch;
  readonly #sections: OpenSection[] = [];
  readonly #faults: IniFault[] = [];
  #section: OpenSection | undefined;
  #property: OpenProperty | undefined;
  /** Indentation of the last line that is no continuation. */
  #indent = 0;
  #line = 0;

  constructor(text: string) {
    this.#text = text;
    this.#equals = new ForwardSearch(text, '=');
    this.#colons = new ForwardSearch(text, ':');
    this.#hashes = new ForwardSearch(text, '#');
    this.#semicolons = new ForwardSearch(text, ';');
  }

  read(): IniDocument {
    const text = this.#text;
    const newlines = new ForwardSearch(text, '\n');
    const returns = new ForwardSearch(text, '\r');
    let hasLoneReturn = false;
    for (let start = 0; start < text.length; ) {
      this.#line++;
      let stop = newlines.from(start);
      let next = stop + 1;
      const carriage = returns.from(start);
      if (carriage < stop) {
        stop = carriage;
        next = text.charCodeAt(carriage + 1) === 0x0a ? carriage + 2 : carriage + 1;
        if (next === carriage + 1 && !hasLoneReturn) {
          hasLoneReturn = true;
          this.#fault('LONE_CARRIAGE_RETURN');
        }
      }
      next = Math.min(next, text.length);
      this.#readLine(start, stop, next);
      start = next;
    }
    this.#closeSection(text.length, this.#line);
    const preambleEnd = this.#sections[0]?.start ?? text.length;
    return { text, preambleEnd, sections: this.#sections, faults: this.#faults };
  }

  #readLine(start: number, stop: number, next: number): void {
    const text = this.#text;
    const from = skipBlanks(text, start, stop);
    if (from === stop) return;
    const code = text.charCodeAt(from);
    if (code === HASH || code === SEMICOLON) return;
    const end = trimmedEnd(text, from, stop);
    const indent = from - start;
    if (this.#property !== undefined && indent > this.#indent) {
      this.#continueProperty(this.#property, from, end, next);
    } else {
      this.#indent = indent;
      if (code === OPEN_BRACKET) this.#openSection(start, from, end, next);
      else this.#readProperty(start, from, end, next);
    }
    if (this.#section !== undefined) this.#section.contentEnd = next;
  }

  #openSection(start: number, from: number, end: number, next: number): void {
    this.#closeSection(start, this.#line - 1);
    const close = this.#closingBracket(from, end);
    const header = this.#text.slice(from + 1, close ?? end);
    if (close === undefined) this.#fault('HEADER_UNCLOSED');
    else if (close === from + 1) this.#fault('HEADER_EMPTY');
    this.#property = undefined;
    this.#section = {
      header,
      isBroken: close === undefined || header === '',
      line: this.#line,
      endLine: this.#line,
      start,
      headerEnd: next,
      contentEnd: next,
      end: next,
      properties: [],
    };
    this.#sections.push(this.#section);
  }

  /**
   * The first `]` with nothing or a comment behind it, so that names may hold brackets; else the
   * last one, as Python's parser has it.
   */
  #closingBracket(from: number, end: number): number | undefined {
    const text = this.#text;
    if (text.charCodeAt(end - 1) === CLOSE_BRACKET && text.indexOf(']', from) === end - 1) {
      return end - 1;
    }
    let last: number | undefined;
    for (let at = from + 1; at < end; at++) {
      if (text.charCodeAt(at) !== CLOSE_BRACKET) continue;
      last = at;
      const behind = skipBlanks(text, at + 1, end);
      const code = text.charCodeAt(behind);
      if (behind === end || code === HASH || code === SEMICOLON) return at;
    }
    if (last !== undefined) this.#fault('HEADER_TRAILING_TEXT');
    return last;
  }

  #readProperty(start: number, from: number, end: number, next: number): void {
    const text = this.#text;
    this.#property = undefined;
    if (this.#section === undefined) {
      this.#fault('BEFORE_FIRST_HEADER');
      return;
    }
    const comment = this.#inlineComment(from, end);
    const delimiter = Math.min(this.#equals.from(from), this.#colons.from(from));
    if (delimiter >= comment) {
      // With a delimiter in the comment it is a key for the AWS CLI, if a strange one.
      this.#fault(delimiter < end ? 'KEY_WITH_BLANK' : 'EQUALS_MISSING');
      return;
    }
    const keyEnd = trimmedEnd(text, from, delimiter);
    if (keyEnd === from) {
      this.#fault('KEY_MISSING');
      return;
    }
    const writtenKey = text.slice(from, keyEnd);
    const key = writtenKey.toLowerCase();
    const isColon = text.charCodeAt(delimiter) === 0x3a;
    const hasBlank = /\s/.test(writtenKey);
    if (isColon) this.#fault('COLON', key);
    else if (hasBlank) this.#fault('KEY_WITH_BLANK', key);
    const valueStart = skipBlanks(text, delimiter + 1, comment);
    const valueEnd = trimmedEnd(text, valueStart, comment);
    this.#property = {
      key,
      writtenKey,
      value: text.slice(valueStart, valueEnd),
      delimiter: isColon ? ':' : '=',
      isIgnored: isColon || hasBlank,
      line: this.#line,
      endLine: this.#line,
      start,
      keyStart: from,
      valueStart,
      valueEnd,
      lineEnd: next,
      end: next,
      hasComment: comment < end,
      nested: undefined,
    };
    this.#section.properties.push(this.#property);
  }

  #continueProperty(property: OpenProperty, from: number, end: number, next: number): void {
    const text = this.#text;
    property.end = next;
    property.endLine = this.#line;
    if (property.value === '') {
      this.#readNested(property, from, end);
      return;
    }
    property.value += `\n${text.slice(from, end)}`;
    // JavaScript SDKs read such a line on its own.
    if (text.charCodeAt(from) === OPEN_BRACKET && text.charCodeAt(end - 1) === CLOSE_BRACKET) {
      this.#fault('HEADER_INDENTED', property.key);
    } else if (this.#equals.from(from) < end) {
      this.#fault('PROPERTY_INDENTED', property.key);
    }
  }

  #readNested(property: OpenProperty, from: number, end: number): void {
    const text = this.#text;
    property.nested ??= [];
    const comment = this.#inlineComment(from, end);
    const equals = this.#equals.from(from);
    if (equals >= comment) {
      this.#fault('NESTED_EQUALS_MISSING', property.key);
      return;
    }
    const key = text.slice(from, trimmedEnd(text, from, equals)).toLowerCase();
    if (key === '') {
      this.#fault('NESTED_KEY_MISSING', property.key);
      return;
    }
    const valueStart = skipBlanks(text, equals + 1, comment);
    const value = text.slice(valueStart, trimmedEnd(text, valueStart, comment));
    property.nested.push({ key, value, line: this.#line });
  }

  /** Where a `#` or `;` with a blank before it starts in `from` to `end`, else `end`. */
  #inlineComment(from: number, end: number): number {
    if (this.#hashes.from(from) >= end && this.#semicolons.from(from) >= end) return end;
    for (let at = from + 1; at < end; at++) {
      const code = this.#text.charCodeAt(at);
      if (code !== HASH && code !== SEMICOLON) continue;
      if (skipBlanks(this.#text, at - 1, at) === at) return at;
    }
    return end;
  }

  #closeSection(end: number, endLine: number): void {
    if (this.#section === undefined) return;
    this.#section.end = end;
    this.#section.endLine = endLine;
  }

  #fault(code: IniFaultCode, key?: string): void {
    this.#faults.push(key === undefined ? { code, line: this.#line } : { code, line: this.#line, key });
  }
}
