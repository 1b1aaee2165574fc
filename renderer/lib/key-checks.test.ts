import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkLongTermKey } from '../../electron/core/keys/access-key.ts';
import { checkAccessKeyId, checkKey, checkSecret } from './key-checks.ts';

const ID = 'AKIAIOSFODNN7EXAMPLE';
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

function coreTakes(id: string, secret: string): boolean {
  try {
    checkLongTermKey(id, secret);
    return true;
  } catch {
    return false;
  }
}

test('the same verdict as core on ids and secrets', () => {
  const piece = fc.oneof(
    fc.constantFrom('AKIA', 'ASIA', 'AROA', 'IOSFODNN7EXAMPLE', 'a', ' ', SECRET),
    fc.string({ unit: 'binary', maxLength: 20 }),
  );
  const text = fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(
      text,
      (written) =>
        (checkAccessKeyId(written) === undefined) === coreTakes(written, SECRET) &&
        (checkSecret(written) === undefined) === coreTakes(ID, written),
    ),
    { numRuns: 3000 },
  );
});

test('a secret in the wrong field is not repeated', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 8 }), (text) => {
      const secret = `${SECRET}${text}`;
      const said = checkKey({
        profile: `${secret} `,
        accessKeyId: secret,
        secretAccessKey: ' ',
        mfaSerial: `${secret} `,
      });
      expect(Object.keys(said)).toHaveLength(4);
      expect(JSON.stringify(said)).not.toContain(SECRET);
    }),
  );
});

test('temporary keys are refused with the reason', () => {
  expect(checkAccessKeyId('ASIAIOSFODNN7EXAMPLE')).toContain('temporary');
});

test('a key has no device to opt out of', () => {
  const key = { profile: 'security', accessKeyId: ID, secretAccessKey: SECRET };
  expect(checkKey({ ...key, mfaSerial: 'none' }).mfaSerial).toBeDefined();
  expect(checkKey({ ...key, mfaSerial: '' })).toEqual({});
});
