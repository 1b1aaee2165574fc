import { isRoleValetError } from '../../contract/errors.ts';
import type { ChainContext } from './chain-context.ts';
import { walkPath } from './chain-path.ts';

/**
 * The profiles of which a chain depends on having a key in the keychain or not: what the files say
 * about the others is enough. Each name asked costs an encrypted connection to the keychain, 5 ms.
 */
export function keychainNamesAsked(
  context: Omit<ChainContext, 'keychainProfiles'>,
  profile: string,
): readonly string[] {
  const keychainProfiles = new NoNames();
  try {
    walkPath({ ...context, keychainProfiles }, profile);
  } catch (error) {
    // It may be right with the keys: whoever resolves the chain says what is wrong.
    if (!isRoleValetError(error)) throw error;
  }
  return [...keychainProfiles.asked];
}

/** Empty, so that the way goes on to its end, where with a key it would end before. */
class NoNames extends Set<string> {
  readonly asked = new Set<string>();

  override has(name: string): boolean {
    this.asked.add(name);
    return false;
  }
}
