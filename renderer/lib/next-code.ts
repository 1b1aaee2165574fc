/** A device shows each code for this long (RFC 6238; AWS's virtual devices all use 30 s). */
const STEP_MS = 30_000;

/** The moment at which a device that shows a code at `at` shows the next one; epoch milliseconds. */
export function nextCodeAt(at: number): number {
  return (Math.floor(at / STEP_MS) + 1) * STEP_MS;
}

/** Whole seconds from `now` until `moment`, rounded up so that 0 means: it is there. */
export function secondsUntil(moment: number, now: number): number {
  return Math.max(0, Math.ceil((moment - now) / 1000));
}

/** What a paste or typing leaves of a code: the first six digits, blanks and all else dropped. */
export function codeDigits(text: string): string {
  return text.replace(/\D/g, '').slice(0, 6);
}
