import type { KeyView } from '../../contract/keys.ts';
import type { RoleView } from '../../contract/roles.ts';
import type { ExportFormat, Platform } from '../../contract/settings.ts';
import type { Snapshot } from '../../contract/snapshot.ts';
import { earlier, lockedBases } from './locked-bases.ts';
import { TRAY_PLATFORMS, type TrayPlatform } from './platforms.ts';
import { nameAccounts, nameRoles, type RoleNames } from './role-names.ts';
import { hasLostSession, isLive } from './role-status.ts';
import { nameOf } from './text.ts';
import { type TimeLeft, timeLeft } from './time-left.ts';

/** A snapshot as the parts of the tray look at it, worked out once for all of them. */
export interface TrayView {
  readonly now: number;
  readonly platform: TrayPlatform;
  readonly left: TimeLeft;
  readonly accountNames: ReadonlyMap<string, string>;
  readonly exportFormat: ExportFormat;
  /** All roles, each profile once, in the order of the snapshot. */
  readonly roles: readonly RoleView[];
  /** Roles whose session runs, those used last first. */
  readonly live: readonly RoleView[];
  /** Roles that wait for the user and have no session left, those used last first. */
  readonly waiting: readonly RoleView[];
  readonly favourites: readonly RoleView[];
  readonly recent: readonly RoleView[];
  /** Bases with an MFA device from which roles start, and no MFA session of which is live. */
  readonly locked: readonly KeyView[];
  /** When the view looks different by time alone; undefined for never. AWS time, epoch milliseconds. */
  readonly nextChangeAt: number | undefined;
  names(role: RoleView): RoleNames;
}

/** Looks at `snapshot` at `now` (AWS time, epoch milliseconds). No role is in two of the four lists. */
export function trayView(snapshot: Snapshot, platform: Platform, now: number): TrayView {
  const byProfile = new Map<string, RoleView>();
  for (const role of snapshot.roles) {
    if (!byProfile.has(role.profile)) {
      byProfile.set(role.profile, role);
    }
  }
  const roles = [...byProfile.values()];
  const recentFirst = usedLastFirst(snapshot.recent, roles);
  const live = recentFirst.filter((role) => isLive(role, now));
  const waiting = recentFirst.filter(
    (role) => !isLive(role, now) && (role.state === 'needs-mfa' || hasLostSession(role)),
  );
  const shown = new Set([...live, ...waiting]);
  const favourites = roles.filter((role) => role.favourite && !shown.has(role));
  const recent = recentFirst
    .slice(0, new Set(snapshot.recent.filter((profile) => byProfile.has(profile))).size)
    .filter((role) => !role.favourite && !shown.has(role));
  const accountNames = nameAccounts(snapshot.accounts);
  const names = nameRoles(roles, accountNames);
  const left = timeLeft(
    live.flatMap(({ expiresAt }) => (expiresAt === undefined ? [] : [expiresAt])),
    now,
  );
  const { locked, nextLockAt } = lockedBases(snapshot.keys, now);
  return {
    now,
    platform: TRAY_PLATFORMS[platform],
    left,
    locked,
    nextChangeAt: earlier(left.nextChangeAt, nextLockAt),
    accountNames,
    exportFormat: snapshot.settings.exportFormat,
    roles,
    live,
    waiting,
    favourites,
    recent,
    names: (role) =>
      names.get(role.profile) ?? { full: nameOf(role.profile), short: nameOf(role.profile) },
  };
}

function usedLastFirst(recent: readonly string[], roles: readonly RoleView[]): RoleView[] {
  const byProfile = new Map(roles.map((role) => [role.profile, role]));
  const ordered = new Set<RoleView>();
  for (const profile of recent) {
    const role = byProfile.get(profile);
    if (role !== undefined) {
      ordered.add(role);
    }
  }
  for (const role of roles) {
    ordered.add(role);
  }
  return [...ordered];
}
