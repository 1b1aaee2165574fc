import { expect, test } from 'vitest';
import type { RoleView } from '../../../electron/contract/roles.ts';
import { sampleRole } from '../../../electron/contract/testing/sample-snapshot.ts';
import { stateWords } from './state-words.ts';

const LEFT = '4 min left, until 09:04';
const FAILURE = { code: 'X', message: 'AWS says no', hint: 'Ask.' };

function words(changes: Partial<RoleView>, left = '') {
  const found = stateWords(sampleRole('app', '222222222222', changes), left);
  return found === undefined ? [] : [found.tone, found.message, found.hint];
}

test('what goes well is not talked about', () => {
  for (const state of ['idle', 'assuming', 'active', 'renewing'] as const) {
    expect(words({ state, expiresAt: 1 }, LEFT)).toEqual([]);
  }
});

test('a role that can’t be renewed says why, and how long it goes on', () => {
  expect(words({ state: 'failed', expiresAt: 1, failure: FAILURE }, LEFT)).toEqual([
    'danger',
    'AWS says no',
    'Ask. Its session still runs: 4 min left, until 09:04.',
  ]);
  expect(words({ state: 'failed', failure: FAILURE })).toEqual(['danger', 'AWS says no', 'Ask.']);
  expect(words({ state: 'needs-mfa', expiresAt: 1 }, LEFT)).toEqual([
    'warn',
    'It waits for an MFA code.',
    'Renew asks for one. Its session still runs: 4 min left, until 09:04.',
  ]);
  expect(words({ state: 'needs-mfa', expiresAt: 1, failure: FAILURE }, LEFT)[1]).toBe(
    'AWS says no',
  );
  expect(words({ state: 'needs-mfa' })).toEqual(['warn', 'It waits for an MFA code.', '']);
});

test('a sign-in that is due is nothing that went wrong', () => {
  const failure = { code: 'SIGN_IN_REQUIRED', message: 'It has ended', hint: 'Sign in.' };
  expect(words({ state: 'failed', failure })).toEqual(['warn', 'It has ended', 'Sign in.']);
});

test('a renewal that is tried again says what failed', () => {
  expect(words({ state: 'renewing', expiresAt: 1, failure: FAILURE }, LEFT)).toEqual([
    'info',
    'The last try to renew it failed: AWS says no',
    'It is tried again by itself. Its session still runs: 4 min left, until 09:04.',
  ]);
});

test('an end says what stays, unless there is worse to say', () => {
  expect(words({ state: 'expired' })[1]).toBe('Its session ended.');
  expect(words({ state: 'expired', failure: FAILURE })[1]).toBe('AWS says no');
});
