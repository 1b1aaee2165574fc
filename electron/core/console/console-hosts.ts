import { RoleValetError } from '../../contract/errors.ts';

/** Where a partition's console is, and where one signs in to it. */
export interface ConsoleHosts {
  /** Host of the console in the region. */
  readonly console: string;
  /** What the host of every page of this partition's console is, or ends in behind a dot. */
  readonly consoleDomain: string;
  /** Sign-in hosts: the region's own, then the partition's global one where it has one. */
  readonly signIn: readonly string[];
  /** The host that ends a browser's present sign-in, where that is known. */
  readonly logout?: string;
}

interface PartitionHosts {
  readonly console: string;
  readonly signIn: string;
  /** False where sign-in hosts are regional only. */
  readonly hasGlobalSignIn: boolean;
  /** The region whose sign-in host is the global one itself. */
  readonly unprefixedRegion?: string;
  readonly logout?: string;
}

/**
 * Partitions with a public console. Sign-in hosts are those of AWS's own endpoint rules for the
 * service `signin`, and https://docs.aws.amazon.com/general/latest/gr/signin-service.html; the
 * console hosts of the isolated partitions are not public.
 */
const HOSTS: Readonly<Record<string, PartitionHosts>> = {
  aws: {
    console: 'console.aws.amazon.com',
    signIn: 'signin.aws.amazon.com',
    hasGlobalSignIn: true,
    unprefixedRegion: 'us-east-1',
    logout: 'us-east-1.signin.aws.amazon.com',
  },
  'aws-cn': {
    console: 'console.amazonaws.cn',
    signIn: 'signin.amazonaws.cn',
    hasGlobalSignIn: true,
  },
  'aws-us-gov': {
    console: 'console.amazonaws-us-gov.com',
    signIn: 'signin.amazonaws-us-gov.com',
    hasGlobalSignIn: true,
    logout: 'us-east-1.signin.amazonaws-us-gov.com',
  },
  'aws-eusc': {
    console: 'console.amazonaws-eusc.eu',
    signIn: 'signin.amazonaws-eusc.eu',
    hasGlobalSignIn: false,
  },
};

/**
 * The hosts for a region of a partition. The region's own sign-in host comes first: it knows
 * sessions of regions that an account has to opt in to. Throws CONSOLE_NOT_POSSIBLE for a partition
 * whose console is not public.
 */
export function consoleHosts(partition: string, region: string): ConsoleHosts {
  const hosts = Object.hasOwn(HOSTS, partition) ? HOSTS[partition] : undefined;
  if (hosts === undefined) {
    throw new RoleValetError(
      'CONSOLE_NOT_POSSIBLE',
      `the console of the partition ${partition} has no public address`,
      'Use the credentials in a terminal: role-valet exec ROLE -- COMMAND',
    );
  }
  const regional = region === hosts.unprefixedRegion ? [] : [`${region}.${hosts.signIn}`];
  return {
    console: `${region}.${hosts.console}`,
    consoleDomain: hosts.console,
    signIn: [...regional, ...(hosts.hasGlobalSignIn ? [hosts.signIn] : [])],
    ...(hosts.logout === undefined ? {} : { logout: hosts.logout }),
  };
}
