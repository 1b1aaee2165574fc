import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RoleView } from '../../contract/roles.ts';
import type { Platform } from '../../contract/settings.ts';
import type { MfaQuestionView, Snapshot } from '../../contract/snapshot.ts';
import {
  largeSnapshot,
  SAMPLE_NOW,
  SAMPLE_SETTINGS,
  sampleRole,
  sampleSnapshot,
} from '../../contract/testing/sample-snapshot.ts';
import { countItems } from './menu.ts';
import { outline } from './testing/outline.ts';
import { trayModel } from './tray-model.ts';
import type { TrayItem } from './types.ts';

const PLATFORMS: readonly Platform[] = ['darwin', 'win32', 'linux'];
const MINUTE = 60_000;

function menuOf(snapshot: Snapshot, platform: Platform = 'linux'): readonly TrayItem[] {
  return trayModel(snapshot, platform, SAMPLE_NOW).menu;
}

describe('trayModel of the sample organisation', () => {
  const submenu = (about: string, standing: string): string[] => [
    `  # ${about}`,
    standing === 'needs-mfa' ? '  Renew with an MFA code...' : '  Switch',
    standing === 'failed' ? '  (Stop)' : '  Stop',
    '  ---',
    '  Copy for sh, bash, zsh',
    '  Copy a command',
    standing === 'default' ? '  (Is the default)' : '  Set as default',
    '  ---',
    '  Open details',
  ];
  const menu = (quit: string): string[] => [
    '# Live',
    '● deployer, staging — 42 min >',
    ...submenu('staging-deployer-session: written', 'active'),
    '● readonly, production — 55 min >',
    ...submenu('default: written', 'default'),
    '▲ analyst, 444444444444 — needs MFA, 4 min >',
    ...submenu('data-analyst-session: written', 'needs-mfa'),
    '---',
    '# Favourites',
    '▲ admin, production — failed >',
    ...submenu('AWS does not let security assume arn:aws:iam::333333333333:role/admin', 'failed'),
    '---',
    'production, 333333333333 (3) >',
    '  ▲ admin — failed',
    '  deployer — expired',
    '  ● readonly — 55 min',
    'security, 111122223333 (1) >',
    '  hub',
    'staging, 222222222222 (3) >',
    '  admin',
    '  ● deployer — 42 min',
    '  (support — switching)',
    '444444444444 (2) >',
    '  ▲ analyst — needs MFA, 4 min',
    '  (broken — broken)',
    'Bases (1) >',
    '  security',
    '---',
    'Stop all',
    'Open Role Valet',
    quit,
  ];

  test.each([
    ['darwin', 'MFA', 'Quit [Command+Q]'],
    ['win32', '', 'Quit'],
    ['linux', '', 'Quit'],
  ] as const)('on %s', (platform, title, quit) => {
    const { menu: items, ...rest } = trayModel(sampleSnapshot(), platform, SAMPLE_NOW);
    expect(rest).toEqual({
      icon: 'needs-mfa',
      title,
      tooltip: 'Role Valet: analyst, 444444444444 needs an MFA code',
      nextChangeAt: SAMPLE_NOW + 1,
    });
    expect(outline(items)).toEqual(menu(quit));
  });

  test('says what each item does', () => {
    const [, live] = menuOf(
      sampleSnapshot({ settings: { ...SAMPLE_SETTINGS, exportFormat: 'fish' } }),
    );
    const profile = 'staging-deployer';
    expect(live?.items?.flatMap(({ action }) => (action === undefined ? [] : [action]))).toEqual([
      { verb: 'switch', profile },
      { verb: 'stop', profile },
      { verb: 'copyExports', profile, format: 'fish' },
      { verb: 'copyCommand', profile },
      { verb: 'setDefault', profile },
      { verb: 'showRole', profile },
    ]);
    expect(live?.items?.map(({ label }) => label)).toContain('Copy for fish');
  });
});

describe('what only the user can renew', () => {
  const ours = [{ name: 'hub-session', state: 'ours' }] as const;
  const expired = [{ name: 'hub-session', state: 'expired' }] as const;
  const failure = { code: 'STS_ACCESS_DENIED', message: 'AWS says no', hint: 'Ask.' };
  const signedOut = { ...failure, code: 'SIGN_IN_REQUIRED' };
  const live = { expiresAt: SAMPLE_NOW + 4 * MINUTE, targets: ours };
  const step = (changes: Partial<RoleView>): readonly (string | undefined)[] => {
    const roles = [sampleRole('hub', '111122223333', { favourite: true, ...changes })];
    const menu = menuOf(sampleSnapshot({ roles, recent: [], accounts: [] }));
    const [, second] = menu.find(({ kind }) => kind === 'submenu')?.items ?? [];
    const row = menu.find(({ id }) => id.startsWith('group.list'))?.items?.[0];
    return [second?.label, second?.action?.verb, row?.action?.verb];
  };

  test.each<[string, Partial<RoleView>, readonly string[]]>([
    [
      'a code',
      { state: 'needs-mfa', ...live },
      ['Renew with an MFA code...', 'renewRole', 'renewRole'],
    ],
    [
      'a sign-in',
      { state: 'needs-mfa', ...live, failure: signedOut, baseKind: 'sso' },
      ['Sign in...', 'signIn', 'signIn'],
    ],
    [
      'a first sign-in',
      { state: 'failed', failure: signedOut, baseKind: 'sso' },
      ['Sign in...', 'signIn', 'signIn'],
    ],
    [
      'a sign-in of another program',
      { state: 'needs-mfa', ...live, failure: signedOut, baseKind: 'login' },
      ['Renew', 'renewRole', 'renewRole'],
    ],
    ['a failure', { state: 'failed', ...live, failure }, ['Renew', 'renewRole', 'renewRole']],
    ['an end', { state: 'expired', targets: expired }, ['Renew', 'renewRole', 'renewRole']],
    // The row's click is a switch: what it writes is another target than the role has.
    [
      'an end, elsewhere',
      { state: 'expired', targets: expired, switchTarget: 'current' },
      ['Renew', 'renewRole', 'switch'],
    ],
    ['a first try', { state: 'failed', failure }, ['Switch', 'switch', 'switch']],
    ['a first code', { state: 'needs-mfa' }, ['Switch with an MFA code...', 'switch', 'switch']],
    ['nothing: it is renewed', { state: 'renewing', ...live }, ['Switch', 'switch', 'switch']],
  ])('%s', (_, changes, expected) => {
    expect(step(changes)).toEqual(expected);
  });

  test('a role that the app renews says so, and counts as live', () => {
    const roles = [sampleRole('hub', '111122223333', { state: 'renewing', ...live })];
    expect(menuOf(sampleSnapshot({ roles, recent: [] }))[1]?.label).toBe(
      '● hub, security — renewing, 4 min',
    );
  });
});

describe('the console', () => {
  const lines = (changes: Partial<RoleView>): readonly string[] => {
    const roles = [sampleRole('hub', '111122223333', { favourite: true, ...changes })];
    return outline(menuOf(sampleSnapshot({ roles, recent: [] }))).slice(-8, -3);
  };

  test('is opened from a role’s submenu, where AWS opens one', () => {
    const console = { canBeReadOnly: true };
    const roles = [sampleRole('hub', '111122223333', { favourite: true, console })];
    const [, role] = menuOf(sampleSnapshot({ roles, recent: [] }));
    const item = role?.items?.find(({ label }) => label === 'Open console');
    expect(item?.action).toEqual({ verb: 'openConsole', profile: 'hub' });
    expect(lines({ console })).toContain('  Open console');
    expect(lines({ console, state: 'assuming' })).toContain('  (Open console)');
    expect(lines({})).not.toContain('  Open console');
  });
});

describe('bases that can be unlocked ahead of need', () => {
  const [key] = sampleSnapshot().keys;
  if (key === undefined) throw new Error('the sample has no key');
  const { unlockedUntil: _, ...locked } = key;

  test('stand near the end, five at most', () => {
    const keys = [
      locked,
      { ...locked, profile: 'no-roles', roleCount: 0 },
      ...Array.from({ length: 9 }, (_, index) => ({ ...locked, profile: `R&D ${index}` })),
    ];
    expect(outline(menuOf(sampleSnapshot({ keys }))).slice(-8)).toEqual([
      'Stop all',
      'Unlock security for the day...',
      ...[0, 1, 2, 3].map((index) => `Unlock R&&D ${index} for the day...`),
      'Open Role Valet',
      'Quit',
    ]);
    const item = menuOf(sampleSnapshot({ keys })).find(({ id }) => id === 'unlock:security');
    expect(item?.action).toEqual({ verb: 'unlockBase', profile: 'security' });
  });

  test('come back when the MFA session is over, without a new snapshot', () => {
    const keys = [{ ...locked, unlockedUntil: SAMPLE_NOW + 90 * MINUTE }];
    const snapshot = sampleSnapshot({ keys, roles: [], recent: [] });
    const { menu, nextChangeAt = 0 } = trayModel(snapshot, 'linux', SAMPLE_NOW);
    expect(nextChangeAt).toBe(SAMPLE_NOW + 90 * MINUTE);
    const later = trayModel(snapshot, 'linux', nextChangeAt);
    const isUnlock = ({ id }: TrayItem): boolean => id === 'unlock:security';
    expect([menu.some(isUnlock), later.menu.some(isUnlock)]).toEqual([false, true]);
    expect(later.nextChangeAt).toBeUndefined();
  });
});

describe('the top of the menu', () => {
  const question: MfaQuestionView = {
    id: 1,
    serial: 'arn:aws:iam::111122223333:mfa/ana',
    baseProfile: 'security',
    accountId: '111122223333',
    roles: ['prod-admin'],
    isChecking: false,
    askedBy: 'person',
  };

  test('has practice, the question and the keychain first', () => {
    const snapshot = sampleSnapshot({
      question,
      isPractice: true,
      keychain: { state: 'unavailable' },
    });
    expect(outline(menuOf(snapshot)).slice(0, 4)).toEqual([
      '# Practice organisation: nothing here is real',
      'Enter MFA code for ana...',
      'The keychain is not available...',
      '---',
    ]);
    expect(trayModel(snapshot, 'linux', SAMPLE_NOW)).toMatchObject({
      icon: 'needs-mfa',
      tooltip: 'Role Valet (practice): needs an MFA code for ana',
    });
    expect(menuOf(snapshot)[1]?.action).toEqual({ verb: 'answerMfa' });
  });

  test('names the sign-in that waits in the browser', () => {
    const signIn = { profile: 'dev', name: 'R&D', startUrl: 'https://start.example.com' };
    const snapshot = sampleSnapshot({ signIn });
    const [item] = menuOf(snapshot);
    expect([item?.label, item?.action]).toEqual([
      'Signing in to R&&D in the browser...',
      { verb: 'showWindow' },
    ]);
    expect(trayModel(snapshot, 'darwin', SAMPLE_NOW)).toMatchObject({
      icon: 'needs-mfa',
      title: 'Sign in',
      tooltip: 'Role Valet: the sign-in to R&D waits in the browser',
    });
  });

  test('says while a code is being checked, and names a device without an ARN', () => {
    const checked = { ...question, serial: 'GAHT12345678', isChecking: true };
    const labels = outline(menuOf(sampleSnapshot({ question: checked })));
    expect(labels[0]).toBe('AWS checks the MFA code for GAHT12345678...');
  });

  test('leads to the window where there is no role', () => {
    const empty = { roles: [], recent: [], accounts: [] };
    expect(outline(menuOf(sampleSnapshot({ ...empty, isFirstRun: true })))).toEqual([
      'Set up your first role...',
      '---',
      'Open Role Valet',
      'Quit',
    ]);
    expect(outline(menuOf(sampleSnapshot(empty)))[0]).toBe('No roles found: add one...');
    expect(trayModel(sampleSnapshot(empty), 'darwin', SAMPLE_NOW)).toMatchObject({
      icon: 'idle',
      title: '',
      tooltip: 'Role Valet: no role is live',
    });
  });

  test('shows the shortcut where it works, not where it does not', () => {
    const settings = { ...SAMPLE_SETTINGS, shortcut: 'Alt+Shift+R' };
    const openWith = (shortcut: 'works' | 'unconfirmed' | 'unavailable'): string | undefined => {
      const { system } = sampleSnapshot();
      const items = menuOf(sampleSnapshot({ settings, system: { ...system, shortcut } }));
      return outline(items).find((line) => line.startsWith('Open'));
    };
    expect(openWith('works')).toBe('Open Role Valet [Alt+Shift+R]');
    expect(openWith('unconfirmed')).toBe('Open Role Valet [Alt+Shift+R]');
    expect(openWith('unavailable')).toBe('Open Role Valet');
  });

  test('lists roles used last once, the newest first, and neither live ones nor favourites', () => {
    const recent = ['gone', 'hub', 'prod-admin', 'staging-deployer', 'security', 'hub'];
    const lines = outline(menuOf(sampleSnapshot({ recent })));
    const from = lines.indexOf('# Recent');
    const roles = lines.slice(from + 1, lines.indexOf('production, 333333333333 (3) >'));
    expect(roles.filter((line) => line.endsWith(' >'))).toEqual([
      'hub, security >',
      'security, base >',
    ]);
  });
});

describe('limits', () => {
  test('5,000 roles make at most 400 items, and a line that leads to the rest', () => {
    const items = menuOf(largeSnapshot(5000));
    expect(countItems(items)).toBeLessThanOrEqual(400);
    expect(outline(items).filter((line) => line === 'More in the window...')).toHaveLength(1);
    const [group] = menuOf(largeSnapshot(5000, 10)).filter(({ kind }) => kind === 'submenu');
    expect(group?.label).toBe('100000000000 (500)');
    expect(group?.items).toHaveLength(26);
    expect(group?.items?.at(-1)?.label).toBe('More in the window...');
  });

  test('only 20 roles have a submenu of their own, live ones first', () => {
    const roles = Array.from({ length: 60 }, (_, index) =>
      sampleRole(`role${index}-x`, '222222222222', {
        favourite: true,
        ...(index % 4 === 0 ? { state: 'active', expiresAt: SAMPLE_NOW + 50 * MINUTE } : {}),
      }),
    );
    const items = menuOf(sampleSnapshot({ roles, recent: [] }));
    const tops = items.filter(({ id }) => /^(live|favourite)\.role:/.test(id));
    const full = tops.filter(({ kind }) => kind === 'submenu');
    expect(full).toHaveLength(20);
    expect(full.filter(({ id }) => id.startsWith('live.'))).toHaveLength(15);
    expect(tops.filter(({ kind }) => kind === 'action').map(({ action }) => action?.verb)).toEqual(
      Array(20).fill('switch'),
    );
  });
});

test('nothing but time changes nothing until nextChangeAt', () => {
  const minutes = fc.integer({ min: -2 * MINUTE, max: 130 * MINUTE });
  fc.assert(
    fc.property(
      fc.array(minutes, { maxLength: 12 }),
      fc.array(minutes, { maxLength: 3 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (lefts, unlocks, part) => {
        const roles = lefts.map((left, index) =>
          sampleRole(`role${index}-x`, '222222222222', {
            state: 'active',
            expiresAt: SAMPLE_NOW + left,
          }),
        );
        const keys = sampleSnapshot().keys.flatMap((key) =>
          unlocks.map((left, index) => ({
            ...key,
            profile: `base${index}`,
            unlockedUntil: SAMPLE_NOW + left,
          })),
        );
        const snapshot = sampleSnapshot({ roles, keys });
        for (const platform of PLATFORMS) {
          const { nextChangeAt, ...model } = trayModel(snapshot, platform, SAMPLE_NOW);
          expect(nextChangeAt === undefined).toBe(
            [...lefts, ...unlocks].every((left) => left <= 0),
          );
          const last = (nextChangeAt ?? SAMPLE_NOW + 500 * MINUTE) - 1;
          const at = SAMPLE_NOW + Math.floor(part * (last - SAMPLE_NOW));
          const { nextChangeAt: later, ...same } = trayModel(snapshot, platform, at);
          expect(later).toBe(nextChangeAt);
          expect(same).toEqual(model);
          expect(last).toBeGreaterThanOrEqual(SAMPLE_NOW);
        }
      },
    ),
  );
});
