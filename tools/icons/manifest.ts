import { createHash } from 'node:crypto';

/** `assets/icons/manifest.json`: from what the set was made, and what came out. */
export interface IconManifest {
  /** SHA-256 of everything that an image depends on, by path from the repository's root. */
  readonly sources: Readonly<Record<string, string>>;
  /** SHA-256 of every image, by path below `assets/icons`. */
  readonly icons: Readonly<Record<string, string>>;
}

/** SHA-256, in hex. Line ends count as one, for Git may change them. */
export function sourceHash(text: string): string {
  return createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex');
}

/** SHA-256, in hex. */
export function imageHash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
