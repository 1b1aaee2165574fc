/** An AWS partition: a closed world of accounts, regions and endpoints. */
export interface Partition {
  readonly name: string;
  readonly regions: RegExp;
  readonly dnsSuffix: string;
  /** The region that is used where nothing names one. */
  readonly defaultRegion: string;
}

/** The partition where nothing says which. */
export const DEFAULT_PARTITION: Partition = {
  name: 'aws',
  regions: /^(us|eu|ap|sa|ca|me|af|il|mx)-\w+-\d+$/,
  dnsSuffix: 'amazonaws.com',
  defaultRegion: 'us-east-1',
};

/**
 * All partitions, as botocore's `partitions.json` lists them
 * (https://github.com/boto/botocore/blob/develop/botocore/data/partitions.json).
 */
export const PARTITIONS: readonly Partition[] = [
  DEFAULT_PARTITION,
  {
    name: 'aws-cn',
    regions: /^cn-\w+-\d+$/,
    dnsSuffix: 'amazonaws.com.cn',
    defaultRegion: 'cn-northwest-1',
  },
  {
    name: 'aws-us-gov',
    regions: /^us-gov-\w+-\d+$/,
    dnsSuffix: 'amazonaws.com',
    defaultRegion: 'us-gov-west-1',
  },
  {
    name: 'aws-eusc',
    regions: /^eusc-(de)-\w+-\d+$/,
    dnsSuffix: 'amazonaws.eu',
    defaultRegion: 'eusc-de-east-1',
  },
  {
    name: 'aws-iso',
    regions: /^us-iso-\w+-\d+$/,
    dnsSuffix: 'c2s.ic.gov',
    defaultRegion: 'us-iso-east-1',
  },
  {
    name: 'aws-iso-b',
    regions: /^us-isob-\w+-\d+$/,
    dnsSuffix: 'sc2s.sgov.gov',
    defaultRegion: 'us-isob-east-1',
  },
  {
    name: 'aws-iso-e',
    regions: /^eu-isoe-\w+-\d+$/,
    dnsSuffix: 'cloud.adc-e.uk',
    defaultRegion: 'eu-isoe-west-1',
  },
  {
    name: 'aws-iso-f',
    regions: /^us-isof-\w+-\d+$/,
    dnsSuffix: 'csp.hci.ic.gov',
    defaultRegion: 'us-isof-south-1',
  },
];

/** The partition called `name`, or undefined. */
export function partitionNamed(name: string): Partition | undefined {
  return PARTITIONS.find((partition) => partition.name === name);
}

/** The partition that a region belongs to, or undefined where no partition has such regions. */
export function partitionOfRegion(region: string): Partition | undefined {
  return PARTITIONS.find((partition) => partition.regions.test(region));
}
