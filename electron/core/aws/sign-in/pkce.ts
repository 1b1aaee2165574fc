import { createHash } from 'node:crypto';
import type { Random } from '../../ports.ts';

/** A proof that who redeems a code is who asked for it (https://www.rfc-editor.org/rfc/rfc7636). */
export interface Pkce {
  /** A secret until the code is redeemed. */
  readonly verifier: string;
  /** Its SHA-256, which the browser carries. */
  readonly challenge: string;
}

/** A new proof: 256 random bits. */
export function newPkce(random: Random): Pkce {
  const verifier = randomText(random);
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}

/** 256 random bits as a text that needs no encoding in a link. */
export function randomText(random: Random): string {
  return Buffer.from(random.bytes(32)).toString('base64url');
}
