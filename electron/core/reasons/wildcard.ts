/**
 * True where `text` fits a policy's pattern, in which `*` stands for any characters and `?` for one.
 * Takes time in proportion to both lengths, whatever the pattern.
 */
export function fitsWildcard(pattern: string, text: string): boolean {
  let at = 0;
  let inPattern = 0;
  let star = -1;
  let retry = 0;
  while (at < text.length) {
    const sign = pattern[inPattern];
    if (sign === '*') {
      star = inPattern;
      retry = at;
      inPattern += 1;
    } else if (sign === '?' || (sign !== undefined && sign === text[at])) {
      inPattern += 1;
      at += 1;
    } else if (star >= 0) {
      retry += 1;
      at = retry;
      inPattern = star + 1;
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(inPattern));
}
