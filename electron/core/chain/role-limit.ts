import { RoleValetError } from '../../contract/errors.ts';
import { formatDuration } from './duration.ts';
import { LEAST_SECONDS, MOST_ROLE_SECONDS, ONE_HOUR } from './limits.ts';
import type { PlanRequest } from './plan-request.ts';
import { temporaryText } from './start-text.ts';
import type { Base, Chain, Hop } from './types.ts';

/** How long the selected role of a chain can last, and why. */
export interface RoleLimit {
  /** Seconds. */
  readonly seconds: number;
  /** A clause for "..., because ...". */
  readonly why: string;
  /** The next step for someone who wants more. */
  readonly hint: string;
  /** False where only the role's owner knows the true limit, which may be lower. */
  readonly isKnown: boolean;
}

/** What a chained role is capped by, as a clause. */
export const CHAINING_CAP = "AWS caps any role assumed with another role's credentials at one hour";

/**
 * The limit of the last hop. A role assumed with temporary credentials lasts one hour at most,
 * whatever maximum either role has; only straight from a long-term key (or an EC2 instance, whose
 * use of its role AWS does not count as chaining) does the role's own maximum count
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_terms-and-concepts.html,
 * https://repost.aws/knowledge-center/iam-role-chaining-limit).
 */
export function roleLimit(chain: Chain, request: PlanRequest): RoleLimit {
  const { base, hops } = chain;
  const selected = hops.at(-1) as Hop;
  if (hops.length > 1) {
    return {
      seconds: ONE_HOUR,
      why: `${CHAINING_CAP}, whatever maximum either role has`,
      hint: `Ask for 1h or less; it can be renewed. For more, the role must trust ${base.profile} itself and name it as source_profile.`,
      isKnown: true,
    };
  }
  if (isTemporary(base)) {
    return {
      seconds: ONE_HOUR,
      why: `AWS caps any role assumed with temporary credentials at one hour, and ${temporaryText(base)}`,
      hint: 'Ask for 1h or less; it can be renewed. For more, start from a long-term key: role-valet keys add NAME.',
      isKnown: true,
    };
  }
  const learnt = request.learntMaximum(selected.roleArn);
  if (learnt !== undefined && learnt < MOST_ROLE_SECONDS) {
    return {
      seconds: Math.max(learnt, LEAST_SECONDS),
      why: 'AWS refused more for this role before: its owner set a lower maximum session duration',
      hint: 'Ask for less, or ask the owner of the role to raise MaxSessionDuration.',
      isKnown: true,
    };
  }
  return {
    seconds: MOST_ROLE_SECONDS,
    why: 'AWS lets no role last longer',
    hint: 'Ask for 12h or less.',
    isKnown: learnt !== undefined,
  };
}

/** True where a role assumed with the base's credentials counts as chained. */
export function isTemporary(base: Base): boolean {
  if (base.kind === 'environment') return base.hasSessionToken !== false;
  return base.kind !== 'key' && base.kind !== 'instance';
}

/** Refuses what was asked for where it can't be had. Throws DURATION_NOT_POSSIBLE. */
export function checkRequested(
  profile: string,
  requested: number,
  limit: Pick<RoleLimit, 'seconds' | 'why' | 'hint'>,
): void {
  if (requested < LEAST_SECONDS) {
    throw new RoleValetError(
      'DURATION_NOT_POSSIBLE',
      `${profile} can't be had for ${formatDuration(requested)}: AWS makes no session shorter than ${formatDuration(LEAST_SECONDS)}`,
      'Ask for 15m or more.',
    );
  }
  if (requested > limit.seconds) {
    throw new RoleValetError(
      'DURATION_NOT_POSSIBLE',
      `${profile} can't be had for ${formatDuration(requested)}, only for ${formatDuration(limit.seconds)}, because ${limit.why}`,
      limit.hint,
    );
  }
}
