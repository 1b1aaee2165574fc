import { RoleValetError } from '../../contract/errors.ts';
import type { ProfileProperty } from '../aws-config/types.ts';
import type { Environment } from '../ports.ts';
import { faultAt } from './fault.ts';
import { type Partition, partitionOfRegion } from './partitions.ts';

/** A region, and where it comes from in words. */
export interface ChosenRegion {
  readonly region: string;
  readonly from: string;
}

/** A profile's `region` setting. */
export interface ProfileRegion {
  readonly profile: string;
  readonly setting: ProfileProperty;
}

/** AWS_REGION wins: https://docs.aws.amazon.com/sdkref/latest/guide/feature-region.html. */
const VARIABLES = ['AWS_REGION', 'AWS_DEFAULT_REGION'] as const;

/**
 * The region whose STS is called: the profile's, else the environment's, else the partition's
 * default. `fromFiles` is the nearest region on the way from the profile to the base. A region of
 * the environment is meant for whatever runs there, so one of another partition is passed over.
 *
 * Throws CONFIG_INVALID for what is no region of AWS, and PARTITION_MISMATCH for a region of the
 * files in another partition: a role can't be assumed from there.
 */
export function chooseRegion(
  partition: Partition,
  fromFiles: ProfileRegion | undefined,
  environment: Environment,
): ChosenRegion {
  if (fromFiles !== undefined) {
    const { profile, setting } = fromFiles;
    checkRegion(setting, partition);
    return { region: setting.value, from: `region of profile ${profile}` };
  }
  const passedOver: string[] = [];
  for (const variable of VARIABLES) {
    const region = environment[variable];
    if (!region) continue;
    const other = partitionOfRegion(region);
    if (other === undefined) {
      throw new RoleValetError(
        'CONFIG_INVALID',
        `${variable} is ${JSON.stringify(region)}, which is no AWS region`,
        `Correct or unset ${variable}, or give the profile a region.`,
      );
    }
    if (other === partition) return { region, from: variable };
    passedOver.push(`${variable} is ${region}, a region of ${other.name}`);
  }
  const reason = passedOver.length === 0 ? '' : ` (${passedOver.join('; ')})`;
  return {
    region: partition.defaultRegion,
    from: `default of the partition ${partition.name}${reason}`,
  };
}

/** Checks `--region`. Throws USAGE, or PARTITION_MISMATCH where `partition` is another one. */
export function checkRegionOption(region: string, partition: Partition | undefined): void {
  const own = partitionOfRegion(region);
  if (own === undefined) {
    throw new RoleValetError(
      'USAGE',
      `${JSON.stringify(region)} is no AWS region`,
      'Give a region such as eu-west-1.',
    );
  }
  if (partition !== undefined && own !== partition) {
    throw new RoleValetError('PARTITION_MISMATCH', ...mismatch(region, own, partition));
  }
}

/** Checks a `region` of the files; a `partition` is given where a role ARN says which it must be. */
export function checkRegion(setting: ProfileProperty, partition: Partition | undefined): Partition {
  const own = partitionOfRegion(setting.value);
  if (own === undefined) {
    throw faultAt(
      'CONFIG_INVALID',
      setting.at,
      `${JSON.stringify(setting.value)} is no AWS region`,
      'Write a region such as eu-west-1, without quotes or a comment behind it.',
    );
  }
  if (partition !== undefined && own !== partition) {
    throw faultAt('PARTITION_MISMATCH', setting.at, ...mismatch(setting.value, own, partition));
  }
  return own;
}

function mismatch(region: string, own: Partition, wanted: Partition): [string, string] {
  return [
    `the region ${region} is in the partition ${own.name}, but this chain is in ${wanted.name}`,
    `Use a region of ${wanted.name}, such as ${wanted.defaultRegion}: partitions share no credentials.`,
  ];
}
