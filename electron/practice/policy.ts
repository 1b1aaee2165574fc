import { conditionsHold, type Conditions, type RequestContext } from './conditions.ts';
import { wildcardFits } from './wildcard.ts';

/** An IAM policy, in the part of the language that role assumption needs. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

export interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: '*' | { readonly AWS: string | readonly string[] };
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Conditions;
}

/** Who asks, in all the ways a policy may name them. */
export interface Principal {
  /** The ARN that GetCallerIdentity tells. */
  readonly arn: string;
  /** The user's or the role's own ARN. */
  readonly identityArn: string;
  readonly accountId: string;
}

export type Verdict = 'allow' | 'deny' | 'none';

/** What a policy says about an action; an explicit deny wins. */
export function evaluate(
  policies: readonly PolicyDocument[],
  action: string,
  resource: string,
  context: RequestContext,
  principal?: Principal,
): Verdict {
  let verdict: Verdict = 'none';
  for (const { Statement } of policies) {
    for (const statement of Statement) {
      if (!applies(statement, action, resource, context, principal)) continue;
      if (statement.Effect === 'Deny') return 'deny';
      verdict = 'allow';
    }
  }
  return verdict;
}

/**
 * True where a trust policy names the caller itself, not only its account: within one account that
 * is enough, and needs no policy on the caller's side
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html).
 */
export function namesPrincipal(
  policy: PolicyDocument,
  action: string,
  context: RequestContext,
  principal: Principal,
): boolean {
  return policy.Statement.some(
    (statement) =>
      statement.Effect === 'Allow' &&
      applies(statement, action, '*', context, principal) &&
      principalNames(statement).some(
        (name) => name === principal.arn || name === principal.identityArn,
      ),
  );
}

function applies(
  statement: Statement,
  action: string,
  resource: string,
  context: RequestContext,
  principal: Principal | undefined,
): boolean {
  const actionFits =
    statement.NotAction === undefined
      ? list(statement.Action).some((pattern) => wildcardFits(pattern, action, true))
      : !list(statement.NotAction).some((pattern) => wildcardFits(pattern, action, true));
  const resourceFits =
    statement.Resource === undefined ||
    resource === '*' ||
    list(statement.Resource).some((pattern) => wildcardFits(pattern, resource, false));
  const principalFits = principal === undefined || trusts(statement, principal);
  return actionFits && resourceFits && principalFits && conditionsHold(statement.Condition, context);
}

function trusts(statement: Statement, principal: Principal): boolean {
  return principalNames(statement).some(
    (name) =>
      name === '*' ||
      name === principal.arn ||
      name === principal.identityArn ||
      name === principal.accountId ||
      (name.endsWith(':root') && name.split(':')[4] === principal.accountId),
  );
}

function principalNames(statement: Statement): readonly string[] {
  return statement.Principal === '*' ? ['*'] : list(statement.Principal?.AWS);
}

function list(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}
