import { isKnownOperator } from './conditions.ts';
import { asList, type PolicyDocument } from './policy-document.ts';

/** What a document is for, which decides what it must have. */
export type PolicyKind = 'identity' | 'session' | 'trust';

/**
 * What is wrong with a document, in words close to IAM's, or undefined where it can be used. The
 * practice STS refuses what it could not evaluate: a condition that is quietly ignored teaches wrong.
 */
export function policyFault(document: unknown, kind: PolicyKind): string | undefined {
  if (!isObject(document)) {
    return 'Syntax errors in policy.';
  }
  if (
    document.Version !== undefined &&
    !['2012-10-17', '2008-10-17'].includes(String(document.Version))
  ) {
    return 'The policy must contain a valid version string';
  }
  if (document.Statement === undefined) {
    return 'Missing required field Statement';
  }
  for (const statement of asList<unknown>(document.Statement)) {
    const fault = isObject(statement)
      ? statementFault(statement, kind)
      : 'Syntax errors in policy.';
    if (fault !== undefined) {
      return fault;
    }
  }
  return undefined;
}

/** A document from its text, or what is wrong with it. */
export function parseSessionPolicy(text: string): PolicyDocument | { readonly fault: string } {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) {
      return { fault: 'The policy is not in the valid JSON format.' };
    }
    throw error;
  }
  const fault = policyFault(document, 'session');
  return fault === undefined ? (document as PolicyDocument) : { fault };
}

function statementFault(
  statement: Readonly<Record<string, unknown>>,
  kind: PolicyKind,
): string | undefined {
  if (statement.Effect === undefined) {
    return 'Missing required field Effect';
  }
  if (statement.Effect !== 'Allow' && statement.Effect !== 'Deny') {
    return `Invalid effect: ${String(statement.Effect)}`;
  }
  if (!isTexts(statement.Action ?? statement.NotAction)) {
    return 'Policy statement must contain actions.';
  }
  const hasPrincipal = statement.Principal !== undefined || statement.NotPrincipal !== undefined;
  const hasResource = statement.Resource !== undefined || statement.NotResource !== undefined;
  if (kind === 'trust') {
    if (!hasPrincipal) {
      return 'Missing required field Principal';
    }
    if (statement.NotPrincipal !== undefined && statement.Effect === 'Allow') {
      return 'Allow with NotPrincipal is not supported in the role trust policy.';
    }
    if (hasResource) {
      return 'Has prohibited field Resource';
    }
  } else {
    if (hasPrincipal) {
      return 'Policy document should not specify a principal.';
    }
    if (!isTexts(statement.Resource ?? statement.NotResource)) {
      return 'Policy statement must contain resources.';
    }
  }
  return conditionFault(statement.Condition);
}

function conditionFault(condition: unknown): string | undefined {
  if (condition === undefined) {
    return undefined;
  }
  if (!isObject(condition) || !Object.values(condition).every(isObject)) {
    return 'Syntax errors in policy.';
  }
  const unknown = Object.keys(condition).find((name) => !isKnownOperator(name));
  return unknown === undefined ? undefined : `Invalid Condition type : ${unknown}.`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): boolean {
  const list = asList<unknown>(value);
  return list.length > 0 && list.every((item) => typeof item === 'string');
}
