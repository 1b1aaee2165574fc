import { MOST_RECENT } from '../settings/stored-settings.ts';

/**
 * The profiles used last, newest first, after `profile` was used: each once, without those that are
 * no longer in the files, `MOST_RECENT` at most.
 */
export function withRecentRole(
  recent: readonly string[],
  profile: string,
  exists: (profile: string) => boolean,
): readonly string[] {
  return [...new Set([profile, ...recent])].filter(exists).slice(0, MOST_RECENT);
}
