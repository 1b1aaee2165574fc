import type { RoleView } from '../roles.ts';
import type { Settings } from '../settings.ts';
import type { Snapshot } from '../snapshot.ts';

/** The moment that sample snapshots are about: 2026-03-02T09:00:00Z, epoch milliseconds. */
export const SAMPLE_NOW = Date.UTC(2026, 2, 2, 9);

export const SAMPLE_SETTINGS: Settings = {
  theme: 'system',
  exportFormat: 'sh',
  clipboardClearSeconds: 45,
  switchTarget: 'role',
  sharedTarget: 'current',
  keepSessions: true,
  startAtLogin: false,
  startHidden: false,
  menuBarOnly: false,
  shortcut: '',
  hideFromScreenCapture: false,
  notifyBeforeMinutes: 5,
  stopOnQuit: false,
  keyAgeReminderDays: 90,
};

/** A role of the sample, idle unless `changes` say otherwise. */
export function sampleRole(
  profile: string,
  accountId: string,
  changes: Partial<RoleView> = {},
): RoleView {
  const roleName = profile.split('-').at(-1) ?? profile;
  return {
    profile,
    kind: 'role',
    roleArn: `arn:aws:iam::${accountId}:role/${roleName}`,
    roleName,
    accountId,
    region: 'eu-west-1',
    favourite: false,
    chain: ['security', 'hub', profile],
    wantsMfa: false,
    wantsExternalId: false,
    state: 'idle',
    switchTarget: `${profile}-session`,
    targets: [],
    hasEndpoint: false,
    isManaged: false,
    ...changes,
  };
}

/** A small organisation with a role in every state. `changes` replace whole fields. */
export function sampleSnapshot(changes: Partial<Snapshot> = {}): Snapshot {
  const inMinutes = (minutes: number): number => SAMPLE_NOW + minutes * 60_000;
  return {
    revision: 1,
    version: '0.1.0',
    platform: 'linux',
    clockOffsetMs: 0,
    roles: [
      {
        profile: 'security',
        kind: 'base',
        roleName: 'security',
        region: 'eu-west-1',
        favourite: false,
        chain: ['security'],
        wantsMfa: true,
        wantsExternalId: false,
        state: 'idle',
        switchTarget: 'security-session',
        targets: [],
        hasEndpoint: false,
        isManaged: false,
      },
      sampleRole('hub', '111122223333', { chain: ['security', 'hub'], wantsMfa: true }),
      sampleRole('staging-deployer', '222222222222', {
        state: 'active',
        wantsMfa: true,
        favourite: true,
        expiresAt: inMinutes(42),
        lifeSeconds: 3600,
        targets: [{ name: 'staging-deployer-session', state: 'ours' }],
      }),
      sampleRole('prod-readonly', '333333333333', {
        state: 'active',
        wantsMfa: true,
        expiresAt: inMinutes(55),
        lifeSeconds: 3600,
        targets: [{ name: 'default', state: 'ours' }],
      }),
      sampleRole('data-analyst', '444444444444', {
        state: 'needs-mfa',
        wantsMfa: true,
        chain: ['security', 'data-analyst'],
        expiresAt: inMinutes(4),
        lifeSeconds: 3600,
        targets: [{ name: 'data-analyst-session', state: 'ours' }],
      }),
      sampleRole('staging-admin', '222222222222', {
        chain: ['security', 'staging-admin'],
        wantsMfa: true,
        wantsExternalId: true,
      }),
      sampleRole('staging-support', '222222222222', { state: 'assuming' }),
      sampleRole('prod-admin', '333333333333', {
        chain: ['security', 'prod-admin'],
        wantsMfa: true,
        wantsExternalId: true,
        favourite: true,
        state: 'failed',
        failure: {
          code: 'STS_ACCESS_DENIED',
          message: 'AWS does not let security assume arn:aws:iam::333333333333:role/admin',
          hint: 'Check that the trust policy of the role names your user, and its external id.',
        },
      }),
      sampleRole('prod-deployer', '333333333333', {
        state: 'expired',
        expiresAt: inMinutes(-3),
        lifeSeconds: 3600,
        targets: [{ name: 'prod-deployer-session', state: 'expired' }],
      }),
      sampleRole('data-broken', '444444444444', {
        state: 'broken',
        chain: [],
        failure: {
          code: 'CHAIN_BROKEN',
          message: 'config, line 41: source_profile "hubb" of data-broken is not defined',
          hint: 'Correct the name in that line.',
        },
      }),
    ],
    accounts: [
      { id: '111122223333', name: 'security' },
      { id: '222222222222', name: 'staging' },
      { id: '333333333333', name: 'production', colour: 'red' },
      { id: '444444444444' },
    ],
    recent: ['staging-deployer', 'prod-readonly', 'data-analyst'],
    keys: [
      {
        profile: 'security',
        accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
        createdAt: SAMPLE_NOW - 41 * 86_400_000,
        mfaSerial: 'arn:aws:iam::111122223333:mfa/ana',
        roleCount: 9,
        isOld: false,
        ageDays: 41,
        unlockedUntil: inMinutes(460),
      },
    ],
    findings: [],
    doctorErrors: 0,
    filesRevision: 1,
    keychain: { state: 'ready' },
    files: {
      configPath: '/home/ana/.aws/config',
      configExists: true,
      credentialsPath: '/home/ana/.aws/credentials',
      homePath: '/home/ana/.local/share/role-valet',
    },
    system: {
      shortcut: 'off',
      lockEvents: true,
      screenCaptureProtection: false,
      loginItem: true,
    },
    settings: SAMPLE_SETTINGS,
    network: { proxy: '', caBundle: '' },
    isPractice: false,
    isFirstRun: false,
    ...changes,
  };
}

/** A snapshot of `count` idle roles over `accounts` accounts, for limits and speed. */
export function largeSnapshot(count: number, accounts = 200): Snapshot {
  const roles = Array.from({ length: count }, (_, index) => {
    const account = String(100_000_000_000 + (index % accounts));
    return sampleRole(`team-${index % accounts}-role${index}-deployer`, account);
  });
  return sampleSnapshot({ roles, accounts: [], recent: [] });
}
