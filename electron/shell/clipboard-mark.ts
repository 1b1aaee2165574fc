import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Files, Logger, Random } from '../core/ports.ts';

/** What is remembered of a secret on the clipboard: enough to know it again, never the text. */
export interface HeldSecret {
  /** Random for each copy, base64, so that nothing can be looked up in a table. */
  readonly salt: string;
  readonly digest: string;
  /** When it is to be cleared, epoch milliseconds by this machine's clock. */
  readonly clearAt: number;
}

/**
 * The note about a secret on the clipboard that outlives the process: a log-out or a kill leaves no
 * time to clear it, so the next start does.
 */
export interface ClipboardMark {
  write(secret: HeldSecret): Promise<void>;
  read(): Promise<HeldSecret | undefined>;
  remove(): Promise<void>;
}

/** The mark in a 0600 file. A damaged file counts as none, and is removed. Throws as `Files` does. */
export function fileClipboardMark(options: {
  readonly files: Files;
  readonly path: string;
  readonly logger: Logger;
}): ClipboardMark {
  const { files, path, logger } = options;
  return {
    write: (secret) =>
      files.replace(path, Buffer.from(`${JSON.stringify({ version: 1, ...secret })}\n`), {
        mode: 0o600,
      }),
    read: async () => {
      const { exists, bytes } = await files.read(path);
      const secret = exists ? parse(Buffer.from(bytes).toString('utf8')) : undefined;
      if (exists && secret === undefined) {
        logger.warn('the note about a copied secret is damaged and was removed', { path });
        await files.remove(path);
      }
      return secret;
    },
    remove: () => files.remove(path),
  };
}

/** Remembers `text` without keeping it. */
export function holdSecret(text: string, clearAt: number, random: Random): HeldSecret {
  const salt = Buffer.from(random.bytes(16)).toString('base64');
  return { salt, digest: digestOf(salt, text).toString('base64'), clearAt };
}

/** True where `text` is the one that is remembered. */
export function isHeldSecret(secret: HeldSecret, text: string): boolean {
  const expected = Buffer.from(secret.digest, 'base64');
  const digest = digestOf(secret.salt, text);
  return expected.length === digest.length && timingSafeEqual(expected, digest);
}

/**
 * Line ends and trailing blanks don't count: Windows programs put back CRLF, and a text selected in a
 * terminal lacks its last line end.
 */
function digestOf(salt: string, text: string): Buffer {
  const settled = text.replaceAll('\r\n', '\n').trimEnd();
  return createHmac('sha256', salt).update(settled).digest();
}

function parse(text: string): HeldSecret | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  const { salt, digest, clearAt } = (value ?? {}) as Partial<Record<keyof HeldSecret, unknown>>;
  return typeof salt === 'string' && typeof digest === 'string' && typeof clearAt === 'number'
    ? { salt, digest, clearAt }
    : undefined;
}
