import { accountIdOf, arnOf, type Caller, identityPoliciesOf } from '../caller.ts';
import type { Role } from '../organisation.ts';
import { notAuthorized } from '../sts-failure.ts';
import { type Decision, decide, decideTrust, type PolicyRequest } from './evaluate.ts';

/**
 * Lets a caller do `request.action` to a role, or throws AccessDenied
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html).
 * Across accounts, the caller's policies and the trust policy must both allow it. Within one account
 * a trust policy that names the user or role suffices; one that names the account leaves it to the
 * caller's policies. A caller's session policies limit both, unless the trust policy names that very
 * session. A role that does not exist is refused in the words of a trust policy that says no: STS does
 * not tell them apart.
 */
export function authorizeOnRole(
  caller: Caller,
  request: PolicyRequest,
  role: Role | undefined,
): void {
  const identity = decideByIdentity(caller, request);
  const session = decideBySession(caller, request);
  const trust =
    role === undefined
      ? ({ isDenied: false, allowedAs: 'none' } as const)
      : decideTrust(role.trustPolicy, request, caller);
  if (trust.isDenied) {
    throw notAuthorized(arnOf(caller), request.action, request.resource);
  }
  if (role?.accountId === accountIdOf(caller)) {
    const { allowedAs } = trust;
    if (allowedAs === 'session' || (allowedAs === 'principal' && session === 'allow')) {
      return;
    }
  }
  requireAllow(identity, session, caller, request);
  if (trust.allowedAs === 'none') {
    throw notAuthorized(arnOf(caller), request.action, request.resource);
  }
}

/** Lets a caller do something that only its own policies decide, or throws AccessDenied. */
export function authorizeByIdentity(caller: Caller, request: PolicyRequest): void {
  requireAllow(
    decideByIdentity(caller, request),
    decideBySession(caller, request),
    caller,
    request,
  );
}

/** Throws for an explicit deny, which nothing outweighs. */
function decideByIdentity(caller: Caller, request: PolicyRequest): Decision {
  const decision = decide(identityPoliciesOf(caller), request);
  if (decision === 'deny') {
    throw denied(caller, request, ' with an explicit deny in an identity-based policy');
  }
  return decision;
}

/** Throws for an explicit deny; without session policies nothing is limited. */
function decideBySession(caller: Caller, request: PolicyRequest): Decision {
  if (caller.sessionPolicies === undefined) {
    return 'allow';
  }
  const decision = decide(caller.sessionPolicies, request);
  if (decision === 'deny') {
    throw denied(caller, request, ' with an explicit deny in a session policy');
  }
  return decision;
}

function requireAllow(
  identity: Decision,
  session: Decision,
  caller: Caller,
  request: PolicyRequest,
): void {
  if (identity !== 'allow') {
    throw denied(
      caller,
      request,
      ` because no identity-based policy allows the ${request.action} action`,
    );
  }
  if (session !== 'allow') {
    throw denied(caller, request, ` because no session policy allows the ${request.action} action`);
  }
}

function denied(caller: Caller, request: PolicyRequest, reason: string): Error {
  const { action, resource, shownResource = resource } = request;
  return notAuthorized(arnOf(caller), action, shownResource, reason);
}
