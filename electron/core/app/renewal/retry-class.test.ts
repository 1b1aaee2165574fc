import { expect, test } from 'vitest';
import { type ErrorCode, EXIT_CODE_BY_ERROR } from '../../../contract/errors.ts';
import { retryClass } from './retry-class.ts';

test.each([
  ['NETWORK_UNREACHABLE', 'retry'],
  ['STS_THROTTLED', 'retry'],
  ['KEYCHAIN_LOCKED', 'retry'],
  ['FILE_UNSTABLE', 'retry'],
  ['MFA_REQUIRED', 'ask'],
  ['MFA_CODE_SPENT', 'ask'],
  ['STS_ACCESS_DENIED', 'fix'],
  ['BASE_KEY_MISSING', 'fix'],
  ['STS_KEY_INVALID', 'fix'],
  ['ROLE_NOT_FOUND', 'stop'],
  ['TARGET_TAKEN_OVER', 'stop'],
] as const)('%s calls for: %s', (code, kind) => {
  expect(retryClass(code)).toBe(kind);
});

test('what refuses to protect the user’s data is never tried again by itself', () => {
  const refusals = Object.entries(EXIT_CODE_BY_ERROR).flatMap(([code, exit]) =>
    exit === 5 && !['FILE_UNSTABLE', 'FILE_CHANGED'].includes(code) ? [code as ErrorCode] : [],
  );
  expect(refusals.length).toBeGreaterThan(4);
  for (const code of refusals) expect(retryClass(code), code).not.toBe('retry');
});
