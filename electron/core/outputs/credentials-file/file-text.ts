import { RoleValetError } from '../../../contract/errors.ts';
import type { FileState } from '../../ports.ts';

/** A credentials file's bytes for editing. */
export interface EditableFile {
  /** Without a byte order mark. Shares memory with what was read. */
  readonly bytes: Uint8Array;
  readonly hadByteOrderMark: boolean;
}

/**
 * Prepares a file for editing. A UTF-8 byte order mark is dropped: with it the AWS CLI refuses the
 * whole file (https://github.com/aws/aws-cli/issues/3419). Throws EDIT_REFUSED for UTF-16, which no
 * AWS tool reads and in which a line cannot be changed bytewise.
 */
export function editableFile({ bytes, path }: Pick<FileState, 'bytes' | 'path'>): EditableFile {
  const [first, second, third] = bytes;
  const isMarked16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  if (isMarked16 || bytes.subarray(0, 1_024).includes(0)) {
    throw new RoleValetError(
      'EDIT_REFUSED',
      `${path} is not UTF-8 text (it looks like UTF-16), which no AWS tool can read`,
      'Open it in an editor, save it as UTF-8 without a byte order mark, then try again',
    );
  }
  const hadByteOrderMark = first === 0xef && second === 0xbb && third === 0xbf;
  return { bytes: hadByteOrderMark ? bytes.subarray(3) : bytes, hadByteOrderMark };
}

/**
 * Bytes as text, one character a byte (Latin-1): structure and names that we handle are ASCII, and
 * whatever the encoding of the rest, `textBytes` gives the same bytes back.
 */
export function bytesText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

/** The bytes of a text that `bytesText` gave. */
export function textBytes(text: string): Uint8Array {
  return Buffer.from(text, 'latin1');
}
