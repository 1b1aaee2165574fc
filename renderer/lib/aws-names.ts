/**
 * AWS's partitions as far as a form needs them. The window imports nothing of core, so the list
 * stands here again; role-checks.test.ts fails where the two differ.
 */
const PARTITIONS: readonly (readonly [name: string, regions: RegExp])[] = [
  ['aws', /^(us|eu|ap|sa|ca|me|af|il|mx)-\w+-\d+$/],
  ['aws-cn', /^cn-\w+-\d+$/],
  ['aws-us-gov', /^us-gov-\w+-\d+$/],
  ['aws-eusc', /^eusc-(de)-\w+-\d+$/],
  ['aws-iso', /^us-iso-\w+-\d+$/],
  ['aws-iso-b', /^us-isob-\w+-\d+$/],
  ['aws-iso-e', /^eu-isoe-\w+-\d+$/],
  ['aws-iso-f', /^us-isof-\w+-\d+$/],
];

/** Names of all partitions: `aws`, `aws-cn`, ... */
export const PARTITION_NAMES: readonly string[] = PARTITIONS.map(([name]) => name);

/** The partition that a region belongs to; undefined for what is no region of AWS. */
export function partitionOfRegion(region: string): string | undefined {
  return PARTITIONS.find(([, regions]) => regions.test(region))?.[0];
}

/** The partition of an ARN; undefined for all else. */
export function partitionOfArn(arn: string): string | undefined {
  const name = /^arn:([^:]*):/.exec(arn)?.[1];
  return name !== undefined && PARTITION_NAMES.includes(name) ? name : undefined;
}

/** Partitions that people meet, for hints. */
export const COMMON_PARTITIONS = 'aws, aws-cn or aws-us-gov';
