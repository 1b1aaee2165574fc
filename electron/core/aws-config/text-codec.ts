import { isUtf8 } from 'node:buffer';
import { RoleValetError } from '../../contract/errors.ts';

/** How the bytes of a file stand for text. */
export interface TextEncoding {
  /** `latin1` stands for bytes that are no valid text in another encoding: a character per byte. */
  readonly name: 'utf-8' | 'utf-16le' | 'utf-16be' | 'latin1';
  /** True where the file starts with a byte order mark; it is never part of the text. */
  readonly byteOrderMark: boolean;
}

/** The text of a file, and what it takes to get the same bytes back. */
export interface DecodedText {
  readonly text: string;
  readonly encoding: TextEncoding;
}

/** The encoding that every AWS tool reads. */
export const PLAIN_UTF8: TextEncoding = { name: 'utf-8', byteOrderMark: false };

const UTF8_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const UTF16LE_MARK = Buffer.from([0xff, 0xfe]);
const UTF16BE_MARK = Buffer.from([0xfe, 0xff]);

/**
 * Reads bytes as text without losing any: `encodeText` of the result gives the same bytes back.
 * Windows editors save UTF-16 with or without a mark (https://github.com/aws/aws-xray-daemon/issues/37);
 * what is neither that nor valid UTF-8 is read a character per byte, so that it can still be edited.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const encoding = detectEncoding(buffer);
  const body = buffer.subarray(mark(encoding).length);
  return { text: decodeBody(body, encoding.name), encoding };
}

/**
 * The bytes of `text` in `encoding`, with its mark. Throws VALUE_UNREPRESENTABLE where the text
 * holds a character that the encoding can't express.
 */
export function encodeText(text: string, encoding: TextEncoding): Uint8Array {
  switch (encoding.name) {
    case 'utf-8':
      if (!text.isWellFormed()) throw unrepresentable('half of a surrogate pair', 'UTF-8');
      return withMark(Buffer.from(text, 'utf8'), encoding);
    case 'latin1':
      if (/[^\0-\xff]/.test(text)) throw unrepresentable('a character above U+00FF', 'Latin-1');
      return withMark(Buffer.from(text, 'latin1'), encoding);
    case 'utf-16le':
      return withMark(Buffer.from(text, 'utf16le'), encoding);
    case 'utf-16be':
      return withMark(Buffer.from(text, 'utf16le').swap16(), encoding);
  }
}

function detectEncoding(bytes: Buffer): TextEncoding {
  if (bytes.length % 2 === 0) {
    if (startsWith(bytes, UTF16LE_MARK)) return { name: 'utf-16le', byteOrderMark: true };
    if (startsWith(bytes, UTF16BE_MARK)) return { name: 'utf-16be', byteOrderMark: true };
    const unmarked = unmarkedUtf16(bytes);
    if (unmarked !== undefined) return { name: unmarked, byteOrderMark: false };
  }
  const byteOrderMark = startsWith(bytes, UTF8_MARK);
  return { name: isUtf8(bytes) ? 'utf-8' : 'latin1', byteOrderMark };
}

/**
 * UTF-16 without a mark: in text that is mostly ASCII one byte of nearly every pair is NUL, always
 * the same one. NUL never stands in a config file otherwise.
 */
function unmarkedUtf16(bytes: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  const sample = bytes.subarray(0, 1_024);
  if (!sample.includes(0)) return undefined;
  let first = 0;
  let second = 0;
  for (let at = 0; at + 1 < sample.length; at += 2) {
    if (sample[at] === 0) first++;
    if (sample[at + 1] === 0) second++;
  }
  const half = sample.length / 4;
  if (first === 0 && second >= half) return 'utf-16le';
  return second === 0 && first >= half ? 'utf-16be' : undefined;
}

function decodeBody(body: Buffer, name: TextEncoding['name']): string {
  if (name === 'utf-8') return body.toString('utf8');
  if (name === 'latin1') return body.toString('latin1');
  // swap16 works in place, so it gets a copy.
  return (name === 'utf-16be' ? Buffer.from(body).swap16() : body).toString('utf16le');
}

function mark(encoding: TextEncoding): Buffer {
  if (!encoding.byteOrderMark) return Buffer.alloc(0);
  if (encoding.name === 'utf-16le') return UTF16LE_MARK;
  return encoding.name === 'utf-16be' ? UTF16BE_MARK : UTF8_MARK;
}

function withMark(body: Buffer, encoding: TextEncoding): Uint8Array {
  return encoding.byteOrderMark ? Buffer.concat([mark(encoding), body]) : body;
}

function startsWith(bytes: Buffer, prefix: Buffer): boolean {
  return bytes.subarray(0, prefix.length).equals(prefix);
}

function unrepresentable(what: string, encoding: string): RoleValetError {
  return new RoleValetError(
    'VALUE_UNREPRESENTABLE',
    `The new text holds ${what}, which a ${encoding} file cannot hold`,
    'Use plain ASCII characters, or save the file as UTF-8 first',
  );
}
