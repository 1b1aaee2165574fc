/**
 * Splits text into words the way the AWS CLI splits section headers: Python's `shlex.split`, with
 * single and double quotes and backslashes
 * (https://docs.python.org/3/library/shlex.html#parsing-rules). Undefined where a quote is not
 * closed or a backslash ends the text; the CLI then ignores the section.
 */
export function shellWords(text: string): readonly string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote: '"' | "'" | undefined;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (quote !== undefined) {
      if (character === quote) {
        quote = undefined;
        continue;
      }
      const next = text.charAt(at + 1);
      // Inside double quotes a backslash escapes only a double quote and itself.
      const isEscape =
        quote === '"' && character === '\\' && (next === '"' || next === '\\' || next === '');
      if (isEscape && next === '') return undefined;
      word += isEscape ? next : character;
      if (isEscape) at++;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= '';
    } else if (character === '\\') {
      at++;
      if (at === text.length) return undefined;
      word = (word ?? '') + text.charAt(at);
    } else if (' \t\r\n'.includes(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      word = (word ?? '') + character;
    }
  }
  if (quote !== undefined) return undefined;
  if (word !== undefined) words.push(word);
  return words;
}

/** Quotes one word so that `shellWords` gives it back: Python's `shlex.quote`. */
export function quoteShellWord(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  return `'${word.replaceAll("'", `'"'"'`)}'`;
}
