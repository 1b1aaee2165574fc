import type { Profile } from '../aws-config/types.ts';
import { caBundleOf } from './ca-bundle.ts';
import type { ChainContext } from './chain-context.ts';
import { serviceEndpoint } from './endpoint.ts';
import { realRegion } from './partitions.ts';
import type { ChosenRegion } from './region.ts';
import type { CallPlace } from './types.ts';

/**
 * Where an STS call of a profile is made. The region is the one that the call is signed for.
 * Throws ENDPOINT_REFUSED or CONFIG_INVALID.
 */
export function callPlace(
  { config, environment }: Pick<ChainContext, 'config' | 'environment'>,
  profile: Profile | undefined,
  { region, from }: ChosenRegion,
): CallPlace {
  const { services } = config;
  const chosen = serviceEndpoint('sts', { region, profile, services, environment });
  const caBundle = caBundleOf(profile, config.profiles);
  return {
    region: realRegion(region),
    regionFrom: signingFrom(region, from),
    endpoint: chosen.endpoint,
    ...(chosen.from === undefined ? {} : { endpointFrom: chosen.from }),
    ...(caBundle === undefined ? {} : { caBundle }),
  };
}

/** Where the region that a call is signed for comes from, in words. */
export function signingFrom(region: string, from: string): string {
  return realRegion(region) === region ? from : `${from} is ${region}, which signs for it`;
}
