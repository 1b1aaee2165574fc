/** Stands for the link in a browser's command. */
const URL_PLACE = '{url}';
/** Stands for the link as a part of another one, as browser extensions want it. */
const ENCODED_PLACE = '{encodedUrl}';

const MOST_WORDS = 32;
const MOST_LETTERS = 1_024;

/**
 * Why these words are no browser command, as the end of a sentence; undefined where they are one.
 * The first word is the program; `{url}` stands for the link in one of the others, such as
 * `["google-chrome", "--profile-directory=Work", "{url}"]` or, for a Firefox container with an
 * extension that opens them, `["firefox", "ext+container:name=Prod&url={encodedUrl}"]`.
 */
export function browserCommandFault(words: readonly string[]): string | undefined {
  const [program, ...rest] = words;
  if (program === undefined || program.trim() === '' || hasPlace(program)) {
    return 'must begin with the program of a browser';
  }
  if (words.length > MOST_WORDS || words.some((word) => word.length > MOST_LETTERS)) {
    return `must have ${MOST_WORDS} words of ${MOST_LETTERS} characters at most`;
  }
  if (!words.every((word) => word.isWellFormed() && !/\p{Cc}/u.test(word))) {
    return 'must have no control characters';
  }
  return rest.some(hasPlace) ? undefined : `must say with ${URL_PLACE} where the link goes`;
}

/** The command with the link in its place. No shell ever reads it. */
export function browserArguments(words: readonly string[], link: string): readonly string[] {
  return words.map((word) =>
    word
      .replaceAll(URL_PLACE, () => link)
      .replaceAll(ENCODED_PLACE, () => encodeURIComponent(link)),
  );
}

/** The browser command of a role, else of its account; undefined: the system's own choice. */
export function chosenBrowser(
  role: { readonly browser?: readonly string[] } | undefined,
  account: { readonly browser?: readonly string[] } | undefined,
): readonly string[] | undefined {
  return role?.browser ?? account?.browser;
}

function hasPlace(word: string): boolean {
  return word.includes(URL_PLACE) || word.includes(ENCODED_PLACE);
}
