import { property } from '../aws-config/profile-property.ts';
import type { Profile } from '../aws-config/types.ts';
import type { ChainContext } from './chain-context.ts';
import {
  DEFAULT_PARTITION,
  type Partition,
  partitionNamed,
  partitionOfRegion,
} from './partitions.ts';
import { checkRegion, checkRegionOption } from './region.ts';
import { roleArnOf, roleArnSetting, roleSetting } from './role-settings.ts';
import type { SourceWay } from './source-way.ts';

/**
 * The partition of a base that no role's ARN tells: by its device, its region, the environment.
 * Checks what is checked of the hops of a role.
 * Throws ROLE_ARN_INVALID, CONFIG_INVALID, PARTITION_MISMATCH, or USAGE for a `--region` that is none.
 */
export function basePartition(context: ChainContext, way: SourceWay): Partition {
  const profile = way.baseProfile;
  const partition = partitionOf(context, profile);
  const roleArn = roleArnSetting(profile);
  // A role by web identity: its one call is not AssumeRole, but its ARN must be right all the same.
  if (
    profile !== undefined &&
    roleArn !== undefined &&
    property(profile, 'web_identity_token_file')
  ) {
    roleArnOf(profile, roleArn);
  }
  if (way.region !== undefined) checkRegion(way.region.setting, partition);
  if (context.regionOverride !== undefined) checkRegionOption(context.regionOverride, partition);
  return partition;
}

function partitionOf({ environment }: ChainContext, profile: Profile | undefined): Partition {
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
