/** A text of main's with a capital: there most begin small, since they follow a colon in a terminal. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The same, closed by a full stop where nothing closes it yet. */
export function sentence(text: string): string {
  return /[.!?)]$/.test(text) ? capital(text) : `${capital(text)}.`;
}
