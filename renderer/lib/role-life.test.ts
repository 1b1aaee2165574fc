import { describe, expect, test } from 'vitest';
import type { RoleView } from '../../electron/contract/roles.ts';
import { canSignIn, needsSignIn } from '../../electron/contract/sign-in-need.ts';
import { sampleRole } from '../../electron/contract/testing/sample-snapshot.ts';
import { isLive, isSwitchRenewal, isWritten, wantsRenewal, writtenTargets } from './role-life.ts';

const END = { expiresAt: 1_000_000 };
const OURS = { targets: [{ name: 'app-session', state: 'ours' }] } as const;
const EXPIRED = { targets: [{ name: 'app-session', state: 'expired' }] } as const;

function role(changes: Partial<RoleView>): RoleView {
  return sampleRole('app', '222222222222', changes);
}

test.each([
  ['active', true],
  ['assuming', true],
  ['renewing', true],
  ['needs-mfa', true],
  ['failed', true],
  ['broken', true],
  ['expired', false],
  ['idle', false],
] as const)('with an end, a role that is %s is live: %s', (state, live) => {
  expect(isLive(role({ state, ...END }))).toBe(live);
  expect(isLive(role({ state }))).toBe(state === 'active');
});

describe('what the user has to renew', () => {
  test.each([
    ['expired', {}, true],
    ['failed', {}, false],
    ['failed', EXPIRED, false],
    ['failed', END, true],
    ['needs-mfa', {}, false],
    ['needs-mfa', END, true],
    ['needs-mfa', EXPIRED, true],
    ['active', END, false],
    ['renewing', END, false],
    ['assuming', END, false],
    ['idle', {}, false],
    ['broken', {}, false],
  ] as const)('%s with %o: %s', (state, changes, wanted) => {
    expect(wantsRenewal(role({ state, ...changes }))).toBe(wanted);
  });
});

test.each([
  ['needs-mfa', 'SIGN_IN_REQUIRED', 'sso', true, true],
  ['failed', 'SIGN_IN_REQUIRED', 'sso', true, true],
  ['failed', 'SIGN_IN_REQUIRED', 'login', true, false],
  ['failed', 'STS_ACCESS_DENIED', 'sso', false, false],
  ['renewing', 'SIGN_IN_REQUIRED', 'sso', false, false],
] as const)(
  '%s by %s from %s: needs a sign-in %s, which starts here %s',
  (state, code, baseKind, needs, can) => {
    const failure = { code, message: 'no', hint: 'Sign in.' };
    const waiting = role({ state, failure, baseKind });
    expect([needsSignIn(waiting), canSignIn(waiting)]).toEqual([needs, can]);
  },
);

test('what another program took or removed is not written', () => {
  const targets = [
    { name: 'a', state: 'taken-over' },
    { name: 'b', state: 'missing' },
    { name: 'c', state: 'expired' },
  ] as const;
  expect(writtenTargets(role({ targets }))).toEqual(['c']);
  expect(isWritten(role({ targets: targets.slice(0, 2) }))).toBe(false);
});

test('a switch is a renewal only where the renewal writes what the switch would write', () => {
  expect(isSwitchRenewal(role({ state: 'expired', ...EXPIRED }))).toBe(true);
  expect(isSwitchRenewal(role({ state: 'failed', ...END, ...OURS }))).toBe(true);
  expect(isSwitchRenewal(role({ state: 'active', ...END, ...OURS }))).toBe(false);
  expect(isSwitchRenewal(role({ state: 'expired' }))).toBe(false);
  expect(isSwitchRenewal(role({ state: 'expired', ...EXPIRED, switchTarget: 'current' }))).toBe(
    false,
  );
});
