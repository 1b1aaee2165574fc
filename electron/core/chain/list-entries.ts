import type { ErrorValue, RoleValetError } from '../../contract/errors.ts';
import { property } from '../aws-config/profile-property.ts';
import type { Profile, ProfileProperty } from '../aws-config/types.ts';
import { keyBase, missingBase, standardBase } from './chain-base.ts';
import type { ChainContext } from './chain-context.ts';
import { loopError, nextStep, ringFrom, walkPath } from './chain-path.ts';
import { outcomeOf } from './outcome.ts';
import { isManaged, roleArnOf, roleArnSetting, roleSetting } from './role-settings.ts';
import type { Draft } from './types.ts';

/** A line of the list: a role, or a base to start from. */
export interface RoleEntry {
  readonly profile: string;
  readonly kind: 'role' | 'base';
  readonly roleArn?: string;
  readonly accountId?: string;
  readonly sourceProfile?: string;
  /** AWS tools reach it through our `credential_process`. */
  readonly managed: boolean;
  /** Why it can't be used, where its chain is broken. */
  readonly error?: ErrorValue;
}

/**
 * Every profile that is a role, or a base that has credentials or that a role starts from, in the
 * order of the files; then keys that no file mentions. Looks at the way to the base only: what
 * else can be wrong with a role, `resolveChain` says. One broken profile harms no other.
 */
export function listEntries(context: ChainContext): readonly RoleEntry[] {
  const { profiles } = context.config;
  const checked: Outcomes = new Map();
  const sources = new Set<string>();
  for (const profile of profiles.values()) {
    const source = roleArnSetting(profile) && roleSetting(profile, 'source_profile');
    if (source !== undefined) sources.add(source.value);
  }
  const entries: RoleEntry[] = [];
  for (const profile of profiles.values()) {
    const roleArn = roleArnSetting(profile);
    const entry =
      roleArn === undefined
        ? baseEntry(context, profile, sources.has(profile.name))
        : roleEntry(context, profile, roleArn, checked);
    if (entry !== undefined) entries.push(entry);
  }
  for (const name of context.keychainProfiles) {
    if (!profiles.has(name)) entries.push({ profile: name, kind: 'base', managed: false });
  }
  return entries;
}

function roleEntry(
  context: ChainContext,
  profile: Profile,
  roleArn: ProfileProperty,
  checked: Outcomes,
): RoleEntry {
  const arn = outcomeOf(() => roleArnOf(profile, roleArn));
  const error = 'fault' in arn ? arn.fault : faultOf(() => checkRole(context, profile, checked));
  const source = roleSetting(profile, 'source_profile');
  const entry: Draft<RoleEntry> = {
    profile: profile.name,
    kind: 'role',
    roleArn: roleArn.value,
    managed: isManaged(profile),
  };
  if ('value' in arn) entry.accountId = arn.value.accountId;
  if (source !== undefined) entry.sourceProfile = source.value;
  if (error !== undefined) entry.error = error.toValue();
  return entry;
}

function baseEntry(
  context: ChainContext,
  profile: Profile,
  isSource: boolean,
): RoleEntry | undefined {
  const { name } = profile;
  let isBase = isSource;
  const error = faultOf(() => {
    const found = keyBase(context, name) ?? standardBase(profile);
    if (found !== undefined) isBase = true;
    else if (isSource) missingBase(context, name);
  });
  // A key that is there but can't be used is worth a line too.
  if (!isBase && error === undefined) return undefined;
  return {
    profile: name,
    kind: 'base',
    managed: isManaged(profile),
    ...(error === undefined ? {} : { error: error.toValue() }),
  };
}

/** What came out for profiles as sources: an error, or undefined for a way that ends at a base. */
type Outcomes = Map<string, RoleValetError | undefined>;

function checkRole(context: ChainContext, profile: Profile, checked: Outcomes): void {
  if (property(profile, 'aws_access_key_id') || context.keychainProfiles.has(profile.name)) {
    // Its own keys count for roles behind it, not for itself, so what they found does not hold.
    walkPath(context, profile.name);
    return;
  }
  const step = nextStep(context, profile.name, true);
  if ('base' in step) return;
  const fault = sourceFault(context, step.source.value, checked);
  if (fault !== undefined) throw fault;
}

/** Follows sources until one whose outcome is known, so that shared ways are walked once. */
function sourceFault(
  context: ChainContext,
  source: string,
  checked: Outcomes,
): RoleValetError | undefined {
  const visited = new Set<string>();
  let name = source;
  let fault: RoleValetError | undefined;
  while (!checked.has(name)) {
    visited.add(name);
    let next: string | undefined;
    fault = faultOf(() => {
      const step = nextStep(context, name, false);
      if (step.role !== undefined) roleArnOf(step.role.profile, step.role.roleArn);
      if (!('base' in step)) next = step.source.value;
    });
    if (next === undefined) break;
    if (visited.has(next)) {
      fault = loopError(context, ringFrom(visited, next));
      break;
    }
    name = next;
  }
  if (checked.has(name)) fault = checked.get(name);
  for (const passed of visited) checked.set(passed, fault);
  return fault;
}

function faultOf(check: () => void): RoleValetError | undefined {
  const outcome = outcomeOf(check);
  return 'fault' in outcome ? outcome.fault : undefined;
}
