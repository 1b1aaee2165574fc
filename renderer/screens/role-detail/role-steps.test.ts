import { expect, test } from 'vitest';
import type { RoleView } from '../../../electron/contract/roles.ts';
import { sampleRole } from '../../../electron/contract/testing/sample-snapshot.ts';
import { canStop, mainAction } from './role-steps.ts';

const END = { expiresAt: 1_000_000 };
const FAILURE = { failure: { code: 'X', message: 'no', hint: 'Wait.' } };
const SIGN_IN = {
  failure: { code: 'SIGN_IN_REQUIRED', message: 'no', hint: 'Sign in.' },
  baseKind: 'sso',
} as const;
const EXPIRED = { targets: [{ name: 'app-session', state: 'expired' }] } as const;

test.each<[RoleView['state'], Partial<RoleView>, ReturnType<typeof mainAction>, boolean]>([
  ['idle', {}, 'switch', false],
  ['idle', { hasEndpoint: true }, 'switch', true],
  ['assuming', {}, 'switch', false],
  ['assuming', END, 'renew', true],
  ['active', END, 'none', true],
  ['renewing', END, 'none', true],
  ['renewing', { ...END, ...FAILURE }, 'renew', true],
  ['needs-mfa', END, 'renew', true],
  ['needs-mfa', {}, 'switch', true],
  ['failed', FAILURE, 'switch', false],
  ['failed', { ...END, ...FAILURE }, 'renew', true],
  ['failed', { ...FAILURE, ...EXPIRED }, 'switch', true],
  ['failed', SIGN_IN, 'signIn', false],
  ['needs-mfa', { ...END, ...SIGN_IN }, 'signIn', true],
  ['expired', EXPIRED, 'renew', true],
  ['broken', {}, 'none', false],
])('%s with %o: %s, and Stop: %s', (state, changes, action, stops) => {
  const role = sampleRole('app', '222222222222', { state, ...changes });
  expect(mainAction(role)).toBe(action);
  expect(canStop(role)).toBe(stops);
});
