import type { ErrorValue, RoleValetError } from '../../contract/errors.ts';
import type { Profile, ProfileProperty } from '../aws-config/types.ts';
import { CallPlaces } from './call-places.ts';
import { keyBase, missingBase, standardBase } from './chain-base.ts';
import type { ChainContext } from './chain-context.ts';
import { outcomeOf, requireValue } from './outcome.ts';
import { isManaged, roleArnOf, roleArnSetting, roleSetting } from './role-settings.ts';
import { SourceWays } from './source-ways.ts';
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
  const ways = new SourceWays(context, new CallPlaces(context));
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
        : roleEntry(ways, profile, roleArn);
    if (entry !== undefined) entries.push(entry);
  }
  for (const name of context.keychainProfiles) {
    if (!profiles.has(name)) entries.push({ profile: name, kind: 'base', managed: false });
  }
  return entries;
}

function roleEntry(ways: SourceWays, profile: Profile, roleArn: ProfileProperty): RoleEntry {
  const arn = outcomeOf(() => roleArnOf(profile, roleArn));
  const error = 'fault' in arn ? arn.fault : faultOf(() => checkWay(ways, profile));
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

/** Throws what is wrong with the way from the role to its base, the ARNs on it included. */
function checkWay(ways: SourceWays, { name }: Profile): void {
  const { last } = ways.pathTo(name).way;
  if (last !== undefined) requireValue(last.partition);
}

function faultOf(check: () => void): RoleValetError | undefined {
  const outcome = outcomeOf(check);
  return 'fault' in outcome ? outcome.fault : undefined;
}
