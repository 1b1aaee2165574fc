import { wildcardFits } from './wildcard.ts';

/** A Condition block: operator -> key -> values. */
export type Conditions = Readonly<
  Record<string, Readonly<Record<string, string | readonly string[]>>>
>;

/** What is known about a request; a key that is absent is absent for policies too. */
export type RequestContext = Readonly<Record<string, string | readonly string[] | undefined>>;

type Test = (actual: string, wanted: string) => boolean;

const TESTS: Readonly<Record<string, Test>> = {
  StringEquals: (actual, wanted) => actual === wanted,
  StringEqualsIgnoreCase: (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase(),
  StringLike: (actual, wanted) => wildcardFits(wanted, actual, false),
  ArnEquals: (actual, wanted) => wildcardFits(wanted, actual, false),
  ArnLike: (actual, wanted) => wildcardFits(wanted, actual, false),
  Bool: (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase(),
  NumericLessThan: (actual, wanted) => Number(actual) < Number(wanted),
  NumericLessThanEquals: (actual, wanted) => Number(actual) <= Number(wanted),
};

const NEGATED: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
};

/**
 * True where every operator holds for every key. An operator that this evaluator does not know makes
 * the statement not apply, as a policy that can't be evaluated must not allow anything.
 */
export function conditionsHold(
  conditions: Conditions | undefined,
  context: RequestContext,
): boolean {
  return Object.entries(conditions ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) =>
      holds(operator, valuesOf(context, key), list(wanted)),
    ),
  );
}

function holds(operator: string, actual: readonly string[] | undefined, wanted: readonly string[]) {
  const [quantifier, rest] = operator.includes(':') ? operator.split(':') : ['', operator];
  const isOptional = rest?.endsWith('IfExists') === true;
  const name = (rest ?? '').replace(/IfExists$/, '');
  if (name === 'Null') {
    return (actual === undefined) === (wanted[0] === 'true');
  }
  if (actual === undefined) {
    // Set operators and negations hold for a key that is absent; others only with IfExists.
    return isOptional || quantifier === 'ForAllValues' || NEGATED[name] !== undefined;
  }
  const positive = NEGATED[name] ?? name;
  const test = TESTS[positive];
  if (test === undefined) {
    return false;
  }
  const fits = (value: string): boolean =>
    wanted.some((one) => test(value, one)) !== (positive !== name);
  return quantifier === 'ForAllValues' ? actual.every(fits) : actual.some(fits);
}

/** Condition keys are compared without regard to case. */
function valuesOf(context: RequestContext, key: string): readonly string[] | undefined {
  const found = Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase());
  const value = found?.[1];
  return value === undefined ? undefined : list(value);
}

function list(value: string | readonly string[]): readonly string[] {
  return typeof value === 'string' ? [value] : value;
}
