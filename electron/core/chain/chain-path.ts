import { RoleValetError } from '../../contract/errors.ts';
import { property } from '../aws-config/profile-property.ts';
import type { Profile, ProfileProperty } from '../aws-config/types.ts';
import { credentialSourceBase, keyBase, missingBase, standardBase } from './chain-base.ts';
import type { ChainContext } from './chain-context.ts';
import { faultAt } from './fault.ts';
import { checkOneRoleArn, roleArnSetting, roleSetting } from './role-settings.ts';
import type { Base } from './types.ts';

/** A role on the way to the base. */
export interface PathRole {
  readonly profile: Profile;
  readonly roleArn: ProfileProperty;
}

/** The roles between a profile and its base, the selected one first. */
export interface ChainPath {
  readonly roles: readonly PathRole[];
  readonly base: Base;
}

/** One step from a profile towards its base: it is one, it names one, or it names its source. */
export type PathStep =
  | { readonly role?: PathRole; readonly base: Base }
  | { readonly role: PathRole; readonly source: ProfileProperty };

/**
 * The path from a profile to its base, by the rules that AWS SDKs share
 * (https://docs.aws.amazon.com/sdkref/latest/guide/feature-assume-role-credentials.html and the
 * conformance suite `assume-role-tests.json` of https://github.com/smithy-lang/smithy-rs).
 * Throws ROLE_NOT_FOUND, CHAIN_LOOP, CHAIN_BROKEN, CONFIG_INVALID or BASE_KEY_MISSING.
 */
export function walkPath(context: ChainContext, selected: string): ChainPath {
  checkExists(context, selected);
  const roles: PathRole[] = [];
  const visited = new Set<string>();
  let name = selected;
  for (;;) {
    visited.add(name);
    const step = nextStep(context, name, name === selected);
    if (step.role !== undefined) roles.push(step.role);
    if ('base' in step) return { roles, base: step.base };
    const source = step.source.value;
    if (visited.has(source)) throw loopError(context, ringFrom(visited, source));
    name = source;
  }
}

/**
 * One step from the profile `name`. A source's own keys end the chain there, whatever role it names;
 * the selected profile's own keys count only where it is its own source, or no role at all.
 */
export function nextStep(context: ChainContext, name: string, isSelected: boolean): PathStep {
  const profile = context.config.profiles.get(name);
  const roleArn = roleArnSetting(profile);
  const keys = isSelected && roleArn !== undefined ? undefined : keyBase(context, name);
  if (keys !== undefined) return { base: keys };
  if (profile === undefined || roleArn === undefined) {
    return { base: standardBase(profile) ?? missingBase(context, name) };
  }
  checkOneRoleArn(profile);
  return roleStep(context, { profile, roleArn });
}

function roleStep(context: ChainContext, role: PathRole): PathStep {
  const { profile, roleArn } = role;
  if (property(profile, 'web_identity_token_file') !== undefined) {
    const web = standardBase(profile);
    if (web !== undefined) return { base: web };
  }
  const source = roleSetting(profile, 'source_profile');
  const credentialSource = roleSetting(profile, 'credential_source');
  if (source !== undefined && credentialSource !== undefined) {
    throw faultAt(
      'CHAIN_BROKEN',
      credentialSource.at,
      `profile ${profile.name} has both source_profile (line ${source.at.line}) and credential_source`,
      'Keep one of the two: a role has one source.',
    );
  }
  if (credentialSource !== undefined) {
    return { role, base: credentialSourceBase(context, profile, credentialSource) };
  }
  if (source === undefined) {
    throw faultAt(
      'CHAIN_BROKEN',
      roleArn.at,
      `profile ${profile.name} has a role ARN but neither source_profile nor credential_source`,
      'Add source_profile = NAME, the profile whose credentials may assume this role.',
    );
  }
  return source.value === profile.name
    ? { role, base: selfBase(context, role, source) }
    : { role, source: checkSource(context, role, source) };
}

/** A profile may be its own source only with keys of its own. */
function selfBase(context: ChainContext, { profile }: PathRole, source: ProfileProperty): Base {
  const keys = keyBase(context, profile.name);
  if (keys !== undefined) return keys;
  if (context.keychainProblem !== undefined) return missingBase(context, profile.name);
  throw faultAt(
    'CHAIN_BROKEN',
    source.at,
    `profile ${profile.name} is its own source_profile but has no keys`,
    `Add its key with: role-valet keys add ${profile.name}; or name another source_profile.`,
  );
}

function checkSource(
  context: ChainContext,
  { profile }: PathRole,
  source: ProfileProperty,
): ProfileProperty {
  const { config, keychainProfiles } = context;
  if (config.profiles.has(source.value) || keychainProfiles.has(source.value)) return source;
  throw faultAt(
    'CHAIN_BROKEN',
    source.at,
    `the source_profile ${JSON.stringify(source.value)} of profile ${profile.name} does not exist`,
    `Correct the name, or add a key under it: role-valet keys add ${source.value}`,
  );
}

/** Throws ROLE_NOT_FOUND where neither the files nor the keychain know `name`. */
export function checkExists(context: ChainContext, name: string): void {
  if (!context.config.profiles.has(name) && !context.keychainProfiles.has(name)) {
    throw new RoleValetError(
      'ROLE_NOT_FOUND',
      `there is no profile ${JSON.stringify(name)}`,
      'See the names with: role-valet roles',
    );
  }
}

/** The part of the way from `start` on: the ring, without the tail that led to it. */
export function ringFrom(visited: Iterable<string>, start: string): readonly string[] {
  const names = [...visited];
  return names.slice(names.indexOf(start));
}

/**
 * CHAIN_LOOP for profiles whose sources form a ring. It begins at the one that comes first in the
 * files, so that every role behind the ring reports it in the same words.
 */
export function loopError(context: ChainContext, ring: readonly string[]): RoleValetError {
  const members = new Set(ring);
  let start = 0;
  for (const name of context.config.profiles.keys()) {
    if (!members.has(name)) continue;
    start = ring.indexOf(name);
    break;
  }
  const ordered = [...ring.slice(start), ...ring.slice(0, start)];
  const at = roleSetting(context.config.profiles.get(ordered.at(-1) ?? ''), 'source_profile')?.at;
  return faultAt(
    'CHAIN_LOOP',
    at,
    `the source profiles form a loop: ${[...ordered, ordered[0]].join(' > ')}`,
    'Let one of them start from a profile that has a key.',
  );
}
