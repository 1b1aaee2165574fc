import { accountIdOf, type Caller, principalTagsOf, userIdOf } from '../caller.ts';
import type { Tag } from '../organisation.ts';
import { principalArnOf } from '../policy/principals.ts';
import type { ConditionContext } from '../policy/variables.ts';

/** What the call itself adds to what is known about its caller. */
export interface CallFacts {
  readonly now: number;
  /** When the MFA code was given, with this call or with the caller's session. */
  readonly mfaAt?: number | undefined;
  readonly externalId?: string | undefined;
  readonly roleSessionName?: string | undefined;
  readonly sourceIdentity?: string | undefined;
  readonly tags?: readonly Tag[];
  readonly transitiveTagKeys?: readonly string[];
}

/**
 * The condition keys of a call
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html and
 * reference_policies_iam-condition-keys.html there). A key that AWS leaves out is left out here too:
 * `aws:MultiFactorAuthPresent` is missing for a long-term key without a code and for every session of
 * a role, and false for a trio of GetSessionToken or of `aws login` without MFA.
 */
export function conditionContext(caller: Caller, facts: CallFacts): ConditionContext {
  const { identity } = caller;
  const context = new Map<string, readonly string[]>();
  const put = (key: string, ...values: readonly (string | undefined)[]): void => {
    const present = values.filter((value) => value !== undefined);
    if (present.length > 0) {
      context.set(key.toLowerCase(), present);
    }
  };
  put('aws:PrincipalArn', principalArnOf(caller));
  put('aws:PrincipalAccount', accountIdOf(caller));
  put('aws:userid', userIdOf(caller));
  put('aws:username', identity.kind === 'user' ? identity.user.name : undefined);
  put('aws:SourceIdentity', caller.sourceIdentity);
  for (const { key, value } of principalTagsOf(caller)) {
    put(`aws:PrincipalTag/${key}`, value);
  }
  if (facts.mfaAt !== undefined) {
    put('aws:MultiFactorAuthPresent', 'true');
    put('aws:MultiFactorAuthAge', String(Math.floor((facts.now - facts.mfaAt) / 1000)));
  } else if (caller.credentials === 'session-token' || caller.credentials === 'login') {
    put('aws:MultiFactorAuthPresent', 'false');
  }
  put('sts:ExternalId', facts.externalId);
  put('sts:RoleSessionName', facts.roleSessionName);
  put('sts:SourceIdentity', facts.sourceIdentity);
  for (const { key, value } of facts.tags ?? []) {
    put(`aws:RequestTag/${key}`, value);
  }
  put('aws:TagKeys', ...(facts.tags ?? []).map(({ key }) => key));
  put('sts:TransitiveTagKeys', ...(facts.transitiveTagKeys ?? []));
  return context;
}
