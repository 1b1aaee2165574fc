/** An AWS partition: a closed world of accounts, regions and endpoints. */
export interface Partition {
  readonly name: string;
  readonly regions: RegExp;
  readonly dnsSuffix: string;
  /** For endpoints that are reached over IPv6 as well. */
  readonly dualStackDnsSuffix: string;
  /** The region that is used where nothing names one. */
  readonly defaultRegion: string;
}

/** The partition where nothing says which. */
export const DEFAULT_PARTITION: Partition = {
  name: 'aws',
  regions: /^(us|eu|ap|sa|ca|me|af|il|mx)-\w+-\d+$/,
  dnsSuffix: 'amazonaws.com',
  dualStackDnsSuffix: 'api.aws',
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
    dualStackDnsSuffix: 'api.amazonwebservices.com.cn',
    defaultRegion: 'cn-northwest-1',
  },
  {
    name: 'aws-us-gov',
    regions: /^us-gov-\w+-\d+$/,
    dnsSuffix: 'amazonaws.com',
    dualStackDnsSuffix: 'api.aws',
    defaultRegion: 'us-gov-west-1',
  },
  {
    name: 'aws-eusc',
    regions: /^eusc-(de)-\w+-\d+$/,
    dnsSuffix: 'amazonaws.eu',
    dualStackDnsSuffix: 'api.amazonwebservices.eu',
    defaultRegion: 'eusc-de-east-1',
  },
  {
    name: 'aws-iso',
    regions: /^us-iso-\w+-\d+$/,
    dnsSuffix: 'c2s.ic.gov',
    dualStackDnsSuffix: 'api.aws.ic.gov',
    defaultRegion: 'us-iso-east-1',
  },
  {
    name: 'aws-iso-b',
    regions: /^us-isob-\w+-\d+$/,
    dnsSuffix: 'sc2s.sgov.gov',
    dualStackDnsSuffix: 'api.aws.scloud',
    defaultRegion: 'us-isob-east-1',
  },
  {
    name: 'aws-iso-e',
    regions: /^eu-isoe-\w+-\d+$/,
    dnsSuffix: 'cloud.adc-e.uk',
    dualStackDnsSuffix: 'api.cloud-aws.adc-e.uk',
    defaultRegion: 'eu-isoe-west-1',
  },
  {
    name: 'aws-iso-f',
    regions: /^us-isof-\w+-\d+$/,
    dnsSuffix: 'csp.hci.ic.gov',
    dualStackDnsSuffix: 'api.aws.hci.ic.gov',
    defaultRegion: 'us-isof-south-1',
  },
];

const BY_NAME: ReadonlyMap<string, Partition> = new Map(PARTITIONS.map((one) => [one.name, one]));

/** The partition called `name`, or undefined. */
export function partitionNamed(name: string): Partition | undefined {
  return BY_NAME.get(name);
}

/** The pseudo region of STS's global endpoint, which only the partition aws has. */
export const GLOBAL_REGION = 'aws-global';

/** The partition that a region belongs to, or undefined where no partition has such regions. */
export function partitionOfRegion(region: string): Partition | undefined {
  if (region === GLOBAL_REGION) return DEFAULT_PARTITION;
  for (const partition of PARTITIONS) if (partition.regions.test(region)) return partition;
  return undefined;
}

/** A region that things can be in: the pseudo region's calls are signed for us-east-1. */
export function realRegion(region: string): string {
  return region === GLOBAL_REGION ? DEFAULT_PARTITION.defaultRegion : region;
}
