import { property } from '../aws-config/profile-property.ts';
import type { ConfigFinding, Profile } from '../aws-config/types.ts';
import { callPlace } from './call-place.ts';
import type { ChainContext } from './chain-context.ts';
import { buildHops, profileRegion, readRoles } from './chain-hops.ts';
import { walkPath } from './chain-path.ts';
import { findMfaDevice } from './mfa-device.ts';
import {
  DEFAULT_PARTITION,
  type Partition,
  partitionNamed,
  partitionOfRegion,
  realRegion,
} from './partitions.ts';
import { checkRegion, checkRegionOption, chooseRegion, type ProfileRegion } from './region.ts';
import { roleArnOf, roleArnSetting, roleSetting } from './role-settings.ts';
import { warnSourceIdentity } from './source-identity.ts';
import type { Base, Chain } from './types.ts';

export type { ChainContext } from './chain-context.ts';

/**
 * The chain from a base to `profile`, as the files and the keychain define it: no call is made and
 * no secret is read. A profile that is a base itself has no hops.
 *
 * Throws ROLE_NOT_FOUND, CHAIN_LOOP (naming every profile on the ring), CHAIN_BROKEN,
 * BASE_KEY_MISSING, ROLE_ARN_INVALID, CONFIG_INVALID, PARTITION_MISMATCH, ENDPOINT_REFUSED, and
 * USAGE for a `--region` that is none. Messages name file and line.
 */
export function resolveChain(context: ChainContext, profile: string): Chain {
  const { config, regionOverride } = context;
  const path = walkPath(context, profile);
  const roles = readRoles(path);
  const warnings: ConfigFinding[] = [];
  const selectedProfile = config.profiles.get(profile);
  const baseProfile = config.profiles.get(path.base.profile);
  const baseRegion = baseProfile && profileRegion({ profile: baseProfile });

  const hops = buildHops(context, baseRegion, roles, warnings);
  const partition = partitionNamed(hops[0]?.partition ?? '') ?? basePartition(context, baseProfile);
  if (hops.length === 0) checkBase(context, baseProfile, baseRegion, partition);
  const mfa = findMfaDevice(
    {
      base: path.base,
      baseProfile,
      roles: path.roles.map((role) => role.profile),
      partition: partition.name,
    },
    warnings,
  );
  warnSourceIdentity(
    hops,
    roles.map((role) => role.profile),
    warnings,
  );

  const nearestRegion = path.roles.map(profileRegion).find((region) => region !== undefined);
  const outputRegion = regionOverride ?? (nearestRegion ?? baseRegion)?.setting.value;
  const target = property(selectedProfile, 'valet_target')?.value;
  return {
    profile,
    base: withCallPlace(context, path.base, baseProfile, baseRegion, partition),
    hops,
    defaultTarget: target ?? `${profile}-session`,
    warnings,
    ...(mfa === undefined ? {} : { mfa }),
    ...(outputRegion === undefined ? {} : { outputRegion: realRegion(outputRegion) }),
  };
}

/** The partition of a base that no role's ARN tells: by its device, its region, the environment. */
function basePartition({ environment }: ChainContext, profile: Profile | undefined): Partition {
  const serial = roleSetting(profile, 'mfa_serial')?.value ?? '';
  const roleArn = roleArnSetting(profile)?.value ?? '';
  const regions = [
    property(profile, 'region')?.value,
    environment.AWS_REGION,
    environment.AWS_DEFAULT_REGION,
  ];
  return (
    partitionNamed(roleArn.split(':')[1] ?? '') ??
    partitionNamed(serial.split(':')[1] ?? '') ??
    regions.map((region) => partitionOfRegion(region ?? '')).find((found) => found !== undefined) ??
    DEFAULT_PARTITION
  );
}

/** What `buildHops` checks for roles, for a profile without hops. */
function checkBase(
  context: ChainContext,
  profile: Profile | undefined,
  region: ProfileRegion | undefined,
  partition: Partition,
): void {
  const roleArn = roleArnSetting(profile);
  // A role by web identity: its one call is not AssumeRole, but its ARN must be right all the same.
  if (
    profile !== undefined &&
    roleArn !== undefined &&
    property(profile, 'web_identity_token_file')
  ) {
    roleArnOf(profile, roleArn);
  }
  if (region !== undefined) checkRegion(region.setting, partition);
  if (context.regionOverride !== undefined) checkRegionOption(context.regionOverride, partition);
}

function withCallPlace(
  context: ChainContext,
  base: Base,
  profile: Profile | undefined,
  baseRegion: ProfileRegion | undefined,
  partition: Partition,
): Base {
  if (base.kind !== 'key') return base;
  const chosen = chooseRegion(partition, baseRegion, context.environment);
  return { ...base, getSessionToken: callPlace(context, profile, chosen) };
}
