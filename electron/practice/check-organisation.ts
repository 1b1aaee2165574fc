import type { Organisation } from './organisation.ts';
import { type PolicyKind, policyFault } from './policy/policy-fault.ts';

/** Throws an Error that names the fault where the practice STS could not serve the organisation. */
export function checkOrganisation(organisation: Organisation): void {
  const { accounts, users, roles, managedPolicies } = organisation;
  for (const { id, deactivatedRegions } of accounts) {
    if (deactivatedRegions.includes('us-east-1')) {
      throw new Error(`account ${id}: STS cannot be switched off in us-east-1`);
    }
  }
  const check = (document: unknown, kind: PolicyKind, owner: string): void => {
    const fault = policyFault(document, kind);
    if (fault !== undefined) {
      throw new Error(`${kind} policy of ${owner}: ${fault}`);
    }
  };
  for (const { arn, policies } of users) {
    policies.forEach((policy) => {
      check(policy, 'identity', arn);
    });
  }
  for (const { arn, policies, trustPolicy, maxSessionDuration } of roles) {
    check(trustPolicy, 'trust', arn);
    policies.forEach((policy) => {
      check(policy, 'identity', arn);
    });
    if (maxSessionDuration < 3600 || maxSessionDuration > 43_200) {
      throw new Error(`${arn}: the maximum session duration must be 3,600 to 43,200 seconds`);
    }
  }
  for (const { arn, issuer } of organisation.identityProviders ?? []) {
    if (!issuer.startsWith('https://') || !arn.endsWith(`:oidc-provider/${issuer.slice(8)}`)) {
      throw new Error(`${arn}: its issuer must be https:// and what stands behind oidc-provider/`);
    }
  }
  for (const [arn, policy] of managedPolicies) {
    check(policy, 'session', arn);
  }
  const arns = [...users, ...roles].map(({ arn }) => arn);
  const twice = arns.find((arn, index) => arns.indexOf(arn) !== index);
  if (twice !== undefined) {
    throw new Error(`${twice} is there twice`);
  }
}
