/** More names than this are counted. */
const MOST_NAMES = 3;

/** Names of profiles in a notice, the first ones where there are many. */
export function names(profiles: readonly string[]): string {
  return profiles.length > MOST_NAMES
    ? `${profiles.slice(0, MOST_NAMES - 1).join(', ')} and ${profiles.length - MOST_NAMES + 1} more`
    : profiles.join(', ');
}

/** A message of ours as a sentence: a capital in front, an end behind. */
export function sentence(text: string): string {
  const whole = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(whole) ? whole : `${whole}.`;
}
