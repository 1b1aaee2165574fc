import type { StsCaller } from '../aws/sts/types.ts';
import { property } from '../aws-config/profile-property.ts';
import { callPlace } from '../chain/call-place.ts';
import type { ChainContext } from '../chain/chain-context.ts';
import { DEFAULT_PARTITION, partitionOfRegion } from '../chain/partitions.ts';
import { chooseRegion } from '../chain/region.ts';

/**
 * Where the owner of a new key is asked for: the STS of the profile's region, else of the
 * environment's. Throws CONFIG_INVALID for a region that does not exist, ENDPOINT_REFUSED.
 */
export function keyEndpoint(context: ChainContext, name: string): Omit<StsCaller, 'credentials'> {
  const { config, environment } = context;
  const profile = config.profiles.get(name);
  const setting = property(profile, 'region');
  // A key does not tell its partition, so the region does.
  const named = setting?.value ?? environment.AWS_REGION ?? environment.AWS_DEFAULT_REGION;
  const partition = partitionOfRegion(named ?? '') ?? DEFAULT_PARTITION;
  const chosen = chooseRegion(
    partition,
    setting === undefined ? undefined : { profile: name, setting },
    environment,
  );
  const { region, endpoint, caBundle } = callPlace(context, profile, chosen);
  return { region, endpoint, ...(caBundle === undefined ? {} : { caBundle }) };
}
