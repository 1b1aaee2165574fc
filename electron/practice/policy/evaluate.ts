import type { Caller } from '../caller.ts';
import { conditionsHold } from './conditions.ts';
import { fitsPattern } from './glob.ts';
import { asList, type PolicyDocument, type Statement, statementsOf } from './policy-document.ts';
import { matchPrincipal, type PrincipalMatch, stronger } from './principals.ts';
import { type ConditionContext, valueTokens } from './variables.ts';

/** What is to be decided: may this be done to that, under these circumstances. */
export interface PolicyRequest {
  /** Such as `sts:AssumeRole`. */
  readonly action: string;
  /** An ARN. */
  readonly resource: string;
  /** How a refusal names it, where that is not its ARN: IAM says `user alex`. */
  readonly shownResource?: string;
  readonly context: ConditionContext;
}

/** What policies say: an explicit deny, an allow, or nothing (which is a no). */
export type Decision = 'deny' | 'allow' | 'silent';

/** What a set of identity or session policies says. One deny outweighs every allow. */
export function decide(documents: readonly PolicyDocument[], request: PolicyRequest): Decision {
  const effects = documents
    .flatMap(statementsOf)
    .filter((statement) => isAbout(statement, request))
    .map(({ Effect }) => Effect);
  return effects.includes('Deny') ? 'deny' : effects.includes('Allow') ? 'allow' : 'silent';
}

/** What a trust policy says about a caller: an explicit deny, or how it lets the caller in. */
export interface TrustDecision {
  readonly isDenied: boolean;
  readonly allowedAs: PrincipalMatch;
}

/** What a trust policy says. Its statements have no Resource: the role itself is meant. */
export function decideTrust(
  document: PolicyDocument,
  request: PolicyRequest,
  caller: Caller,
): TrustDecision {
  return decideTrustBy(document, request, (principal) => matchPrincipal(principal, caller));
}

/**
 * What a trust policy says about someone who is no caller with credentials: an AWS service or an
 * identity provider, as the given kind of principal.
 */
export function decideOutsideTrust(
  document: PolicyDocument,
  request: PolicyRequest,
  kind: 'Service' | 'Federated',
  name: string,
): TrustDecision {
  return decideTrustBy(document, request, (principal) =>
    principal === '*' || asList(principal?.[kind]).includes(name) ? 'principal' : 'none',
  );
}

type PrincipalMatcher = (principal: Statement['Principal']) => PrincipalMatch;

function decideTrustBy(
  document: PolicyDocument,
  request: PolicyRequest,
  matches: PrincipalMatcher,
): TrustDecision {
  let isDenied = false;
  let allowedAs: PrincipalMatch = 'none';
  for (const statement of statementsOf(document)) {
    const match = matchStatementPrincipal(statement, matches);
    if (match === 'none' || !isAbout(statement, request)) {
      continue;
    }
    if (statement.Effect === 'Deny') {
      isDenied = true;
    } else {
      allowedAs = stronger(allowedAs, match);
    }
  }
  return { isDenied, allowedAs };
}

function matchStatementPrincipal(statement: Statement, matches: PrincipalMatcher): PrincipalMatch {
  if (statement.NotPrincipal !== undefined) {
    return matches(statement.NotPrincipal) === 'none' ? 'principal' : 'none';
  }
  return matches(statement.Principal);
}

function isAbout(statement: Statement, { action, resource, context }: PolicyRequest): boolean {
  const fitsAction = (pattern: string): boolean =>
    // Actions know no case, and no variables.
    fitsPattern(valueTokens(pattern.toLowerCase(), new Map(), true) ?? [], action.toLowerCase());
  const fitsResource = (pattern: string): boolean => {
    const tokens = valueTokens(pattern, context, true);
    return tokens !== undefined && fitsPattern(tokens, resource);
  };
  const actions =
    statement.NotAction === undefined
      ? asList(statement.Action).some(fitsAction)
      : !asList(statement.NotAction).some(fitsAction);
  const resources =
    statement.NotResource !== undefined
      ? !asList(statement.NotResource).some(fitsResource)
      : statement.Resource === undefined || asList(statement.Resource).some(fitsResource);
  return actions && resources && conditionsHold(statement.Condition, context);
}
