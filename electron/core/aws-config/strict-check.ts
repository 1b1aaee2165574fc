import { isUtf8 } from 'node:buffer';
import { pythonIndent, pythonLines, pythonStrip, pythonStripEnd } from './python-text.ts';
import type { SharedFileKind } from './types.ts';

/** A reason for the AWS CLI and boto3 to refuse a whole file, and with it every profile. */
export interface StrictFault {
  readonly code: StrictFaultCode;
  readonly line: number;
  /** Names the section or key, never a value: it may be a secret. */
  readonly message: string;
  /** What the fault is about; the same in every version of the file, whatever its line. */
  readonly subject: string;
}

export type StrictFaultCode =
  | 'BYTE_ORDER_MARK'
  | 'NOT_UTF8'
  | 'NO_SECTION_HEADER'
  | 'DUPLICATE_SECTION'
  | 'DUPLICATE_KEY'
  | 'KEY_MISSING'
  | 'DELIMITER_MISSING'
  | 'NESTED_EQUALS_MISSING';

/**
 * Everything that makes botocore refuse the file: it reads with Python's strict `RawConfigParser`
 * and then splits nested blocks
 * (https://github.com/boto/botocore/blob/develop/botocore/configloader.py,
 * https://docs.python.org/3/library/configparser.html). Empty where it reads the file.
 */
export function strictFaults(
  content: string | Uint8Array,
  kind: SharedFileKind,
): readonly StrictFault[] {
  if (typeof content === 'string') return new StrictReader(content, kind).read();
  const buffer = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  if (!isUtf8(buffer)) {
    const message = `The ${kind} file is not UTF-8`;
    return [{ code: 'NOT_UTF8', line: 1, message, subject: '' }];
  }
  return new StrictReader(buffer.toString('utf8'), kind).read();
}

/**
 * The faults of `after` that `before` did not have, however their lines moved: what an edit has
 * brought in.
 */
export function newStrictFaults(
  before: readonly StrictFault[],
  after: readonly StrictFault[],
): readonly StrictFault[] {
  const known = new Map<string, number>();
  const identity = ({ code, subject }: StrictFault) => `${code} ${subject}`;
  for (const fault of before) known.set(identity(fault), (known.get(identity(fault)) ?? 0) + 1);
  return after.filter((fault) => {
    const left = known.get(identity(fault)) ?? 0;
    known.set(identity(fault), left - 1);
    return left <= 0;
  });
}

/** Where Python keeps what `[DEFAULT]` says: it is no section, and all others inherit from it. */
const DEFAULTS = 'DEFAULT';

interface StrictOption {
  readonly line: number;
  readonly lines: string[];
}

/** A port of `RawConfigParser._read`, which goes on where Python stops at the first fault. */
class StrictReader {
  readonly #text: string;
  readonly #kind: SharedFileKind;
  readonly #faults: StrictFault[] = [];
  readonly #sections = new Map<string, Map<string, StrictOption>>();
  #name: string | undefined;
  #option: StrictOption | undefined;
  #indent = 0;
  #line = 0;

  constructor(text: string, kind: SharedFileKind) {
    this.#text = text;
    this.#kind = kind;
  }

  read(): readonly StrictFault[] {
    if (this.#text.startsWith('\ufeff')) {
      this.#fault('BYTE_ORDER_MARK', `The ${this.#kind} file starts with a byte order mark`, '', 1);
    }
    for (const line of this.#text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/)) {
      this.#line++;
      this.#readLine(line);
    }
    this.#checkNested();
    return this.#faults.sort((one, other) => one.line - other.line);
  }

  #readLine(line: string): void {
    const content = pythonStrip(line);
    if (content === '') {
      // A blank line is part of a value that goes on below it.
      this.#option?.lines.push('');
      return;
    }
    if (content.startsWith('#') || content.startsWith(';')) return;
    const indent = pythonIndent(line);
    if (this.#option !== undefined && indent > this.#indent) {
      this.#option.lines.push(content);
      return;
    }
    this.#indent = indent;
    const header = /^\[(.+)\]/s.exec(content)?.[1];
    if (header !== undefined) this.#openSection(header);
    else if (this.#name !== undefined) this.#readOption(content, this.#name);
    else this.#fault('NO_SECTION_HEADER', 'The line stands above the first header', '');
  }

  #openSection(header: string): void {
    if (!this.#sections.has(header)) this.#sections.set(header, new Map());
    else if (header !== DEFAULTS) {
      this.#fault('DUPLICATE_SECTION', `[${header}] stands twice`, header);
    }
    this.#name = header;
    this.#option = undefined;
  }

  #readOption(content: string, section: string): void {
    const delimiter = content.search(/[=:]/);
    if (delimiter < 0) {
      this.#fault('DELIMITER_MISSING', `A line in [${section}] has no =`, section);
      return;
    }
    const key = pythonStripEnd(content.slice(0, delimiter)).toLowerCase();
    if (key === '') this.#fault('KEY_MISSING', `A line in [${section}] has no key`, section);
    const options = this.#sections.get(section);
    if (options?.has(key) === true) {
      const message = `${key} stands twice in [${section}]`;
      this.#fault('DUPLICATE_KEY', message, `${section}\n${key}`);
    }
    const value = pythonStrip(content.slice(delimiter + 1));
    this.#option = { line: this.#line, lines: [value] };
    options?.set(key, this.#option);
  }

  /** An empty value with lines below it is a block, and each of its lines needs a `=`. */
  #checkNested(): void {
    const defaults = this.#sections.get(DEFAULTS);
    for (const [section, options] of this.#sections) {
      if (section === DEFAULTS) continue;
      for (const [key, option] of options) this.#checkBlock(section, key, option);
      for (const [key, option] of defaults ?? []) {
        if (!options.has(key)) this.#checkBlock(section, key, option);
      }
    }
  }

  #checkBlock(section: string, key: string, { line, lines }: StrictOption): void {
    const value = pythonStripEnd(lines.join('\n'));
    if (!value.startsWith('\n')) return;
    const isBroken = pythonLines(value).some(
      (one) => pythonStrip(one) !== '' && !one.includes('='),
    );
    if (!isBroken) return;
    const message = `A line in the block of ${key} in [${section}] has no =`;
    this.#fault('NESTED_EQUALS_MISSING', message, `${section}\n${key}`, line);
  }

  #fault(code: StrictFaultCode, message: string, subject: string, line = this.#line): void {
    this.#faults.push({ code, line, message, subject });
  }
}
