import { decodeText, encodeText, type TextEncoding } from '../aws-config/text-codec.ts';
import { bytesText, textBytes } from '../outputs/credentials-file/file-text.ts';

/** Several versions of a file as texts that can be compared with each other. */
export interface CommonText {
  /** In the order of the versions. A byte order mark is the first character of its text. */
  readonly texts: readonly string[];
  /** The bytes of a text that was put together from them. */
  encode(text: string): Uint8Array;
}

const MARK = '\ufeff';

/** A character per byte where the versions are in encodings that have no text in common. */
export function commonText(versions: readonly Uint8Array[]): CommonText {
  const decoded = versions.map(decodeText);
  // An empty file has no encoding of its own.
  const names = new Set(
    decoded
      .filter((_, index) => versions[index]?.length !== 0)
      .map(({ encoding }) => encoding.name),
  );
  const [name = 'utf-8'] = names;
  if (names.size <= 1) {
    return {
      texts: decoded.map(({ text, encoding }) => (encoding.byteOrderMark ? MARK : '') + text),
      encode: (text) => encodeMarked(text, name),
    };
  }
  return { texts: versions.map(bytesText), encode: textBytes };
}

function encodeMarked(text: string, name: TextEncoding['name']): Uint8Array {
  const byteOrderMark = text.startsWith(MARK);
  return encodeText(byteOrderMark ? text.slice(1) : text, { name, byteOrderMark });
}
