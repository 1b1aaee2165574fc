import type { RoleView } from '../../../electron/contract/roles.ts';
import { canSignIn } from '../../../electron/contract/sign-in-need.ts';
import { isLive, isWritten, wantsRenewal } from '../../lib/role-life.ts';

/** What the main button of a role's screen does; `none` where Stop is all there is to do. */
export function mainAction(role: RoleView): 'switch' | 'renew' | 'signIn' | 'none' {
  if (canSignIn(role)) return 'signIn';
  switch (role.state) {
    case 'active':
    case 'broken':
      return 'none';
    case 'renewing':
      // Who knows that the network is back need not wait for the app's next try.
      return role.failure === undefined ? 'none' : 'renew';
    case 'assuming':
      return isLive(role) ? 'renew' : 'switch';
    default:
      return wantsRenewal(role) ? 'renew' : 'switch';
  }
}

/** True where there is something to stop: a session, what was written, or a URL. */
export function canStop(role: RoleView): boolean {
  return (
    isLive(role) ||
    isWritten(role) ||
    role.hasEndpoint ||
    role.state === 'expired' ||
    role.state === 'renewing' ||
    role.state === 'needs-mfa'
  );
}
