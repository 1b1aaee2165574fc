import { createHash, type JsonWebKey } from 'node:crypto';
import { isSignedBy, readJwt } from '../jwt.ts';

/** What a proof must be about. */
export interface DpopExpectation {
  readonly method: string;
  /** The whole URL of the call, without query. */
  readonly url: string;
  /** Epoch milliseconds. */
  readonly now: number;
  /** True for an id that was seen before; remembers it. */
  isReplayed(id: string): boolean;
}

/** How old or early a proof may be, milliseconds. */
const TOLERANCE = 5 * 60_000;

/**
 * Checks the proof in a DPoP header and gives its key's thumbprint, to be compared with the key that a
 * refresh token is bound to; or says what is wrong (RFC 9449, section 4.3).
 */
export function checkDpopProof(
  text: string | undefined,
  { method, url, now, isReplayed }: DpopExpectation,
): { readonly thumbprint: string } | { readonly fault: string } {
  const jwt = readJwt(text ?? '');
  if (jwt === undefined) {
    return { fault: 'The DPoP header is missing or holds no JWT' };
  }
  const { header, claims } = jwt;
  const key = header.jwk as JsonWebKey | undefined;
  if (header.typ !== 'dpop+jwt' || header.alg !== 'ES256' || typeof key !== 'object') {
    return { fault: 'The DPoP proof must be of type dpop+jwt, signed by ES256, with its key' };
  }
  if ('d' in key) {
    return { fault: 'The DPoP proof holds a private key' };
  }
  if (!isSignedBy(jwt, key)) {
    return { fault: 'The signature of the DPoP proof is invalid' };
  }
  if (claims.htm !== method || claims.htu !== url) {
    return { fault: 'The DPoP proof is for another call' };
  }
  if (typeof claims.iat !== 'number' || Math.abs(now - claims.iat * 1000) > TOLERANCE) {
    return { fault: 'The DPoP proof is not current' };
  }
  if (typeof claims.jti !== 'string' || isReplayed(claims.jti)) {
    return { fault: 'The DPoP proof was used before' };
  }
  return { thumbprint: keyThumbprint(key) };
}

/** The thumbprint of an elliptic curve's key (RFC 7638). */
export function keyThumbprint({ crv, kty, x, y }: JsonWebKey): string {
  return createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
}
