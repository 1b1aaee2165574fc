import type { ChainContext } from './chain-context.ts';
import { ChainResolver } from './chain-resolver.ts';
import type { Chain } from './types.ts';

export type { ChainContext } from './chain-context.ts';

/**
 * The chain from a base to `profile`, as the files and the keychain define it: no call is made and
 * no secret is read. A profile that is a base itself has no hops. For the chains of many profiles a
 * `ChainResolver` is much quicker.
 *
 * Throws ROLE_NOT_FOUND, CHAIN_LOOP (naming every profile on the ring), CHAIN_BROKEN,
 * BASE_KEY_MISSING, ROLE_ARN_INVALID, CONFIG_INVALID, PARTITION_MISMATCH, ENDPOINT_REFUSED, and
 * USAGE for a `--region` that is none. Messages name file and line.
 */
export function resolveChain(context: ChainContext, profile: string): Chain {
  return new ChainResolver(context).resolve(profile);
}
