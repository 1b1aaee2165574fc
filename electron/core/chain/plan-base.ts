import { RoleValetError } from '../../contract/errors.ts';
import { formatDuration } from './duration.ts';
import { MOST_SESSION_TOKEN_SECONDS, SESSION_TOKEN_SECONDS } from './limits.ts';
import { placeReasons } from './place-reasons.ts';
import type { PlanRequest } from './plan-request.ts';
import { checkRequested } from './role-limit.ts';
import type { Chain, Plan, PlanStep } from './types.ts';

/**
 * The plan for a profile that is a base itself: GetSessionToken for a key; the other kinds hand out
 * their own credentials without a call. Throws DURATION_NOT_POSSIBLE.
 */
export function planBase(chain: Chain, request: PlanRequest): Plan {
  const { requestedSeconds } = request;
  const { base, profile } = chain;
  const common = {
    profile,
    chain,
    route: 'base',
    warnings: [],
    ...(requestedSeconds === undefined ? {} : { requestedSeconds }),
  } as const;
  if (base.kind !== 'key') {
    if (requestedSeconds !== undefined) {
      throw new RoleValetError(
        'DURATION_NOT_POSSIBLE',
        `${profile} gives credentials of its own, whose life is set where they come from`,
        'Leave the duration out.',
      );
    }
    return { ...common, steps: [] };
  }
  if (requestedSeconds !== undefined) {
    checkRequested(profile, requestedSeconds, {
      seconds: MOST_SESSION_TOKEN_SECONDS,
      why: 'AWS lets no session of a key last longer',
      hint: `Ask for ${formatDuration(MOST_SESSION_TOKEN_SECONDS)} or less.`,
    });
  }
  const seconds = requestedSeconds ?? SESSION_TOKEN_SECONDS;
  const origin =
    requestedSeconds === undefined ? 'what AWS gives where nothing is asked for' : 'as you asked';
  return {
    ...common,
    steps: [sessionTokenStep(chain, request, seconds, `${formatDuration(seconds)}, ${origin}`)],
  };
}

/** The GetSessionToken call of a base key, with a code where the chain has a device. */
export function sessionTokenStep(
  chain: Chain,
  request: PlanRequest,
  durationSeconds: number,
  durationReason: string,
): PlanStep {
  const { base, mfa } = chain;
  const place = base.getSessionToken;
  if (place === undefined) {
    throw new RoleValetError(
      'INTERNAL',
      `the chain of ${chain.profile} does not say where GetSessionToken is called`,
      'Report this as a fault of Role Valet.',
    );
  }
  return {
    action: 'GetSessionToken',
    durationSeconds,
    maximumSeconds: MOST_SESSION_TOKEN_SECONDS,
    region: place.region,
    endpoint: place.endpoint,
    ...(place.caBundle === undefined ? {} : { caBundle: place.caBundle }),
    reasons: [durationReason, codeReason(chain, request), ...placeReasons(place)],
    ...(mfa === undefined ? {} : { mfaSerial: mfa.serial }),
  };
}

function codeReason({ base, mfa }: Chain, request: PlanRequest): string {
  if (mfa === undefined) {
    return 'No MFA device is set, so IAM calls are blocked by AWS in this session';
  }
  return request.hasMfaSession
    ? `No code is asked for: an MFA session of ${base.profile} is live`
    : `Asks for one code of ${mfa.serial}, then every role behind ${base.profile} is assumed without another`;
}
