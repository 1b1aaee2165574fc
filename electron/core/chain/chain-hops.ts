import { property } from '../aws-config/profile-property.ts';
import type { ConfigFinding } from '../aws-config/types.ts';
import type { RoleArn } from './arn.ts';
import { callPlace } from './call-place.ts';
import type { ChainContext } from './chain-context.ts';
import type { ChainPath, PathRole } from './chain-path.ts';
import { faultAt, placeText, roleWarning } from './fault.ts';
import { readHopSettings } from './hop-settings.ts';
import { type Partition, partitionNamed } from './partitions.ts';
import { checkRegionOption, chooseRegion, type ProfileRegion } from './region.ts';
import { roleArnOf } from './role-settings.ts';
import { checkInheritedTags } from './session-tags.ts';
import type { CallPlace, Hop } from './types.ts';

/** A role of the path with its ARN read. */
export interface ReadRole extends PathRole {
  readonly arn: RoleArn;
}

/**
 * The roles of a path in the order of their calls, all in one partition.
 * Throws ROLE_ARN_INVALID or PARTITION_MISMATCH.
 */
export function readRoles(path: ChainPath): readonly ReadRole[] {
  const roles = path.roles.map((role) => ({ ...role, arn: roleArnOf(role.profile, role.roleArn) }));
  const [selected] = roles;
  for (const role of roles) {
    if (selected !== undefined && role.arn.partition !== selected.arn.partition) {
      throw faultAt(
        'PARTITION_MISMATCH',
        selected.roleArn.at,
        `the role is in the partition ${selected.arn.partition}, but its source ${role.profile.name} (${placeText(role.roleArn.at)}) in ${role.arn.partition}`,
        'Partitions share no credentials: give the role a source in its own partition.',
      );
    }
  }
  return roles.reverse();
}

/**
 * The AssumeRole calls of a chain. A hop looks the same whichever role behind it is selected, so
 * that roles share it; only the last one is shaped by the selection (`--region`, session policies).
 * Throws CONFIG_INVALID, PARTITION_MISMATCH, ENDPOINT_REFUSED or USAGE.
 */
export function buildHops(
  context: ChainContext,
  baseRegion: ProfileRegion | undefined,
  roles: readonly ReadRole[],
  warnings: ConfigFinding[],
): readonly Hop[] {
  let nearest = baseRegion;
  const hops = roles.map((role, index) => {
    nearest = profileRegion(role) ?? nearest;
    return buildHop(context, role, nearest, index === roles.length - 1, warnings);
  });
  checkInheritedTags(hops.map((hop, index) => ({ ...hop, profile: roleAt(roles, index).profile })));
  return hops;
}

function roleAt(roles: readonly ReadRole[], index: number): ReadRole {
  return roles[index] as ReadRole;
}

function buildHop(
  context: ChainContext,
  role: ReadRole,
  nearest: ProfileRegion | undefined,
  isSelected: boolean,
  warnings: ConfigFinding[],
): Hop {
  const { profile, arn } = role;
  // The ARN was read, so its partition is a known one.
  const partition = partitionNamed(arn.partition) as Partition;
  if (arn.path.startsWith('/aws-reserved/sso.amazonaws.com/')) {
    warnings.push(
      roleWarning(
        profile.name,
        role.roleArn.at,
        'this role belongs to IAM Identity Center, and AWS lets nobody assume it directly',
        'Sign in with sso_session, sso_account_id and sso_role_name instead.',
      ),
    );
  }
  return {
    profile: profile.name,
    roleArn: role.roleArn.value,
    partition: arn.partition,
    accountId: arn.accountId,
    roleName: arn.roleName,
    ...placeOf(context, role, partition, nearest, isSelected),
    ...readHopSettings(profile, arn.partition, isSelected, warnings),
  };
}

function placeOf(
  context: ChainContext,
  { profile }: ReadRole,
  partition: Partition,
  nearest: ProfileRegion | undefined,
  isSelected: boolean,
): CallPlace {
  const { regionOverride, environment } = context;
  if (isSelected && regionOverride !== undefined) checkRegionOption(regionOverride, partition);
  const chosen =
    isSelected && regionOverride !== undefined
      ? { region: regionOverride, from: '--region' }
      : chooseRegion(partition, nearest, environment);
  return callPlace(context, profile, chosen);
}

/** The `region` of a role's own profile. */
export function profileRegion({ profile }: Pick<PathRole, 'profile'>): ProfileRegion | undefined {
  const setting = property(profile, 'region');
  return setting && { profile: profile.name, setting };
}
