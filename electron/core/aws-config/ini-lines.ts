/**
 * Finds one character again and again, always further on. It remembers the last find, so that a
 * pass over a text looks at every character once, even where the character is rare.
 */
export class ForwardSearch {
  readonly #text: string;
  readonly #character: string;
  #found = -1;

  constructor(text: string, character: string) {
    this.#text = text;
    this.#character = character;
  }

  /** The first place at or behind `from`, else the text's length. Must not go backwards. */
  from(from: number): number {
    if (this.#found < from) {
      const found = this.#text.indexOf(this.#character, from);
      this.#found = found < 0 ? this.#text.length : found;
    }
    return this.#found;
  }
}

/**
 * True for what Python's `str.isspace` calls white space: what the AWS CLI trims and counts as
 * indentation. JavaScript's `trim` differs in U+001C to U+001F, U+0085 and U+FEFF.
 */
export function isBlankCode(code: number): boolean {
  if (code === 0x20 || (code >= 0x09 && code <= 0x0d)) return true;
  if (code < 0x80) return code >= 0x1c && code <= 0x1f;
  if (code <= 0xff) return code === 0x85 || code === 0xa0;
  return code !== 0xfeff && /\s/.test(String.fromCharCode(code));
}

/** The first place in `start` to `end` that is not blank, else `end`. */
export function skipBlanks(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && isBlankCode(text.charCodeAt(at))) at++;
  return at;
}

/** Behind the last character in `start` to `end` that is not blank, else `start`. */
export function trimmedEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && isBlankCode(text.charCodeAt(at - 1))) at--;
  return at;
}

/** The line break that most lines of the text end with; `\n` where it has none. */
export function dominantLineBreak(text: string): '\n' | '\r\n' | '\r' {
  let unix = 0;
  let windows = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    if (text.charCodeAt(at - 1) === 0x0d) windows++;
    else unix++;
  }
  if (unix === 0 && windows === 0) return text.includes('\r') ? '\r' : '\n';
  return windows > unix ? '\r\n' : '\n';
}

/** The line break at the end of `line`; empty where it has none. */
export function lineBreakOf(line: string): '' | '\n' | '\r\n' | '\r' {
  if (line.endsWith('\r\n')) return '\r\n';
  if (line.endsWith('\n')) return '\n';
  return line.endsWith('\r') ? '\r' : '';
}

/** The lines of a text with their breaks (`\n`, `\r\n`, `\r`); together they are the text. */
export function splitLines(text: string): string[] {
  return text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? [];
}
