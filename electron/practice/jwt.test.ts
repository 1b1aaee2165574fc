import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSignedBy, readJwt, signJwt } from './jwt.ts';

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const key = pair.publicKey.export({ format: 'jwk' });
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });

describe('tokens', () => {
  test('what was signed is read back and believed', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (claims) => {
        const plain = JSON.parse(JSON.stringify(claims));
        const jwt = readJwt(signJwt({ kid: '1' }, plain, pair.privateKey));
        expect(jwt?.claims).toEqual(plain);
        expect(jwt !== undefined && isSignedBy(jwt, key)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  test('any text is read, or is none, without a throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('e', 'y', 'J', '.', '-', '=') }), (text) => {
        expect(readJwt(text)).toBeUndefined();
      }),
    );
  });

  test('another key, an altered claim, no algorithm, an algorithm of another kind of key', () => {
    const rsaKey = rsa.publicKey.export({ format: 'jwk' });
    const token = signJwt({}, { sub: 'a' }, rsa.privateKey);
    const jwt = readJwt(token);
    if (jwt === undefined) {
      throw new Error('no token');
    }
    expect(jwt.header.alg).toBe('RS256');
    expect(isSignedBy(jwt, rsaKey)).toBe(true);
    expect(isSignedBy(jwt, key)).toBe(false);
    expect(isSignedBy({ ...jwt, signingInput: `${jwt.signingInput}x` }, rsaKey)).toBe(false);
    for (const alg of ['none', 'HS256', 'ES256']) {
      expect(isSignedBy({ ...jwt, header: { alg } }, rsaKey)).toBe(false);
    }
    const noPoint = { ...key, x: key.y ?? '' };
    expect(isSignedBy({ ...jwt, header: { alg: 'ES256' } }, noPoint)).toBe(false);
  });
});
