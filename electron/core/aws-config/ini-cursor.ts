import type { IniKey, IniKeys } from './ini-keys.ts';
import { indentOf, inlineCommentStart, isComment, lineEnd } from './ini-lines.ts';
import type { IniFaultCode } from './ini-types.ts';

/** What a cursor needs to know of the document that a section's body is from. */
export interface CursorContext {
  readonly keys: IniKeys;
  readonly hasLoneReturn: boolean;
}

/** A line of a nested block. Lines count from the first line of the body, which is 0. */
export interface NestedLine {
  readonly key: string;
  readonly value: string;
  readonly line: number;
}

/** Called for every fault on the way; `line` counts from the body's first line, which is 0. */
export type FaultListener = (code: IniFaultCode, line: number, key?: string) => void;

/**
 * Walks over the properties in the body of one section: after `next()` its fields tell the property
 * it stands on. Offsets and lines count from the start of the body. A cursor rather than a list,
 * because reading thousands of sections costs little but the objects made on the way. It stops
 * before the next header.
 */
export class PropertyCursor {
  name: IniKey = NO_KEY;
  value = '';
  isColon = false;
  hasComment = false;
  nested: NestedLine[] | undefined;
  line = 0;
  endLine = 0;
  start = 0;
  lineEnd = 0;
  /** Behind the property's last line, and so far behind what is neither blank nor a comment. */
  end = 0;
  contentEnd = 0;
  /** Where the next header's line starts, else the body's length. Known when `next()` gave false. */
  stop = 0;

  readonly #body: string;
  readonly #context: CursorContext;
  readonly #listener: FaultListener | undefined;
  readonly #isPlain: boolean;
  readonly #mayHaveComments: boolean;
  #at = 0;
  #atLine = 0;
  #indent = 0;

  constructor(body: string, context: CursorContext, listener?: FaultListener) {
    this.#body = body;
    this.#context = context;
    this.#listener = listener;
    this.#isPlain = body.length < LONGEST_PLAIN_BODY && PLAIN_BODY.test(body);
    this.#mayHaveComments = !this.#isPlain && (body.includes('#') || body.includes(';'));
  }

  /** True for a body without any fault, told without a look at its single lines. */
  get isPlain(): boolean {
    return this.#isPlain;
  }

  /** Goes to the next property; false where the section has no more. */
  next(): boolean {
    return this.#isPlain ? this.#nextPlain() : this.#nextOfAny();
  }

  /** What `#nextOfAny` does, in the few steps that a body of plain lines needs. */
  #nextPlain(): boolean {
    const body = this.#body;
    while (body.charCodeAt(this.#at) === NEWLINE) {
      this.#at++;
      this.#atLine++;
    }
    const start = this.#at;
    this.stop = start;
    if (start >= body.length) return false;
    const newline = body.indexOf('\n', start);
    const end = newline < 0 ? body.length : newline + 1;
    const equals = body.indexOf('=', start);
    this.name = this.#context.keys.of(body.slice(start, trimmedEnd(body, start, equals)));
    const contentEnd = trimmedEnd(body, equals, end);
    this.value = body.slice(skipBlanks(body, equals + 1, contentEnd), contentEnd);
    this.start = start;
    this.line = this.#atLine;
    this.#take(end);
    return true;
  }

  /** Makes the line that ends at `end` part of the property, and goes behind it. */
  #take(end: number): void {
    this.lineEnd = end;
    this.end = end;
    this.contentEnd = end;
    this.endLine = this.#atLine;
    this.#at = end;
    this.#atLine++;
  }

  #nextOfAny(): boolean {
    const body = this.#body;
    while (this.#at < body.length) {
      const start = this.#at;
      const end = lineEnd(body, start, this.#context.hasLoneReturn);
      const from = skipBlanks(body, start, end);
      const code = body.charCodeAt(from);
      if (from === end || code === HASH || code === SEMICOLON) {
        this.#at = end;
        this.#atLine++;
        continue;
      }
      if (code === OPEN_BRACKET) break;
      this.start = start;
      this.line = this.#atLine;
      this.#indent = from - start;
      this.#take(end);
      if (!this.#readProperty(from, trimmedEnd(body, from, end))) continue;
      this.#readContinuation();
      return true;
    }
    this.stop = this.#at;
    return false;
  }

  /** False where the line is no property. */
  #readProperty(from: number, contentEnd: number): boolean {
    const body = this.#body;
    let end = contentEnd;
    this.hasComment = false;
    if (this.#mayHaveComments) {
      const comment = inlineCommentStart(body.slice(from, contentEnd));
      this.hasComment = comment >= 0;
      if (comment >= 0) end = trimmedEnd(body, from, from + comment);
    }
    const delimiter = findDelimiter(body, from, end);
    if (delimiter === end) {
      // With a delimiter in the comment it is a key for the AWS CLI, if a strange one.
      const isStrange = findDelimiter(body, end, contentEnd) < contentEnd;
      this.#listener?.(isStrange ? 'KEY_WITH_BLANK' : 'EQUALS_MISSING', this.line);
      return false;
    }
    if (delimiter === from) {
      this.#listener?.('KEY_MISSING', this.line);
      return false;
    }
    const name = this.#context.keys.of(body.slice(from, trimmedEnd(body, from, delimiter)));
    this.name = name;
    this.value = body.slice(skipBlanks(body, delimiter + 1, end), end);
    this.isColon = body.charCodeAt(delimiter) === COLON;
    this.nested = undefined;
    if (this.isColon) this.#listener?.('COLON', this.line, name.key);
    else if (name.hasBlank) this.#listener?.('KEY_WITH_BLANK', this.line, name.key);
    return true;
  }

  /** Takes the lines that are indented deeper than the property, over blank lines and comments. */
  #readContinuation(): void {
    const body = this.#body;
    let at = this.#at;
    for (let number = this.#atLine; at < body.length; number++) {
      const code = body.charCodeAt(at);
      // A letter at the start of the line: by far the usual case.
      if (code > SEMICOLON && code < 0x80) return;
      const end = lineEnd(body, at, this.#context.hasLoneReturn);
      const line = body.slice(at, end);
      const content = line.trim();
      at = end;
      if (content === '' || isComment(content)) continue;
      if (indentOf(line) <= this.#indent) return;
      this.#at = end;
      this.#atLine = number + 1;
      this.end = end;
      this.contentEnd = end;
      this.endLine = number;
      if (this.value === '') this.#readNested(content, number);
      else this.#appendLine(content, number);
    }
  }

  #appendLine(content: string, number: number): void {
    this.value += `\n${content}`;
    // JavaScript SDKs read such a line on its own.
    if (content.startsWith('[') && content.endsWith(']')) {
      this.#listener?.('HEADER_INDENTED', number, this.name.key);
    } else if (content.indexOf('=') > 0) {
      this.#listener?.('PROPERTY_INDENTED', number, this.name.key);
    }
  }

  #readNested(content: string, number: number): void {
    this.nested ??= [];
    const comment = inlineCommentStart(content);
    const line = comment < 0 ? content : content.slice(0, comment);
    const equals = line.indexOf('=');
    if (equals <= 0) {
      const code = equals === 0 ? 'NESTED_KEY_MISSING' : 'NESTED_EQUALS_MISSING';
      this.#listener?.(code, number, this.name.key);
      return;
    }
    const { key } = this.#context.keys.of(line.slice(0, equals).trim());
    this.nested.push({ key, value: line.slice(equals + 1).trim(), line: number });
  }
}

const NO_KEY: IniKey = { key: '', writtenKey: '', hasBlank: false };

/**
 * A body with nothing but blank lines and `key = value` at the start of the line: what nearly every
 * section of a large file looks like. The limit keeps the pattern's memory small.
 */
const PLAIN_BODY = /^(?:[\w.-]+[ \t]*=[ \t]*[^\s#;][^\n\r#;]*(?:\n|$)|\n)*$/;
const LONGEST_PLAIN_BODY = 4_096;

const NEWLINE = 0x0a;
const HASH = 0x23;
const COLON = 0x3a;
const SEMICOLON = 0x3b;
const EQUALS = 0x3d;
const OPEN_BRACKET = 0x5b;

/** The first `=` or `:` in `from` to `end`, else `end`. Keys are short, so this ends soon. */
function findDelimiter(text: string, from: number, end: number): number {
  for (let at = from; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === EQUALS || code === COLON) return at;
  }
  return end;
}

/** White space as `String.prototype.trim` has it. */
function isBlank(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code < 0x80) return code === 0x20 || (code >= 0x09 && code <= 0x0d);
  return text.charAt(at).trim() === '';
}

function skipBlanks(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && isBlank(text, at)) at++;
  return at;
}

function trimmedEnd(text: string, from: number, end: number): number {
  let at = end;
  while (at > from && isBlank(text, at - 1)) at--;
  return at;
}
