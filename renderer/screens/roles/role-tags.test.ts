import { expect, test } from 'vitest';
import type { RoleView } from '../../../electron/contract/roles.ts';
import { sampleRole } from '../../../electron/contract/testing/sample-snapshot.ts';
import {
  furtherName,
  isWrong,
  needsText,
  primaryAction,
  roleTags,
  targetText,
} from './role-tags.ts';

function role(changes: Partial<RoleView> = {}): RoleView {
  return sampleRole('prod-admin', '333333333333', changes);
}

function tagTexts(changes: Partial<RoleView>): readonly string[] {
  return roleTags(role(changes)).map(({ text }) => text);
}

test('tags tell the state and what became of the targets', () => {
  expect(tagTexts({})).toEqual([]);
  expect(tagTexts({ state: 'needs-mfa' })).toEqual(['needs MFA']);
  expect(tagTexts({ state: 'renewing' })).toEqual(['renewing']);
  expect(tagTexts({ state: 'failed' })).toEqual(['failed']);
  expect(tagTexts({ state: 'expired' })).toEqual(['expired']);
  expect(tagTexts({ state: 'broken' })).toEqual(['broken']);
  expect(
    tagTexts({
      state: 'active',
      targets: [
        { name: 'default', state: 'ours' },
        { name: 'ci', state: 'taken-over' },
        { name: 'old', state: 'missing' },
      ],
    }),
  ).toEqual(['taken over', 'target removed', 'default']);
});

test('a source that wants a sign-in is not said to need a code', () => {
  const failure = { code: 'SIGN_IN_REQUIRED', message: 'the sign-in has ended', hint: 'Sign in.' };
  expect(tagTexts({ state: 'needs-mfa', failure })).toEqual(['needs sign-in']);
  expect(tagTexts({ state: 'failed', failure })).toEqual(['needs sign-in']);
  expect(isWrong(role({ state: 'failed', failure }))).toBe(false);
  expect(isWrong(role({ state: 'failed' }))).toBe(true);
});

test('the main action of a role that waits for a sign-in is to sign in, where that can be done here', () => {
  const failure = { code: 'SIGN_IN_REQUIRED', message: 'the sign-in has ended', hint: 'Sign in.' };
  for (const state of ['needs-mfa', 'failed'] as const) {
    expect(primaryAction(role({ state, failure, baseKind: 'sso' }))).toBe('signIn');
    expect(primaryAction(role({ state, failure, baseKind: 'login' }))).toBe('switch');
  }
});

test('the reason is in the tag’s title', () => {
  const failure = { code: 'NETWORK_UNREACHABLE', message: 'AWS is far', hint: 'Wait.' };
  const titles = (state: RoleView['state']) =>
    roleTags(role({ state, failure })).map(({ title }) => title);
  expect(titles('renewing')).toEqual(['The last try failed: AWS is far\nWait.']);
  expect(titles('needs-mfa')).toEqual(['AWS is far\nWait.']);
  expect(roleTags(role({ state: 'renewing' }))[0]).not.toHaveProperty('title');
});

test('a default that is not ours is not called default', () => {
  expect(tagTexts({ targets: [{ name: 'default', state: 'taken-over' }] })).toEqual(['taken over']);
});

test('the target is what is written now, else what a switch would write', () => {
  expect(targetText(role())).toBe('prod-admin-session');
  expect(
    targetText(
      role({
        targets: [
          { name: 'default', state: 'ours' },
          { name: 'ci', state: 'ours' },
          { name: 'lost', state: 'taken-over' },
        ],
      }),
    ),
  ).toBe('default, ci');
});

test('what a switch needs is said in words', () => {
  expect(needsText(role())).toBe('');
  expect(needsText(role({ wantsMfa: true }))).toBe('MFA');
  expect(needsText(role({ wantsMfa: true, wantsExternalId: true }))).toBe('MFA, external id');
});

test('the role’s name stands beside its profile only where it says more', () => {
  expect(furtherName(role())).toBe('');
  expect(furtherName(role({ roleName: 'ReadOnly', profile: 'prod-read-only' }))).toBe('');
  expect(furtherName(role({ roleName: 'Administrator' }))).toBe('Administrator');
});

test.each([
  ['idle', 'switch', 'switch'],
  ['assuming', 'switch', 'renew'],
  ['active', 'stop', 'stop'],
  ['renewing', 'stop', 'stop'],
  ['needs-mfa', 'switch', 'renew'],
  ['failed', 'switch', 'renew'],
  ['expired', 'renew', 'renew'],
  ['broken', 'details', 'details'],
] as const)(
  'the main action of a role that is %s is %s, with a session %s',
  (state, action, live) => {
    expect(primaryAction(role({ state }))).toBe(action);
    expect(primaryAction(role({ state, expiresAt: 1_000_000 }))).toBe(live);
  },
);
