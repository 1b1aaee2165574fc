import { bytesText } from './file-text.ts';

/**
 * The part of a file that an edit of one section needs to see: the section, and the lines right
 * before it, where our marker stands. A file of megabytes is then edited without turning all of it
 * into text.
 */
export interface SectionWindow {
  /** Byte offsets. */
  readonly start: number;
  readonly end: number;
  /** How many blanks stand before the bracket of the next header; 0 at the end of the file. */
  readonly nextIndent: number;
  /** In the form of `bytesText`. */
  readonly text: string;
}

const LINES_BEFORE = 3;
const LINE_BREAK = 0x0a;
const OPEN = 0x5b;
const CLOSE = 0x5d;

/** The windows of all sections named `name`, in order; normally one or none. */
export function sectionWindows(bytes: Uint8Array, name: string): SectionWindow[] {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = `[${name}]`;
  const windows: SectionWindow[] = [];
  for (let at = file.indexOf(header); at >= 0; at = file.indexOf(header, at + 1)) {
    if (startsLine(file, at)) windows.push(windowAt(file, at, header));
  }
  return windows;
}

/**
 * The last window of each section in `names`, undefined where there is none. One pass over the file
 * finds them all: a look at a thousand sections must not search megabytes a thousand times.
 */
export function lastWindows(
  bytes: Uint8Array,
  names: Iterable<string>,
): ReadonlyMap<string, SectionWindow | undefined> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const offsets = new Map<string, number>();
  for (let at = file.indexOf(OPEN); at >= 0; at = file.indexOf(OPEN, at + 1)) {
    if (!startsLine(file, at)) continue;
    const lineBreak = file.indexOf(LINE_BREAK, at);
    const rest = file.subarray(at, lineBreak < 0 ? file.length : lineBreak);
    const close = rest.indexOf(CLOSE);
    if (close >= 0) offsets.set(bytesText(rest.subarray(0, close + 1)), at);
  }
  const windows = new Map<string, SectionWindow | undefined>();
  for (const name of names) {
    const header = `[${name}]`;
    const at = offsets.get(bytesText(Buffer.from(header)));
    // Inside a name a bracket would end the header early above.
    const window = /[\]\n]/.test(name)
      ? sectionWindows(bytes, name).at(-1)
      : at === undefined
        ? undefined
        : windowAt(file, at, header);
    windows.set(name, window);
  }
  return windows;
}

/** The window of the section whose `header` starts at the byte `at`. */
function windowAt(file: Buffer, at: number, header: string): SectionWindow {
  const start = linesBack(file, at, LINES_BEFORE);
  const { end, nextIndent } = nextHeader(file, at + header.length);
  return { start, end, nextIndent, text: bytesText(file.subarray(start, end)) };
}

/** The line number, from 1, of the byte at `offset`. */
export function lineAt(bytes: Uint8Array, offset: number): number {
  let line = 1;
  for (let at = 0; at < offset; at++) if (bytes[at] === LINE_BREAK) line++;
  return line;
}

/** Where the next header line starts, or the end of the file. */
function nextHeader(file: Buffer, from: number): Pick<SectionWindow, 'end' | 'nextIndent'> {
  for (let at = file.indexOf(OPEN, from); at >= 0; at = file.indexOf(OPEN, at + 1)) {
    if (!startsLine(file, at)) continue;
    const end = file.lastIndexOf(LINE_BREAK, at) + 1;
    return { end, nextIndent: at - end };
  }
  return { end: file.length, nextIndent: 0 };
}

/** True where only blanks stand before `at` in its line. */
function startsLine(file: Buffer, at: number): boolean {
  for (let before = at - 1; before >= 0; before--) {
    const byte = file[before];
    if (byte === LINE_BREAK) return true;
    if (byte !== 0x20 && byte !== 0x09) return false;
  }
  return true;
}

/** The start of the line that is `count` lines above the one of `at`. */
function linesBack(file: Buffer, at: number, count: number): number {
  let start = at;
  for (let line = 0; line <= count && start > 0; line++) {
    start = file.lastIndexOf(LINE_BREAK, Math.max(0, start - 2)) + 1;
  }
  return start;
}
