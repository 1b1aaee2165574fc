import { formatDuration } from './duration.ts';
import { ONE_HOUR, SESSION_TOKEN_SECONDS } from './limits.ts';
import { placeReasons } from './place-reasons.ts';
import { sessionTokenStep } from './plan-base.ts';
import type { PlanRequest } from './plan-request.ts';
import {
  CHAINING_CAP,
  checkRequested,
  isTemporary,
  type RoleLimit,
  roleLimit,
} from './role-limit.ts';
import { sessionName } from './session-name.ts';
import { chainSourceIdentity } from './source-identity.ts';
import { INSTANCE_REASON } from './start-text.ts';
import type { Chain, Hop, Plan, PlanStep, Route } from './types.ts';

/** The plan for a role: its route, then one call a hop. Throws DURATION_NOT_POSSIBLE. */
export function planRole(chain: Chain, request: PlanRequest): Plan {
  const { requestedSeconds } = request;
  const limit = roleLimit(chain, request);
  const wish = wishFor(chain, requestedSeconds, limit);
  const route = chooseRoute(chain, request, wish.seconds);
  const warnings = [...wish.warnings];
  let { seconds, reason } = wish;
  if (route === 'mfa-session' && seconds > ONE_HOUR) {
    warnings.push(
      `duration_seconds of ${chain.profile} asks for ${formatDuration(seconds)}; that takes a fresh MFA code, and nobody can be asked, so the MFA session is used and the role lasts 1h`,
    );
    seconds = ONE_HOUR;
    reason = `1h, because ${callerCap(chain, route, 0)}`;
  }
  const roleSteps = chain.hops.map((hop, index) =>
    index === chain.hops.length - 1
      ? roleStep(chain, request, route, index, { seconds, reason, limit })
      : roleStep(chain, request, route, index, sharedDuration(chain, route, hop, index)),
  );
  return {
    profile: chain.profile,
    chain,
    route,
    steps: route === 'mfa-session' ? [mfaSessionStep(chain, request), ...roleSteps] : roleSteps,
    warnings,
    ...(requestedSeconds === undefined ? {} : { requestedSeconds }),
  };
}

interface Wish {
  readonly seconds: number;
  readonly reason: string;
  readonly warnings: readonly string[];
}

/** The command line's wish is kept or refused, the file's is cut with a warning. */
function wishFor(chain: Chain, requested: number | undefined, limit: RoleLimit): Wish {
  if (requested !== undefined) {
    checkRequested(chain.profile, requested, limit);
    return {
      seconds: requested,
      reason: `${formatDuration(requested)}, as you asked`,
      warnings: [],
    };
  }
  const written = chain.hops.at(-1)?.durationSeconds;
  const capped = limit.seconds === ONE_HOUR && limit.isKnown;
  if (written === undefined) {
    const reason = capped ? `because ${limit.why}` : 'what AWS gives where nothing is asked for';
    return { seconds: ONE_HOUR, reason: `1h, ${reason}`, warnings: [] };
  }
  if (written <= limit.seconds) {
    const reason = `${formatDuration(written)}, as duration_seconds says`;
    return { seconds: written, reason, warnings: [] };
  }
  const allowed = formatDuration(limit.seconds);
  return {
    seconds: limit.seconds,
    reason: `${allowed}, because ${limit.why}`,
    warnings: [
      `duration_seconds of ${chain.profile} asks for ${formatDuration(written)}, but the role lasts ${allowed}, because ${limit.why}`,
    ],
  };
}

/**
 * With MFA, one session for all roles of the base is the rule; more than an hour can only be had
 * straight from the key with a fresh code. A wish of the command line that needs a code stays on
 * that route even where nobody can be asked: whoever runs the plan then says that a code is needed.
 */
function chooseRoute(chain: Chain, request: PlanRequest, seconds: number): Route {
  if (chain.mfa === undefined) return 'direct';
  if (seconds <= ONE_HOUR) return 'mfa-session';
  const mayWait = request.canAsk || request.requestedSeconds !== undefined;
  return mayWait ? 'direct-with-code' : 'mfa-session';
}

interface StepDuration {
  readonly seconds: number;
  readonly reason: string;
  /** Only for the selected role. */
  readonly limit?: RoleLimit;
}

/** A hop on the way must not depend on which role behind it asks, or they could not share it. */
function sharedDuration(chain: Chain, route: Route, hop: Hop, index: number): StepDuration {
  const seconds = Math.min(hop.durationSeconds ?? ONE_HOUR, ONE_HOUR);
  const cap = callerCap(chain, route, index);
  const why =
    seconds < ONE_HOUR
      ? 'as duration_seconds says'
      : cap === undefined
        ? 'the same for every role behind it, so that they share it'
        : `because ${cap}`;
  return { seconds, reason: `${formatDuration(seconds)}, ${why}` };
}

/** Why a hop's caller limits it to one hour, as a clause; undefined where it does not. */
function callerCap(chain: Chain, route: Route, index: number): string | undefined {
  if (index > 0) return CHAINING_CAP;
  if (route === 'mfa-session') {
    return 'AWS caps any role assumed with an MFA session at one hour';
  }
  return isTemporary(chain.base)
    ? 'AWS caps any role assumed with temporary credentials at one hour'
    : undefined;
}

function mfaSessionStep(chain: Chain, request: PlanRequest): PlanStep {
  const reason = `${formatDuration(SESSION_TOKEN_SECONDS)}, so that one code serves for a working day`;
  return sessionTokenStep(chain, request, SESSION_TOKEN_SECONDS, reason);
}

function roleStep(
  chain: Chain,
  request: PlanRequest,
  route: Route,
  index: number,
  { seconds, reason, limit }: StepDuration,
): PlanStep {
  const hop = chain.hops[index] as Hop;
  const maximum =
    callerCap(chain, route, index) !== undefined
      ? ONE_HOUR
      : limit?.isKnown
        ? limit.seconds
        : request.learntMaximum(hop.roleArn);
  const serial = route === 'direct-with-code' ? chain.mfa?.serial : undefined;
  const sourceIdentity = index === 0 ? chainSourceIdentity(chain.hops) : undefined;
  const context = { ...request.sessionNameContext, role: hop.roleName };
  return {
    action: 'AssumeRole',
    durationSeconds: seconds,
    region: hop.region,
    endpoint: hop.endpoint,
    ...(hop.caBundle === undefined ? {} : { caBundle: hop.caBundle }),
    hop,
    sessionName: sessionName(hop.sessionNameTemplate, context),
    reasons: [
      reason,
      ...(index === 0 && isUncapped(chain) ? [INSTANCE_REASON] : []),
      ...(serial === undefined
        ? []
        : [
            `Asks for a code of ${serial}: more than 1h can only be had straight from the key, with a fresh code`,
          ]),
      ...(sourceIdentity === undefined ? [] : [identityReason(chain, sourceIdentity)]),
      ...placeReasons(hop),
    ],
    ...(maximum === undefined ? {} : { maximumSeconds: maximum }),
    ...(serial === undefined ? {} : { mfaSerial: serial }),
    ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
  };
}

/** An EC2 instance's role may assume another for longer than others may: that needs a word. */
function isUncapped({ base, hops }: Chain): boolean {
  return base.kind === 'instance' && hops.length === 1;
}

function identityReason({ hops }: Chain, sourceIdentity: string): string {
  const later = hops.length > 1 ? ', and every later role must allow sts:SetSourceIdentity' : '';
  return `Source identity ${sourceIdentity} is set here: AWS keeps it for the whole chain${later}`;
}
