import { fitsPattern } from './glob.ts';
import { asList, type ConditionBlock } from './policy-document.ts';
import { type ConditionContext, plainText, valueTokens } from './variables.ts';

/** Compares one value of the request with one value of the policy. */
type Comparison = (actual: string, expected: string, context: ConditionContext) => boolean;

interface Operator {
  readonly compare: Comparison;
  /** True for the `Not` forms, which hold where no value of the policy fits. */
  readonly isNegated: boolean;
}

const equals: Comparison = (actual, expected, context) => {
  const tokens = valueTokens(expected, context, false);
  return tokens !== undefined && plainText(tokens) === actual;
};

const equalsIgnoreCase: Comparison = (actual, expected, context) => {
  const tokens = valueTokens(expected, context, false);
  return tokens !== undefined && plainText(tokens).toLowerCase() === actual.toLowerCase();
};

const like: Comparison = (actual, expected, context) => {
  const tokens = valueTokens(expected, context, true);
  return tokens !== undefined && fitsPattern(tokens, actual);
};

const numeric =
  (holds: (actual: number, expected: number) => boolean): Comparison =>
  (actual, expected) => {
    const numbers = [actual, expected].map((text) =>
      text.trim() === '' ? Number.NaN : Number(text),
    );
    const [a = Number.NaN, b = Number.NaN] = numbers;
    return Number.isFinite(a) && Number.isFinite(b) && holds(a, b);
  };

const isSameBoolean: Comparison = (actual, expected) =>
  actual.toLowerCase() === expected.toLowerCase();

const is = (compare: Comparison): Operator => ({ compare, isNegated: false });
const isNot = (compare: Comparison): Operator => ({ compare, isNegated: true });

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ['StringEquals', is(equals)],
  ['StringNotEquals', isNot(equals)],
  ['StringEqualsIgnoreCase', is(equalsIgnoreCase)],
  ['StringNotEqualsIgnoreCase', isNot(equalsIgnoreCase)],
  ['StringLike', is(like)],
  ['StringNotLike', isNot(like)],
  ['ArnEquals', is(like)],
  ['ArnLike', is(like)],
  ['ArnNotEquals', isNot(like)],
  ['ArnNotLike', isNot(like)],
  ['Bool', is(isSameBoolean)],
  ['NumericEquals', is(numeric((a, b) => a === b))],
  ['NumericNotEquals', isNot(numeric((a, b) => a === b))],
  ['NumericLessThan', is(numeric((a, b) => a < b))],
  ['NumericLessThanEquals', is(numeric((a, b) => a <= b))],
  ['NumericGreaterThan', is(numeric((a, b) => a > b))],
  ['NumericGreaterThanEquals', is(numeric((a, b) => a >= b))],
]);

/** True where every operator and key of the block holds for the request. */
export function conditionsHold(
  block: ConditionBlock | undefined,
  context: ConditionContext,
): boolean {
  return Object.entries(block ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, expected]) =>
      conditionHolds(operator, context.get(key.toLowerCase()), asTexts(expected), context),
    ),
  );
}

/** True for an operator, with its prefix and suffix, that the practice STS knows. */
export function isKnownOperator(name: string): boolean {
  const { base } = parseOperator(name);
  return base === 'Null' || OPERATORS.has(base);
}

function conditionHolds(
  operatorName: string,
  actual: readonly string[] | undefined,
  expected: readonly string[],
  context: ConditionContext,
): boolean {
  const { base, set, ifExists } = parseOperator(operatorName);
  const isAbsent = actual === undefined || actual.length === 0;
  if (base === 'Null') {
    return expected.some((value) => (value.toLowerCase() === 'true') === isAbsent);
  }
  const operator = OPERATORS.get(base);
  if (operator === undefined) {
    return false;
  }
  if (isAbsent) {
    // A negated operator holds for a key that is not there: "not equal to x" is true of nothing.
    return ifExists || set === 'ForAllValues' || (set === undefined && operator.isNegated);
  }
  const fits = (value: string): boolean => {
    const isFound = expected.some((candidate) => operator.compare(value, candidate, context));
    return isFound !== operator.isNegated;
  };
  return set === 'ForAllValues' ? actual.every(fits) : actual.some(fits);
}

function parseOperator(name: string): {
  base: string;
  set: 'ForAllValues' | 'ForAnyValue' | undefined;
  ifExists: boolean;
} {
  const match = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(name);
  const set = match?.[1];
  return {
    base: match?.[2] ?? name,
    set: set === 'ForAllValues' || set === 'ForAnyValue' ? set : undefined,
    ifExists: match?.[3] !== undefined,
  };
}

function asTexts(value: ConditionBlock[string][string]): readonly string[] {
  return asList<string | number | boolean>(value).map(String);
}
