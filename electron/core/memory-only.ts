import type { Environment } from './ports.ts';

/** Switches memory-only mode on for every command of a shell. */
export const MEMORY_ONLY_VARIABLE = 'ROLE_VALET_MEMORY_ONLY';

/** True for `1` and `true`. Anything else, `0` and nothing among it, leaves the keychain in use. */
export function wantsMemoryOnly(environment: Environment): boolean {
  return /^(1|true)$/i.test(environment[MEMORY_ONLY_VARIABLE] ?? '');
}
