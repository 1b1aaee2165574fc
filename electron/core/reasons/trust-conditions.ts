import type { TrustCondition } from './trust-policy.ts';
import { fitsWildcard } from './wildcard.ts';

/**
 * What is known of a call's condition keys, in lower case. `undefined` as a value: the key is known to
 * be absent. A key that is not in the map is not known at all.
 */
export type KnownKeys = ReadonlyMap<string, string | undefined>;

export type Holds = 'holds' | 'fails' | 'unknown';

type Comparison = (actual: string, expected: string) => boolean;

const equals: Comparison = (actual, expected) => actual === expected;
const equalsIgnoreCase: Comparison = (actual, expected) =>
  actual.toLowerCase() === expected.toLowerCase();
const like: Comparison = (actual, expected) => fitsWildcard(expected, actual);
const numeric =
  (holds: (actual: number, expected: number) => boolean): Comparison =>
  (actual, expected) =>
    holds(Number(actual), Number(expected));

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const COMPARISONS: Readonly<Record<string, Comparison>> = {
  StringEquals: equals,
  StringEqualsIgnoreCase: equalsIgnoreCase,
  StringLike: like,
  ArnEquals: like,
  ArnLike: like,
  Bool: equalsIgnoreCase,
  NumericEquals: numeric((a, b) => a === b),
  NumericLessThan: numeric((a, b) => a < b),
  NumericLessThanEquals: numeric((a, b) => a <= b),
  NumericGreaterThan: numeric((a, b) => a > b),
  NumericGreaterThanEquals: numeric((a, b) => a >= b),
};

/**
 * Whether a condition holds for a call. `unknown` for a key that is not known, for set operators and
 * for values with policy variables: an explanation would rather say nothing than something wrong.
 */
export function conditionHolds(condition: TrustCondition, known: KnownKeys): Holds {
  const key = condition.key.toLowerCase();
  const [, base = '', ifExists] = /^(\w+?)(IfExists)?$/.exec(condition.operator) ?? [];
  if (!known.has(key) || condition.values.some((value) => value.includes('${'))) {
    return 'unknown';
  }
  const actual = known.get(key);
  if (base === 'Null') {
    const isAbsent = actual === undefined;
    return verdict(condition.values.some((value) => (value === 'true') === isAbsent));
  }
  const isNegated = base.includes('Not');
  const compare = COMPARISONS[base.replace('Not', '')];
  if (compare === undefined) {
    return 'unknown';
  }
  if (actual === undefined) {
    return verdict(ifExists !== undefined || isNegated);
  }
  return verdict(condition.values.some((value) => compare(actual, value)) !== isNegated);
}

function verdict(holds: boolean): Holds {
  return holds ? 'holds' : 'fails';
}
