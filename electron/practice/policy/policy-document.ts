/**
 * IAM's policy language, as far as the practice STS speaks it
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html).
 */
export interface PolicyDocument {
  readonly Version?: '2012-10-17' | '2008-10-17';
  readonly Id?: string;
  readonly Statement: Statement | readonly Statement[];
}

export interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: '*' | PrincipalElement;
  readonly NotPrincipal?: '*' | PrincipalElement;
  readonly Action?: OneOrMany;
  readonly NotAction?: OneOrMany;
  readonly Resource?: OneOrMany;
  readonly NotResource?: OneOrMany;
  readonly Condition?: ConditionBlock;
}

export type OneOrMany = string | readonly string[];

/** Who a trust policy is about: `AWS` (users, roles, accounts), `Service`, `Federated` (identity providers). */
export type PrincipalElement = Readonly<Record<string, OneOrMany>>;

/** Operator, then key, then values: all operators and keys must hold, one value is enough. */
export type ConditionBlock = Readonly<Record<string, Readonly<Record<string, ConditionValue>>>>;

export type ConditionValue =
  | string
  | number
  | boolean
  | readonly string[]
  | readonly number[]
  | readonly boolean[];

/** The statements of a document, which may hold a single one without a list. */
export function statementsOf(document: PolicyDocument): readonly Statement[] {
  return asList(document.Statement);
}

/** A value that may stand alone or in a list, as a list. */
export function asList<T>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined) {
    return [];
  }
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}
