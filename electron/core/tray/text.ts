const ELLIPSIS = '…';

/** Longest name in a menu, characters. What comes after it (time left, state) is never cut. */
export const NAME_LENGTH = 48;

// Line breaks and tabs shape a native menu, and marks of writing direction let a name disguise
// itself as another. Half a surrogate pair is no text at all.
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Bidi_Control}]+/gu;

const PLAIN = /^[!-~]+$/;

/** One line of printable text; empty where nothing printable is in it. */
export function printable(text: string): string {
  // Nearly all names are like this, and there are thousands of them.
  if (PLAIN.test(text)) {
    return text;
  }
  return text.replace(UNPRINTABLE, ' ').replace(/ {2,}/g, ' ').trim();
}

/** `text` with its middle left out where it has over `most` characters: both ends tell names apart. */
export function shortenMiddle(text: string, most: number = NAME_LENGTH): string {
  // Counting characters is slow, and a text with few UTF-16 units has few characters.
  if (text.length <= most) {
    return text;
  }
  const characters = [...text];
  if (characters.length <= most) {
    return text;
  }
  const head = Math.ceil((most - 1) / 2);
  const tail = most - 1 - head;
  return `${characters.slice(0, head).join('')}${ELLIPSIS}${characters.slice(-tail).join('')}`;
}

/** The first of `texts` that has something printable, cleaned and shortened. */
export function nameOf(...texts: readonly (string | undefined)[]): string {
  for (const text of texts) {
    const clean = text === undefined ? '' : printable(text);
    if (clean !== '') {
      return shortenMiddle(clean);
    }
  }
  return '(no name)';
}
