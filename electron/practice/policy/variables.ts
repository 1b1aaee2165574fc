import { ANY_NUMBER, ANY_ONE, type PatternToken, patternTokens } from './glob.ts';

/** What is known about a request: values by condition key, the keys in lower case. */
export type ConditionContext = ReadonlyMap<string, readonly string[]>;

/**
 * The tokens of a policy's value with its variables, such as `${aws:username}`, replaced by what the
 * request holds; what comes from the request is never wild. `${*}`, `${?}` and `${$}` stand for the
 * characters themselves. Undefined where a variable has no single value: the value then fits nothing
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html).
 */
export function valueTokens(
  value: string,
  context: ConditionContext,
  areWildcards: boolean,
): PatternToken[] | undefined {
  const tokens: PatternToken[] = [];
  let position = 0;
  for (const match of value.matchAll(/\$\{([^}]*)\}/g)) {
    const name = match[1] ?? '';
    const replacement = ['*', '?', '$'].includes(name) ? name : singleValue(context, name);
    if (replacement === undefined) {
      return undefined;
    }
    tokens.push(...tokensOf(value.slice(position, match.index), areWildcards), ...replacement);
    position = match.index + match[0].length;
  }
  tokens.push(...tokensOf(value.slice(position), areWildcards));
  return tokens;
}

/** The text of tokens without wildcards. */
export function plainText(tokens: readonly PatternToken[]): string {
  return tokens
    .map((token) => (token === ANY_NUMBER ? '*' : token === ANY_ONE ? '?' : token))
    .join('');
}

function tokensOf(text: string, areWildcards: boolean): PatternToken[] {
  return areWildcards ? patternTokens(text) : Array.from(text);
}

function singleValue(context: ConditionContext, name: string): string | undefined {
  const values = context.get(name.toLowerCase());
  return values?.length === 1 ? values[0] : undefined;
}
