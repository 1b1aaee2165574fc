import type { RoleView } from './roles.ts';

/** True where a role waits for a sign-in at its source rather than for a code of a device. */
export function needsSignIn({ state, failure }: RoleView): boolean {
  return (state === 'needs-mfa' || state === 'failed') && failure?.code === 'SIGN_IN_REQUIRED';
}

/** True where that sign-in can be started here: what `aws login` keeps, only that command makes. */
export function canSignIn(role: RoleView): boolean {
  return needsSignIn(role) && role.baseKind === 'sso';
}
