import type { ErrorValue } from '../../../contract/errors.ts';
import type { RoleView } from '../../../contract/roles.ts';
import type { RoleMarks } from '../../settings/stored-settings.ts';
import type { Trouble } from '../renewal/keep-alive.ts';
import type { Life } from '../renewal/renewal-times.ts';
import type { LiveFacts } from './live-facts.ts';
import type { RoleFacts } from './role-facts.ts';
import { type RoleEvidence, roleState } from './role-state.ts';
import { withWindowHint } from './window-hint.ts';

/** What one row is drawn from. */
export interface RoleMoment {
  readonly facts: RoleFacts;
  readonly live: LiveFacts;
  readonly marks: RoleMarks | undefined;
  readonly activity: RoleEvidence['activity'];
  readonly trouble: Trouble | undefined;
  readonly isServed: boolean;
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
  const state = roleState({
    isBroken: facts.failure !== undefined,
    isAlive: alive !== undefined,
    hasEnded: ended !== undefined || targets.some((target) => target.state === 'expired'),
    activity: moment.activity,
    trouble: moment.trouble?.kind,
    hasFailed: moment.failure !== undefined,
  });
  // Of a role that is tried again, the end of its last session is no news.
  const life = alive ?? (state === 'expired' ? ended : undefined);
  const failure = facts.failure ?? moment.failure ?? moment.trouble?.failure;
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
    hasEndpoint: moment.isServed,
    isManaged: facts.isManaged,
    ...(facts.roleArn === undefined ? {} : { roleArn: facts.roleArn }),
    ...(facts.accountId === undefined ? {} : { accountId: facts.accountId }),
    ...(facts.region === undefined ? {} : { region: facts.region }),
    ...(facts.baseKind === undefined ? {} : { baseKind: facts.baseKind }),
    ...(facts.console === undefined ? {} : { console: facts.console }),
    ...(marks?.group === undefined ? {} : { group: marks.group }),
    ...(marks?.colour === undefined ? {} : { colour: marks.colour }),
    ...(failure === undefined ? {} : { failure: withWindowHint(failure) }),
    ...(life === undefined ? {} : { expiresAt: life.expiresAt, lifeSeconds: life.lifeSeconds }),
  };
}
