import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';

const CHUNK_BYTES = 256 * 1024;

/** Shared by all comparisons, which is safe because each one runs without a pause. */
let chunk: Buffer | undefined;

/**
 * Reads a file to its end, into one piece of memory of the right size: for files of some megabytes
 * the memory's first use costs more than the reading.
 */
export async function readWhole(handle: FileHandle): Promise<Uint8Array> {
  const { size } = await handle.stat();
  // One byte more than expected, so that a single read also finds the end.
  let buffer = Buffer.allocUnsafeSlow(size + 1);
  for (let length = 0; ; ) {
    const { bytesRead } = await handle.read(buffer, length, buffer.length - length, length);
    if (bytesRead === 0) return buffer.subarray(0, length);
    length += bytesRead;
    // It grew while we read.
    if (length === buffer.length) buffer = Buffer.concat([buffer], length + CHUNK_BYTES);
  }
}

/**
 * True where the file at `path` holds exactly `bytes`. Reads in one go, as the last step before a
 * rename: every pause in between would be a moment for another program. Throws system errors.
 */
export function hasContent(path: string, bytes: Uint8Array): boolean {
  chunk ??= Buffer.allocUnsafeSlow(CHUNK_BYTES);
  const file = openSync(path, 'r');
  try {
    if (fstatSync(file).size !== bytes.length) return false;
    for (let position = 0; ; ) {
      const read = readSync(file, chunk, 0, chunk.length, position);
      if (read === 0) return position === bytes.length;
      if (position + read > bytes.length) return false;
      if (chunk.compare(bytes, position, position + read, 0, read) !== 0) return false;
      position += read;
    }
  } finally {
    closeSync(file);
  }
}
