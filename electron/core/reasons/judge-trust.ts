import type { Caller } from './caller.ts';
import { conditionHolds, type KnownKeys } from './trust-conditions.ts';
import type { TrustCondition, TrustStatement } from './trust-policy.ts';
import { fitsWildcard } from './wildcard.ts';

/** What a trust policy is asked. */
export interface TrustQuestion {
  readonly caller: Caller;
  /** All that must be allowed, `sts:AssumeRole` first. */
  readonly actions: readonly string[];
  readonly known: KnownKeys;
}

/** What a trust policy says to a call, and what stands in the way. */
export type TrustJudgement =
  /** `named`: it names the user or role itself; `account`: it leaves it to the caller's own policies. */
  | { readonly verdict: 'allows'; readonly as: 'named' | 'account' }
  | { readonly verdict: 'denies'; readonly statement: number }
  | { readonly verdict: 'not-named'; readonly deletedIds: readonly string[] }
  | { readonly verdict: 'action-missing'; readonly action: string }
  /** The statement that comes nearest, by its number from 1, and the conditions that it fails on. */
  | {
      readonly verdict: 'conditions';
      readonly statement: number;
      readonly failing: readonly TrustCondition[];
      readonly unknown: readonly TrustCondition[];
    };

type Match = 'none' | 'account' | 'named';

/**
 * Judges a call as STS would, by the elements that matter for an explanation
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html).
 * Undefined where it can't be told: the caller is not known, or a condition that isn't decides.
 */
export function judgeTrust(
  statements: readonly TrustStatement[],
  question: TrustQuestion,
): TrustJudgement | undefined {
  if (question.caller.arn === undefined) return undefined;
  let as: 'named' | 'account' = 'named';
  for (const action of question.actions) {
    const judgement = judgeAction(statements, action, question);
    if (judgement.verdict !== 'allows') return judgement;
    if (judgement.as === 'account') as = 'account';
  }
  return { verdict: 'allows', as };
}

function judgeAction(
  statements: readonly TrustStatement[],
  action: string,
  { caller, known }: TrustQuestion,
): TrustJudgement {
  const looks = statements.map((statement, index) => {
    const states = statement.conditions.map((condition) => conditionHolds(condition, known));
    const inState = (state: 'fails' | 'unknown') =>
      statement.conditions.filter((_, at) => states[at] === state);
    return {
      statement,
      number: index + 1,
      match: matchStatement(statement, caller),
      hasAction: isAbout(statement, action),
      failing: inState('fails'),
      unknown: inState('unknown'),
    };
  });
  const meant = looks.filter(({ match }) => match !== 'none');
  const about = meant.filter(({ hasAction }) => hasAction);
  const denying = about.find(
    ({ statement, failing, unknown }) =>
      !statement.isAllow && failing.length + unknown.length === 0,
  );
  if (denying !== undefined) return { verdict: 'denies', statement: denying.number };
  const allowing = about.filter(({ statement }) => statement.isAllow);
  const open = allowing.filter(({ failing, unknown }) => failing.length + unknown.length === 0);
  if (open.length > 0) {
    return {
      verdict: 'allows',
      as: open.some(({ match }) => match === 'named') ? 'named' : 'account',
    };
  }
  const [nearest] = [...allowing].sort((a, b) => distance(a) - distance(b));
  if (nearest !== undefined) {
    const { number, failing, unknown } = nearest;
    return { verdict: 'conditions', statement: number, failing, unknown };
  }
  return meant.some(({ statement }) => statement.isAllow)
    ? { verdict: 'action-missing', action }
    : { verdict: 'not-named', deletedIds: deletedIds(statements) };
}

/** A condition that surely fails is further away than one that may hold. */
function distance(look: {
  readonly failing: readonly unknown[];
  readonly unknown: readonly unknown[];
}) {
  return look.failing.length * 10 + look.unknown.length;
}

function isAbout({ actions, isNotAction }: TrustStatement, action: string): boolean {
  const isListed = actions.some((pattern) =>
    fitsWildcard(pattern.toLowerCase(), action.toLowerCase()),
  );
  return isListed !== isNotAction;
}

function matchStatement({ principals, isNotPrincipal }: TrustStatement, caller: Caller): Match {
  const matches = principals.map((name) => matchName(name, caller));
  if (isNotPrincipal) return matches.every((match) => match === 'none') ? 'named' : 'none';
  return matches.includes('named') ? 'named' : matches.includes('account') ? 'account' : 'none';
}

function matchName(name: string, { arn, accountId, partition, principal, userId }: Caller): Match {
  if (name === accountId || name === `arn:${partition}:iam::${accountId}:root`) return 'account';
  if (name === '*' || name === arn) return 'named';
  if (userId !== undefined && userId.split(':', 1)[0] === name) return 'named';
  switch (principal?.kind) {
    case 'user':
    case 'role':
      return name === principal.arn ? 'named' : 'none';
    case 'role-without-path':
      // Names are unique in an account whatever the path, so the name is enough.
      return name.startsWith(`${principal.account}:role/`) && name.endsWith(`/${principal.name}`)
        ? 'named'
        : 'none';
    default:
      return 'none';
  }
}

/** IAM shows a principal that was deleted since by its unique id. */
function deletedIds(statements: readonly TrustStatement[]): readonly string[] {
  return statements.flatMap(({ principals }) =>
    principals.filter((name) => /^A(?:IDA|ROA)[A-Z0-9]{8,}$/.test(name)),
  );
}
