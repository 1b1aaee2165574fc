import { type CallPlaceInChain, RefusedCall } from '../aws/sts/refused-call.ts';
import type { Plan } from '../chain/types.ts';
import type { StoredSession } from '../sessions/types.ts';

/**
 * The failure of a plan's step, with where in the chain it stood and who called: what an explanation
 * can't do without, and what the call itself does not know. AccessDenied gets a pointer to the
 * explanation. Any other error is given back as it is.
 */
export function atStep(
  error: unknown,
  plan: Plan,
  step: number,
  caller: StoredSession | undefined,
): unknown {
  if (!(error instanceof RefusedCall) || error.evidence.place !== undefined) return error;
  const { code, message, hint, cause, isCodeUnsent, evidence } = error;
  const pointer = code === 'STS_ACCESS_DENIED' ? ` See: role-valet doctor ${plan.profile}` : '';
  return new RefusedCall(code, message, `${hint}${pointer}`, {
    evidence: { ...evidence, place: placeInChain(plan, step, caller) },
    cause,
    isCodeUnsent,
  });
}

/** A hint without its pointer to the doctor: for the doctor, which would point to itself. */
export function withoutPointer(hint: string): string {
  return hint.replace(/ See: role-valet doctor .*$/, '');
}

function placeInChain(
  { profile, chain, steps }: Plan,
  step: number,
  caller: StoredSession | undefined,
): CallPlaceInChain {
  const at = steps[step]?.hop?.profile ?? chain.base.profile;
  const earlier = steps.slice(0, step);
  return {
    profile,
    at,
    step,
    steps: steps.length,
    ...(caller?.roleArn === undefined ? {} : { callerRoleArn: caller.roleArn }),
    ...(caller?.assumedRoleArn === undefined ? {} : { callerSessionArn: caller.assumedRoleArn }),
    ...(caller === undefined
      ? {}
      : { callerSession: caller.identity, callerSince: caller.createdAt }),
    callerHasMfa: caller?.kind === 'mfa',
    ...(chain.mfa === undefined ? {} : { mfaDevice: chain.mfa.serial }),
    inheritsTags: earlier.some(({ hop }) => (hop?.transitiveTagKeys.length ?? 0) > 0),
    inheritsSourceIdentity: earlier.some(({ sourceIdentity }) => sourceIdentity !== undefined),
  };
}
