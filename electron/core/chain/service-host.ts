import { RoleValetError } from '../../contract/errors.ts';
import type { EndpointFlags } from './endpoint-flags.ts';
import {
  DEFAULT_PARTITION,
  GLOBAL_REGION,
  type Partition,
  partitionOfRegion,
} from './partitions.ts';

/** Services whose hosts follow one rule; by the names of their AWS_ENDPOINT_URL_ variables. */
export type RegionalService = 'sts' | 'sso' | 'sso_oidc';

const PREFIX: Readonly<Record<RegionalService, string>> = {
  sts: 'sts',
  sso: 'portal.sso',
  sso_oidc: 'oidc',
};

/**
 * A service's own host in a region, by the rules of AWS's SDKs (a test holds it against theirs). Two
 * differences: where AWS has no FIPS endpoint, or none of the global one, that is an error, while the
 * SDKs make up a name that does not exist.
 * Throws CONFIG_INVALID.
 */
export function serviceHost(
  service: RegionalService,
  region: string,
  { fips, dualStack }: EndpointFlags,
): string {
  if (region === GLOBAL_REGION) {
    const flag = fips ?? dualStack;
    if (flag !== undefined) throw noSuchEndpoint(flag, 'of the global endpoint (aws-global)');
    return `${PREFIX[service]}.amazonaws.com`;
  }
  const partition = partitionOfRegion(region) ?? DEFAULT_PARTITION;
  const suffix = dualStack === undefined ? partition.dnsSuffix : partition.dualStackDnsSuffix;
  if (fips !== undefined && !hasFips(partition, region)) {
    throw noSuchEndpoint(fips, `in ${region}`);
  }
  // In GovCloud the usual endpoints are FIPS endpoints.
  const isUsual =
    fips === undefined || (partition.name === 'aws-us-gov' && dualStack === undefined);
  return `${PREFIX[service]}${isUsual ? '' : '-fips'}.${region}.${suffix}`;
}

/**
 * FIPS is a standard of the US and Canada: https://aws.amazon.com/compliance/fips/ lists no endpoint
 * elsewhere. A list of single regions would be out of date with the next one.
 */
function hasFips({ name }: Partition, region: string): boolean {
  return name === 'aws' ? /^(us|ca)-/.test(region) : name !== 'aws-cn' && name !== 'aws-eusc';
}

function noSuchEndpoint(flag: string, where: string): RoleValetError {
  return new RoleValetError(
    'CONFIG_INVALID',
    `${flag} asks for a kind of endpoint that AWS does not have ${where}`,
    'Set it to false, or choose another region.',
  );
}
