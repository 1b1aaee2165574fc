import { shellWords } from './shell-words.ts';

/**
 * Splits a command of the config file into words as the AWS CLI does (`compat_shell_split` in
 * `botocore/compat.py`): as Python's shlex, on Windows by the rules of the C runtime
 * (https://learn.microsoft.com/cpp/c-language/parsing-c-command-line-arguments). Undefined where a
 * quote is not closed.
 */
export function commandWords(
  command: string,
  platform: NodeJS.Platform,
): readonly string[] | undefined {
  return platform === 'win32' ? windowsWords(command) : shellWords(command);
}

/** A backslash is one unless it stands before a double quote, where two make one and an odd one escapes. */
function windowsWords(text: string): readonly string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let isQuoted = false;
  for (const [part] of text.matchAll(/\\+"?|"|[ \t]|[^\\" \t]+/g)) {
    const isBlank = part === ' ' || part === '\t';
    if (isBlank && !isQuoted) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (part.endsWith('"')) {
      const slashes = part.length - 1;
      word = (word ?? '') + '\\'.repeat(Math.floor(slashes / 2));
      if (slashes % 2 === 1) word += '"';
      else isQuoted = !isQuoted;
    } else {
      word = (word ?? '') + part;
    }
  }
  if (isQuoted) return undefined;
  if (word !== undefined) words.push(word);
  return words;
}
