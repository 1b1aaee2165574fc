import type { IamCaller } from '../aws/iam/types.ts';
import type { ChainContext } from '../chain/chain-context.ts';
import { givenEndpoint } from '../chain/endpoint.ts';
import { endpointFlags } from '../chain/endpoint-flags.ts';
import { keyEndpoint } from './key-endpoint.ts';

/**
 * Where IAM is asked about the key of a profile: the URL that AWS_ENDPOINT_URL_IAM and its like give,
 * else the partition's own, in the variant (FIPS, dual-stack) that is asked for. Throws as
 * `keyEndpoint`.
 */
export function iamPlace(context: ChainContext, name: string): Omit<IamCaller, 'credentials'> {
  const { config, environment } = context;
  const profile = config.profiles.get(name);
  const { region, caBundle } = keyEndpoint(context, name);
  const given = givenEndpoint('iam', {
    region,
    profile,
    services: config.services,
    environment,
  });
  const { fips, dualStack } = endpointFlags(environment, profile);
  const place =
    given === undefined
      ? { useFips: fips !== undefined, useDualStack: dualStack !== undefined }
      : { endpoint: given.endpoint };
  return { region, ...place, ...(caBundle === undefined ? {} : { caBundle }) };
}
