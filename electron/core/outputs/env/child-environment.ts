import type { SessionCredentials } from '../../credentials.ts';
import type { Environment } from '../../ports.ts';
import { requireText } from './representable.ts';
import { requireTrio } from './trio.ts';
import { RIVAL_VARIABLES, SESSION_VARIABLES, sessionVariables } from './variables.ts';

/**
 * The environment for a program that runs with a role: the parent's, without the variables that
 * would win over the trio (RIVAL_VARIABLES says why each) and without an older session's, plus the
 * trio, its expiry and both names of the region. Without a region the parent's is removed: it
 * belongs to whatever ran before. On Windows (`platform` is `win32`) names match in any case.
 * Throws INTERNAL for an incomplete trio, VALUE_UNREPRESENTABLE for a value with a control character.
 */
export function childEnvironment(
  parent: Environment,
  credentials: SessionCredentials,
  region?: string,
  platform?: string,
): Record<string, string> {
  requireTrio(credentials);
  const variables = sessionVariables(credentials, region);
  for (const [name, value] of Object.entries(variables)) {
    requireText(name, 'a variable', value);
  }
  const removed = new Set<string>([...RIVAL_VARIABLES, ...SESSION_VARIABLES]);
  const kept = Object.entries(parent).filter((entry): entry is [string, string] => {
    const [name, value] = entry;
    return value !== undefined && !removed.has(platform === 'win32' ? name.toUpperCase() : name);
  });
  return { ...Object.fromEntries(kept), ...variables };
}
