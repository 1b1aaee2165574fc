import type { ErrorValue } from '../../../contract/errors.ts';
import type { RoleState, RoleView } from '../../../contract/types.ts';
import type { RoleMarks } from '../../settings/stored-settings.ts';
import type { Life, LiveFacts } from './live-facts.ts';
import type { RoleFacts } from './role-facts.ts';
import { withWindowHint } from './window-hint.ts';

/** What one row is drawn from. */
export interface RoleMoment {
  readonly facts: RoleFacts;
  readonly live: LiveFacts;
  readonly marks: RoleMarks | undefined;
  readonly isAssuming: boolean;
  readonly awaitsCode: boolean;
  readonly failure: ErrorValue | undefined;
  /** The last session of this run, where it ended by itself. */
  readonly ended: Life | undefined;
  /** Where a switch writes instead of the role's own target. */
  readonly sharedTarget: string | undefined;
}

/** One row of the list at one moment. */
export function roleView(moment: RoleMoment): RoleView {
  const { facts, live, marks, ended } = moment;
  const targets = live.targets.get(facts.profile) ?? [];
  const alive = live.sessions.get(facts.profile) ?? live.written.get(facts.profile);
  const state = stateOf(moment, alive);
  // Of a role that is tried again, the end of its last session is no news.
  const life = alive ?? (state === 'expired' ? ended : undefined);
  const failure = facts.failure ?? moment.failure;
  return {
    profile: facts.profile,
    kind: facts.kind,
    roleName: facts.roleName,
    favourite: marks?.favourite === true,
    chain: facts.chain,
    wantsMfa: facts.mfaSerial !== undefined,
    wantsExternalId: facts.wantsExternalId,
    state,
    switchTarget: moment.sharedTarget ?? facts.defaultTarget,
    targets,
    ...(facts.roleArn === undefined ? {} : { roleArn: facts.roleArn }),
    ...(facts.accountId === undefined ? {} : { accountId: facts.accountId }),
    ...(facts.region === undefined ? {} : { region: facts.region }),
    ...(marks?.group === undefined ? {} : { group: marks.group }),
    ...(marks?.colour === undefined ? {} : { colour: marks.colour }),
    ...(failure === undefined ? {} : { failure: withWindowHint(failure) }),
    ...(life === undefined ? {} : { expiresAt: life.expiresAt, lifeSeconds: life.lifeSeconds }),
  };
}

function stateOf(moment: RoleMoment, alive: Life | undefined): RoleState {
  const { facts, live } = moment;
  if (moment.awaitsCode) return 'needs-mfa';
  if (moment.isAssuming) return 'assuming';
  if (alive !== undefined) return 'active';
  if (facts.failure !== undefined) return 'broken';
  if (moment.failure !== undefined) return 'failed';
  const targets = live.targets.get(facts.profile) ?? [];
  const hasExpired = targets.some(({ state }) => state === 'expired');
  return hasExpired || moment.ended !== undefined ? 'expired' : 'idle';
}
