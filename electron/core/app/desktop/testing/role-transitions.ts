import type { RoleState } from '../../../../contract/roles.ts';

/**
 * Which state of a role may follow which, as docs/states.md draws it. What was idle or broken is not
 * renewed and does not end; nothing fails or ends that nobody tried.
 */
export const ROLE_TRANSITIONS: Readonly<Record<RoleState, readonly RoleState[]>> = {
  idle: ['assuming', 'needs-mfa', 'active', 'broken'],
  assuming: ['active', 'needs-mfa', 'failed', 'expired', 'renewing', 'idle', 'broken'],
  active: ['renewing', 'assuming', 'needs-mfa', 'failed', 'expired', 'idle', 'broken'],
  renewing: ['active', 'assuming', 'needs-mfa', 'failed', 'expired', 'idle'],
  'needs-mfa': ['assuming', 'active', 'renewing', 'failed', 'expired', 'idle', 'broken'],
  failed: ['assuming', 'needs-mfa', 'renewing', 'active', 'expired', 'idle', 'broken'],
  expired: ['assuming', 'needs-mfa', 'renewing', 'active', 'failed', 'idle', 'broken'],
  broken: ['assuming', 'active', 'idle'],
};
