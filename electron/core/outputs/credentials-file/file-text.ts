import { RoleValetError } from '../../../contract/errors.ts';
import type { FileState } from '../../ports.ts';

/** A credentials file as text for editing. */
export interface FileText {
  /** The bytes as Latin-1, without a byte order mark: see section-text.ts. */
  readonly text: string;
  readonly hadByteOrderMark: boolean;
}

const BYTE_ORDER_MARK = '\u00ef\u00bb\u00bf';

/**
 * Reads the bytes for editing. A UTF-8 byte order mark is dropped: with it the AWS CLI refuses the
 * whole file (https://github.com/aws/aws-cli/issues/3419). Throws EDIT_REFUSED for UTF-16, which no
 * AWS tool reads and in which a line cannot be changed bytewise.
 */
export function fileText({ bytes, path }: Pick<FileState, 'bytes' | 'path'>): FileText {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  if (/^(\u00ff\u00fe|\u00fe\u00ff)/.test(text) || text.slice(0, 1_024).includes('\0')) {
    throw new RoleValetError(
      'EDIT_REFUSED',
      `${path} is not UTF-8 text (it looks like UTF-16), which no AWS tool can read`,
      'Open it in an editor, save it as UTF-8 without a byte order mark, then try again',
    );
  }
  const hadByteOrderMark = text.startsWith(BYTE_ORDER_MARK);
  return { text: hadByteOrderMark ? text.slice(BYTE_ORDER_MARK.length) : text, hadByteOrderMark };
}

/** The bytes of a text that `fileText` gave. */
export function textBytes(text: string): Uint8Array {
  return Buffer.from(text, 'latin1');
}
