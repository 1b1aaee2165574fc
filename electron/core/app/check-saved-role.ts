import { isRoleValetError, RoleValetError } from '../../contract/errors.ts';
import type { SharedConfig } from '../aws-config/types.ts';
import type { ChainContext } from '../chain/chain-context.ts';
import { ChainResolver } from '../chain/chain-resolver.ts';
import { roleArnSetting, roleSetting } from '../chain/role-settings.ts';
import { listNames } from './check-role-name.ts';

/**
 * Resolves the chain of `profile` as the files would have it, so that no role is saved that can't work.
 * A base key that is still missing is no reason to refuse: it is added next, and the sentence for the
 * user says so. Throws USAGE for a loop, else what `resolveChain` throws.
 */
export function checkSavedChain(after: ChainContext, profile: string): string | undefined {
  const error = chainFault(new ChainResolver(after), profile);
  if (error === undefined) return undefined;
  if (error.code === 'BASE_KEY_MISSING') return `${error.message}. ${error.hint}`;
  const code = error.code === 'CHAIN_LOOP' ? 'USAGE' : error.code;
  throw new RoleValetError(code, `the role was not saved: ${error.message}`, error.hint, {
    cause: error,
  });
}

/**
 * Refuses a change of `profile` that breaks a role which starts from it. Throws EDIT_REFUSED, naming
 * those roles and what the first of them would say.
 */
export function checkRolesBehind(before: ChainContext, after: ChainContext, profile: string): void {
  const resolverBefore = new ChainResolver(before);
  const resolverAfter = new ChainResolver(after);
  const broken: string[] = [];
  let first: RoleValetError | undefined;
  for (const name of rolesBehind(after.config, profile)) {
    const error = chainFault(resolverAfter, name);
    if (error === undefined || chainFault(resolverBefore, name) !== undefined) continue;
    first ??= error;
    broken.push(name);
  }
  if (first === undefined) return;
  throw new RoleValetError(
    'EDIT_REFUSED',
    `the role was not saved, because ${listNames(broken)} would no longer work: ${first.message}`,
    first.hint,
    { cause: first },
  );
}

/** Every role whose way to its base leads through `profile`, the nearest first. */
function rolesBehind({ profiles }: SharedConfig, profile: string): readonly string[] {
  const bySource = Map.groupBy(
    [...profiles.values()].filter((one) => roleArnSetting(one) !== undefined),
    (one) => roleSetting(one, 'source_profile')?.value,
  );
  const found = new Set([profile]);
  // A set hands out what is added while it is walked.
  for (const name of found) {
    for (const role of bySource.get(name) ?? []) found.add(role.name);
  }
  found.delete(profile);
  return [...found];
}

function chainFault(resolver: ChainResolver, profile: string): RoleValetError | undefined {
  try {
    resolver.resolve(profile);
    return undefined;
  } catch (error) {
    if (isRoleValetError(error)) return error;
    throw error;
  }
}
