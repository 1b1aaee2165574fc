import { describe, expect, test } from 'vitest';
import type { RoleView } from '../../contract/roles.ts';
import type { Snapshot } from '../../contract/snapshot.ts';
import {
  largeSnapshot,
  SAMPLE_NOW,
  sampleRole,
  sampleSnapshot,
} from '../../contract/testing/sample-snapshot.ts';
import { trayModel } from './tray-model.ts';

const MINUTE = 60_000;

function deployer(changes: Partial<RoleView>): RoleView {
  return sampleRole('staging-deployer', '222222222222', changes);
}

function live(minutes: number, changes: Partial<RoleView> = {}): RoleView {
  return deployer({ state: 'active', expiresAt: SAMPLE_NOW + minutes * MINUTE, ...changes });
}

function shown(changes: Partial<Snapshot>): readonly [string, string, string] {
  const snapshot = sampleSnapshot({ recent: [], ...changes });
  const { icon, title, tooltip } = trayModel(snapshot, 'darwin', SAMPLE_NOW);
  return [icon, title, tooltip.replace(/^Role Valet: /, '')];
}

describe('icon, title and tooltip', () => {
  const other = sampleRole('prod-admin', '333333333333');
  const ours = [{ name: 'staging-deployer-session', state: 'ours' }] as const;
  const failure = { code: 'NETWORK_UNREACHABLE', message: 'AWS is far', hint: 'Wait.' };
  const signedOut = { ...failure, code: 'SIGN_IN_REQUIRED' };
  const taken = [{ name: 'default', state: 'taken-over' }] as const;
  test.each<[string, RoleView[], readonly [string, string, string]]>([
    ['nothing live', [deployer({})], ['idle', '', 'no role is live']],
    ['one live', [live(42), other], ['active', '42 min', 'deployer, staging, 42 min left']],
    ['renewal is due', [live(14.1)], ['active', '14 min', 'deployer, staging, 14 min left']],
    [
      'renewal should be done',
      [live(12.9)],
      ['expiring', '12 min', 'deployer, staging, 12 min left'],
    ],
    [
      'renewing is as good as active',
      [live(14.1, { state: 'renewing' })],
      ['active', '14 min', 'deployer, staging, 14 min left'],
    ],
    [
      'renewing for long',
      [live(4, { state: 'renewing', failure })],
      ['expiring', '4 min', 'deployer, staging, 4 min left'],
    ],
    ['renewing after the end', [deployer({ state: 'renewing' })], ['idle', '', 'no role is live']],
    [
      'less than a minute left',
      [live(0.5)],
      ['expiring', 'under 1 min', 'deployer, staging, under 1 min left'],
    ],
    [
      'several live',
      [live(42), { ...live(4), profile: 'b' }],
      ['expiring', '4 min', '2 live, next ends in 4 min'],
    ],
    ['a session over', [live(0)], ['idle', '', 'no role is live']],
    [
      'live without an end',
      [deployer({ state: 'active' })],
      ['active', '', 'deployer, staging, live'],
    ],
    [
      'renewal needs a code',
      [live(4, { state: 'needs-mfa' })],
      ['needs-mfa', 'MFA', 'deployer, staging needs an MFA code'],
    ],
    [
      'a code for several',
      [deployer({ state: 'needs-mfa' }), { ...other, state: 'needs-mfa' }],
      ['needs-mfa', 'MFA', '2 roles need an MFA code'],
    ],
    [
      'renewal needs a sign-in',
      [live(4, { state: 'needs-mfa', failure: signedOut })],
      ['needs-mfa', 'Sign in', 'deployer, staging needs a sign-in'],
    ],
    [
      'a sign-in for several, one of which is over',
      [
        live(4, { state: 'needs-mfa', failure: signedOut }),
        { ...other, state: 'failed', failure: signedOut, targets: ours },
      ],
      ['needs-mfa', 'Sign in', '2 roles need a sign-in'],
    ],
    [
      'a code for one, a sign-in for another',
      [deployer({ state: 'needs-mfa' }), { ...other, state: 'needs-mfa', failure: signedOut }],
      ['needs-mfa', 'MFA', '2 roles need an MFA code or a sign-in'],
    ],
    [
      'a first try wanted a sign-in',
      [deployer({ state: 'failed', failure: signedOut })],
      ['idle', '', 'no role is live'],
    ],
    ['a first try failed', [deployer({ state: 'failed' })], ['idle', '', 'no role is live']],
    ['renewal failed', [live(8, { state: 'failed' })], ['error', '', 'deployer, staging failed']],
    [
      'a written role failed',
      [deployer({ state: 'failed', targets: ours })],
      ['error', '', 'deployer, staging failed'],
    ],
    [
      'taken over',
      [live(42, { targets: taken })],
      ['error', '', 'default was taken over by another program'],
    ],
    ['taken over when over', [live(-1, { targets: taken })], ['idle', '', 'no role is live']],
    [
      'being renewed',
      [live(42, { state: 'assuming' })],
      ['active', '42 min', 'deployer, staging, 42 min left'],
    ],
  ])('%s', (_, roles, expected) => {
    expect(shown({ roles })).toEqual(expected);
  });

  test('an unavailable keychain is an error, a run in memory is not', () => {
    const roles = [live(42)];
    expect(shown({ roles, keychain: { state: 'unavailable' } })).toEqual([
      'error',
      '',
      'the keychain is not available',
    ]);
    expect(shown({ roles, keychain: { state: 'memory-only' } })[0]).toBe('active');
  });
});

describe('names', () => {
  test('roles of one name in one account go by their profile', () => {
    const twin = { ...live(42), profile: 'staging-deployer-2' };
    const { menu } = trayModel(
      sampleSnapshot({ roles: [live(42), twin], recent: [] }),
      'linux',
      SAMPLE_NOW,
    );
    expect(menu.slice(1, 3).map(({ label }) => label)).toEqual([
      '● staging-deployer, staging — 42 min',
      '● staging-deployer-2, staging — 42 min',
    ]);
    expect(
      menu.find(({ id }) => id.startsWith('group.list'))?.items?.map(({ label }) => label),
    ).toEqual(['● staging-deployer — 42 min', '● staging-deployer-2 — 42 min']);
  });

  test('an ampersand is shown, not taken for a mnemonic, on each platform', () => {
    const snapshot = sampleSnapshot({
      roles: [live(42)],
      accounts: [{ id: '222222222222', name: 'R&D' }],
    });
    const texts = (['darwin', 'win32', 'linux'] as const).map((platform) => {
      const { menu, tooltip } = trayModel(snapshot, platform, SAMPLE_NOW);
      return [menu[1]?.label, tooltip];
    });
    expect(texts).toEqual([
      ['● deployer, R&&D — 42 min', 'Role Valet: deployer, R&D, 42 min left'],
      ['● deployer, R&&D — 42 min', 'Role Valet: deployer, R+D, 42 min left'],
      ['● deployer, R&&D — 42 min', 'Role Valet: deployer, R&D, 42 min left'],
    ]);
  });

  test('the user’s own groups come first and name the account of each role', () => {
    const { menu } = trayModel(
      sampleSnapshot({
        roles: [deployer({}), deployer({ profile: 'b', roleName: 'b', group: 'Z' })],
      }),
      'linux',
      SAMPLE_NOW,
    );
    const groups = menu.filter(({ id }) => id.startsWith('group.list'));
    expect(groups.map(({ label, items }) => [label, items?.map((row) => row.label)])).toEqual([
      ['Z (1)', ['b, staging']],
      ['staging, 222222222222 (1)', ['deployer']],
    ]);
  });

  test('long names lose their middle, never the time', () => {
    const roleName = `${'a'.repeat(60)}${'z'.repeat(60)}`;
    const { menu, tooltip } = trayModel(
      sampleSnapshot({ roles: [live(42, { roleName })] }),
      'win32',
      SAMPLE_NOW,
    );
    expect(menu[1]?.label).toMatch(/^● a+….*staging — 42 min$/);
    expect(menu[1]?.label).toHaveLength(48 + '●  — 42 min'.length);
    expect(tooltip.length).toBeLessThanOrEqual(127);
  });
});

test('many sessions: the title is the next end, whatever the order', () => {
  const { roles } = largeSnapshot(300);
  const all = roles.map((role, index) => ({
    ...role,
    state: 'active' as const,
    expiresAt: SAMPLE_NOW + (20 + ((index * 7) % 300)) * MINUTE,
  }));
  expect(shown({ roles: all })).toEqual(['active', '20 min', '300 live, next ends in 20 min']);
});
