import type { RoleState, RoleView } from '../../contract/roles.ts';
import { needsSignIn } from '../../contract/sign-in-need.ts';
import { minutesText, type TimeLeft } from './time-left.ts';

/** States in which a session may still be running: a failed renewal ends nothing. */
const LIVE_STATES: ReadonlySet<RoleState> = new Set([
  'active',
  'assuming',
  'renewing',
  'needs-mfa',
  'failed',
  'broken',
]);

/** The target that tools without a profile use. */
const DEFAULT_TARGET = 'default';

/** True where the role's session still runs at `now` (AWS time, epoch milliseconds). */
export function isLive(role: RoleView, now: number): boolean {
  return role.expiresAt === undefined
    ? role.state === 'active'
    : LIVE_STATES.has(role.state) && role.expiresAt > now;
}

/** True where there is something to stop: a session, or what was written of one. */
export function isStoppable(role: RoleView, now: number): boolean {
  return (
    isLive(role, now) || role.targets.some(({ state }) => state === 'ours' || state === 'expired')
  );
}

/** True where only the user can renew it: its session ended, or the app can't go on by itself. */
export function wantsRenewal(role: RoleView, now: number): boolean {
  switch (role.state) {
    case 'expired':
      return true;
    case 'failed':
      return isLive(role, now);
    case 'needs-mfa':
      return isStoppable(role, now);
    default:
      return false;
  }
}

/** True where a renewal does all that a switch would: it writes what a switch would write. */
export function isSwitchRenewal(role: RoleView, now: number): boolean {
  return (
    wantsRenewal(role, now) &&
    role.targets.some(
      ({ name, state }) => name === role.switchTarget && (state === 'ours' || state === 'expired'),
    )
  );
}

/** True where a live session's target was replaced by another program. */
export function isTakenOver(role: RoleView, now: number): boolean {
  return isLive(role, now) && role.targets.some(({ state }) => state === 'taken-over');
}

/** True where a role that was live before could not be had again. */
export function hasLostSession(role: RoleView): boolean {
  return role.state === 'failed' && (role.expiresAt !== undefined || role.targets.length > 0);
}

/** True where the role is what tools without a profile use. */
export function isDefault(role: RoleView): boolean {
  return role.targets.some(({ name, state }) => name === DEFAULT_TARGET && state === 'ours');
}

/** The role can't be asked for now: its chain is broken, or it is being assumed already. */
export function isBusyOrBroken(role: RoleView): boolean {
  return role.state === 'broken' || role.state === 'assuming';
}

/** A mark before the name. It repeats what the text after the name says, for the hurried eye. */
export function statusMark(role: RoleView, now: number): string {
  if (role.state === 'needs-mfa' || role.state === 'failed' || isTakenOver(role, now)) {
    return '▲ ';
  }
  return isLive(role, now) ? '● ' : '';
}

/** What a label says after the name: `42 min`, `needs MFA, 4 min`, `needs sign-in`; empty where idle. */
export function statusText(role: RoleView, now: number, left: TimeLeft): string {
  const words = [needsSignIn(role) ? 'needs sign-in' : STATE_WORDS[role.state]];
  if (isTakenOver(role, now)) {
    words.push('taken over');
  }
  if (isLive(role, now)) {
    words.push(role.expiresAt === undefined ? 'live' : minutesText(left.minutes(role.expiresAt)));
  } else if (role.state === 'active') {
    words.push('expired');
  }
  return words.filter((word) => word !== '').join(', ');
}

const STATE_WORDS: Readonly<Record<RoleState, string>> = {
  idle: '',
  active: '',
  assuming: 'switching',
  renewing: 'renewing',
  'needs-mfa': 'needs MFA',
  failed: 'failed',
  expired: 'expired',
  broken: 'broken',
};
