import { property } from '../aws-config/profile-property.ts';
import type { ConfigFinding } from '../aws-config/types.ts';
import type { RoleArn } from './arn.ts';
import type { CallPlaces } from './call-places.ts';
import type { ChainContext } from './chain-context.ts';
import type { PathRole } from './chain-path.ts';
import { roleWarning } from './fault.ts';
import { readHopSettings, readPlainSettings } from './hop-settings.ts';
import { type Partition, partitionNamed } from './partitions.ts';
import { checkRegionOption, chooseRegion, type ProfileRegion } from './region.ts';
import { isPlainRole, roleArnOf } from './role-settings.ts';
import type { CallPlace, Draft, Hop } from './types.ts';

/** A role of the path with its ARN read. */
export interface ReadRole extends PathRole {
  readonly arn: RoleArn;
  /** As `isPlainRole` says. */
  readonly isPlain: boolean;
}

/** A role of the path with its ARN read. Throws ROLE_ARN_INVALID. */
export function readRole({ profile, roleArn }: PathRole): ReadRole {
  const arn = roleArnOf(profile, roleArn);
  return { profile, roleArn, arn, isPlain: isPlainRole(profile) };
}

/**
 * The AssumeRole call of a role. A hop looks the same whichever role behind it is selected, so that
 * roles share it; only the last one is shaped by the selection (`--region`, session policies).
 * Throws CONFIG_INVALID, PARTITION_MISMATCH, ENDPOINT_REFUSED or USAGE.
 */
export function buildHop(
  context: ChainContext,
  places: CallPlaces,
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
  const place = placeOf(context, places, role, partition, nearest, isSelected);
  const settings = role.isPlain
    ? readPlainSettings(profile, warnings)
    : readHopSettings(profile, arn.partition, isSelected, warnings);
  const { endpointFrom, caBundle } = place;
  const { externalId, sessionNameTemplate, durationSeconds, sourceIdentity } = settings;
  const hop: Draft<Hop> = {
    profile: profile.name,
    roleArn: role.roleArn.value,
    partition: arn.partition,
    accountId: arn.accountId,
    roleName: arn.roleName,
    region: place.region,
    regionFrom: place.regionFrom,
    endpoint: place.endpoint,
    tags: settings.tags,
    transitiveTagKeys: settings.transitiveTagKeys,
    policyArns: settings.policyArns,
  };
  if (endpointFrom !== undefined) hop.endpointFrom = endpointFrom;
  if (caBundle !== undefined) hop.caBundle = caBundle;
  if (externalId !== undefined) hop.externalId = externalId;
  if (sessionNameTemplate !== undefined) hop.sessionNameTemplate = sessionNameTemplate;
  if (durationSeconds !== undefined) hop.durationSeconds = durationSeconds;
  if (sourceIdentity !== undefined) hop.sourceIdentity = sourceIdentity;
  return hop;
}

function placeOf(
  context: ChainContext,
  places: CallPlaces,
  { profile, isPlain }: ReadRole,
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
  return isPlain ? places.usual(chosen) : places.of(profile, chosen);
}

/** The `region` of a role's own profile. */
export function profileRegion({ profile }: Pick<PathRole, 'profile'>): ProfileRegion | undefined {
  const setting = property(profile, 'region');
  return setting && { profile: profile.name, setting };
}
