import { accountIdOf, arnOf, type Caller } from '../caller.ts';
import { asList, type Statement } from './policy-document.ts';

/**
 * How a trust policy names a caller, the strongest last. `account`: by its whole account, which leaves
 * the decision to the caller's own policies. `principal`: by user or role, or by `*`.
 * `session`: by the very session of the role.
 */
export type PrincipalMatch = 'none' | 'account' | 'principal' | 'session';

const STRENGTH: readonly PrincipalMatch[] = ['none', 'account', 'principal', 'session'];

/**
 * How the Principal element names the caller. Wildcards inside an ARN are not wild here: IAM allows
 * `*` only as the whole principal
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html).
 */
export function matchPrincipal(principal: Statement['Principal'], caller: Caller): PrincipalMatch {
  if (principal === undefined) {
    return 'none';
  }
  const named = principal === '*' ? ['*'] : asList(principal.AWS);
  return named.map((name) => matchName(name, caller)).reduce(stronger, 'none');
}

/** The stronger of two matches. */
export function stronger(a: PrincipalMatch, b: PrincipalMatch): PrincipalMatch {
  return STRENGTH.indexOf(a) >= STRENGTH.indexOf(b) ? a : b;
}

function matchName(name: string, caller: Caller): PrincipalMatch {
  const account = accountIdOf(caller);
  if (name === account || name === `arn:aws:iam::${account}:root`) {
    return 'account';
  }
  if (name === '*' || name === principalArnOf(caller)) {
    return 'principal';
  }
  return name === arnOf(caller) ? 'session' : 'none';
}

/** The ARN of the user or role behind the caller: what `aws:PrincipalArn` holds. */
export function principalArnOf(caller: Caller): string {
  return caller.identity.kind === 'role' ? caller.identity.role.arn : arnOf(caller);
}
