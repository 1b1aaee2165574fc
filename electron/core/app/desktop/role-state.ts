import type { RoleState } from '../../../contract/roles.ts';
import type { Trouble } from '../renewal/keep-alive.ts';

/** All that decides in which state a role is shown. */
export interface RoleEvidence {
  /** The files define a chain that can't work. */
  readonly isBroken: boolean;
  /** A session, or a target that is ours, has time left. */
  readonly isAlive: boolean;
  /** A session of this run, or a target that is ours, has run out. */
  readonly hasEnded: boolean;
  /** What goes on now: it waits for a code, is being assumed for somebody, or renews by itself. */
  readonly activity: 'asking' | 'assuming' | 'renewing' | undefined;
  /** Why the app could not renew it by itself at the last try. */
  readonly trouble: Trouble['kind'] | undefined;
  /** The last try that somebody asked for failed. */
  readonly hasFailed: boolean;
}

/**
 * The state of a role. What goes on comes first, then what keeps it from being renewed, then whether
 * it lives: so a role that can't be renewed says so while its session still runs. Drawn in
 * docs/states.md.
 */
export function roleState(evidence: RoleEvidence): RoleState {
  const { activity, trouble, isAlive } = evidence;
  if (activity === 'asking') return 'needs-mfa';
  if (activity !== undefined) return activity;
  if (trouble === 'ask') return 'needs-mfa';
  if (trouble === 'fix') return 'failed';
  if (isAlive) return trouble === 'retry' ? 'renewing' : 'active';
  if (evidence.isBroken) return 'broken';
  if (evidence.hasFailed) return 'failed';
  return evidence.hasEnded ? 'expired' : 'idle';
}
