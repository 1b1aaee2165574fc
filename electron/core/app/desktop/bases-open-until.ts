import type { Gathered } from './gather.ts';

/**
 * Tells of a profile when the MFA session or the own trio of its base ends, epoch milliseconds; 0 where
 * there is none. One sign-in opens every base of its name.
 */
export function basesOpenUntil({
  facts,
  live,
}: Pick<Gathered, 'facts' | 'live'>): (profile: string) => number {
  const openers = new Map(
    facts.map(({ profile, base, signIn }) => [profile, openerOf(base, signIn)]),
  );
  const ends = new Map<string, number>();
  for (const { base = '', signIn } of facts) {
    const opener = openerOf(base, signIn);
    ends.set(opener, Math.max(ends.get(opener) ?? 0, live.unlocked.get(base) ?? 0));
  }
  return (profile) => ends.get(openers.get(profile) ?? '') ?? 0;
}

function openerOf(base = '', signIn: string | undefined): string {
  return signIn === undefined ? `base ${base}` : `sign-in ${signIn}`;
}
