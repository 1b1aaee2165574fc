import type { RoleState, RoleView } from '../../electron/contract/roles.ts';

/** States in which a session may still run: a renewal that failed ends nothing. */
const LIVE_STATES: ReadonlySet<RoleState> = new Set([
  'active',
  'assuming',
  'renewing',
  'needs-mfa',
  'failed',
  'broken',
]);

/** True where a session of the role runs. Main takes its end away when it is over. */
export function isLive({ state, expiresAt }: RoleView): boolean {
  return expiresAt === undefined ? state === 'active' : LIVE_STATES.has(state);
}

/** True where something of the role stands in the credentials file, valid or not. */
export function isWritten(role: RoleView): boolean {
  return writtenTargets(role).length > 0;
}

/** Names of the targets that are still the role's. */
export function writtenTargets({ targets }: RoleView): readonly string[] {
  return targets.flatMap(({ name, state }) =>
    state === 'ours' || state === 'expired' ? [name] : [],
  );
}

/** True where only the user can renew it: its session ended, or the app can't go on by itself. */
export function wantsRenewal(role: RoleView): boolean {
  switch (role.state) {
    case 'expired':
      return true;
    case 'failed':
      return isLive(role);
    case 'needs-mfa':
      return isLive(role) || isWritten(role);
    default:
      return false;
  }
}

/** True where a renewal does all that a switch would: it writes what a switch would write. */
export function isSwitchRenewal(role: RoleView): boolean {
  return wantsRenewal(role) && writtenTargets(role).includes(role.switchTarget);
}
