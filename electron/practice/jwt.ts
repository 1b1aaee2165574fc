import { createPublicKey, type JsonWebKey, type KeyObject, sign, verify } from 'node:crypto';

type JsonObject = Readonly<Record<string, unknown>>;

/** A JSON Web Token, taken apart but not yet believed (RFC 7519). */
export interface Jwt {
  readonly header: JsonObject;
  readonly claims: JsonObject;
  readonly signingInput: string;
  readonly signature: Uint8Array;
}

/** Takes a token apart; undefined where it is none. */
export function readJwt(text: string): Jwt | undefined {
  const match = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(text);
  const header = readPart(match?.[1]);
  const claims = readPart(match?.[2]);
  if (match === null || header === undefined || claims === undefined) {
    return undefined;
  }
  return {
    header,
    claims,
    signingInput: `${match[1]}.${match[2]}`,
    signature: Buffer.from(match[3] ?? '', 'base64url'),
  };
}

/** A token signed by a private key: `RS256` for RSA, `ES256` for a key on the curve P-256. */
export function signJwt(header: JsonObject, claims: JsonObject, privateKey: KeyObject): string {
  const alg = privateKey.asymmetricKeyType === 'rsa' ? 'RS256' : 'ES256';
  const signingInput = [{ ...header, alg }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  const signature = sign('sha256', Buffer.from(signingInput), {
    key: privateKey,
    dsaEncoding: 'ieee-p1363',
  });
  return `${signingInput}.${signature.toString('base64url')}`;
}

/** What each algorithm wants of a key (RFC 7518, section 3.1). */
const ALGORITHMS: ReadonlyMap<unknown, { hash: string; kty: string; crv?: string }> = new Map([
  ['RS256', { hash: 'sha256', kty: 'RSA' }],
  ['RS384', { hash: 'sha384', kty: 'RSA' }],
  ['RS512', { hash: 'sha512', kty: 'RSA' }],
  ['ES256', { hash: 'sha256', kty: 'EC', crv: 'P-256' }],
  ['ES384', { hash: 'sha384', kty: 'EC', crv: 'P-384' }],
  ['ES512', { hash: 'sha512', kty: 'EC', crv: 'P-521' }],
]);

/** True where the token's signature is the key's, by an algorithm that fits the key. */
export function isSignedBy(jwt: Jwt, key: JsonWebKey): boolean {
  const algorithm = ALGORITHMS.get(jwt.header.alg);
  if (algorithm === undefined || algorithm.kty !== key.kty || algorithm.crv !== key.crv) {
    return false;
  }
  let publicKey: KeyObject;
  try {
    publicKey = createPublicKey({ key, format: 'jwk' });
  } catch (error) {
    if (error instanceof Error && 'code' in error) {
      // Not a point of the curve, or no key at all: nobody can have signed with it.
      return false;
    }
    throw error;
  }
  return verify(
    algorithm.hash,
    Buffer.from(jwt.signingInput),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    jwt.signature,
  );
}

function readPart(text: string | undefined): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(text ?? '', 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as JsonObject)
      : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
}
