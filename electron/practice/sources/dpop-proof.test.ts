import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { signJwt } from '../jwt.ts';
import { checkDpopProof } from './dpop-proof.ts';

const NOW = Date.parse('2026-11-25T12:00:00Z');
const URL = 'http://127.0.0.1:1234/v1/token';
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const jwk = publicKey.export({ format: 'jwk' });

function check(header: object = {}, claims: object = {}) {
  const seen = new Set(['used']);
  const proof = signJwt(
    { typ: 'dpop+jwt', jwk, ...header },
    { htm: 'POST', htu: URL, iat: NOW / 1000, jti: 'new', ...claims },
    privateKey,
  );
  const isReplayed = (id: string) => seen.has(id);
  return checkDpopProof(proof, { method: 'POST', url: URL, now: NOW, isReplayed });
}

test('a proof gives the thumbprint of its key', () => {
  expect(check()).toEqual({ thumbprint: expect.stringMatching(/^[\w-]{43}$/) });
});

test.each<[string, object, object, RegExp]>([
  ['another type', { typ: 'JWT' }, {}, /type dpop\+jwt/],
  ['no key', { jwk: undefined }, {}, /with its key/],
  ['a private key', { jwk: privateKey.export({ format: 'jwk' }) }, {}, /private key/],
  ['a key that did not sign', { jwk: { ...jwk, x: jwk.y } }, {}, /signature/],
  ['another URL', {}, { htu: `${URL}2` }, /another call/],
  ['another method', {}, { htm: 'GET' }, /another call/],
  ['an old one', {}, { iat: NOW / 1000 - 301 }, /not current/],
  ['a used one', {}, { jti: 'used' }, /used before/],
])('%s', (_, header, claims, fault) => {
  expect(check(header, claims)).toEqual({ fault: expect.stringMatching(fault) });
});

test('no proof at all', () => {
  const expectation = { method: 'POST', url: URL, now: NOW, isReplayed: () => false };
  expect(checkDpopProof(undefined, expectation)).toHaveProperty('fault');
  expect(checkDpopProof('a.b.c', expectation)).toHaveProperty('fault');
});
