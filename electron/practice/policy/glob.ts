/** One place of a pattern: a fixed character, any one character, or any number of them. */
export type PatternToken = string | typeof ANY_ONE | typeof ANY_NUMBER;

export const ANY_ONE = Symbol('?');
export const ANY_NUMBER = Symbol('*');

/** The tokens of a pattern in which `*` and `?` are wild. */
export function patternTokens(pattern: string): PatternToken[] {
  return Array.from(pattern, (character) =>
    character === '*' ? ANY_NUMBER : character === '?' ? ANY_ONE : character,
  );
}

/**
 * True where the whole text fits the pattern. Goes back to the last `*` only, so that its time grows
 * with the product of both lengths at most; a regular expression of many `.*` would not.
 */
export function fitsPattern(tokens: readonly PatternToken[], text: string): boolean {
  const characters = Array.from(text);
  let token = 0;
  let position = 0;
  let starToken = -1;
  let starPosition = 0;
  while (position < characters.length) {
    if (tokens[token] === ANY_NUMBER) {
      starToken = token;
      starPosition = position;
      token += 1;
    } else if (tokens[token] === ANY_ONE || tokens[token] === characters[position]) {
      token += 1;
      position += 1;
    } else if (starToken >= 0) {
      starPosition += 1;
      position = starPosition;
      token = starToken + 1;
    } else {
      return false;
    }
  }
  return tokens.slice(token).every((rest) => rest === ANY_NUMBER);
}
