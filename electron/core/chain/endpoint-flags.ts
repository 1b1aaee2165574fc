import { RoleValetError } from '../../contract/errors.ts';
import { property } from '../aws-config/profile-property.ts';
import type { Profile } from '../aws-config/types.ts';
import type { Environment } from '../ports.ts';
import { placeText } from './fault.ts';

/** Which variant of an endpoint is wanted; each with who said so, in words. */
export interface EndpointFlags {
  readonly fips?: string;
  readonly dualStack?: string;
}

/**
 * AWS_USE_FIPS_ENDPOINT and AWS_USE_DUALSTACK_ENDPOINT, else the profile's `use_fips_endpoint` and
 * `use_dualstack_endpoint` (https://docs.aws.amazon.com/sdkref/latest/guide/feature-endpoints.html).
 * Throws CONFIG_INVALID for a value that is neither true nor false: to pass it over could send a call
 * where it must not go.
 */
export function endpointFlags(
  environment: Environment,
  profile: Profile | undefined,
): EndpointFlags {
  const fips = flag(environment, profile, 'AWS_USE_FIPS_ENDPOINT', 'use_fips_endpoint');
  const dualStack = flag(
    environment,
    profile,
    'AWS_USE_DUALSTACK_ENDPOINT',
    'use_dualstack_endpoint',
  );
  return {
    ...(fips === undefined ? {} : { fips }),
    ...(dualStack === undefined ? {} : { dualStack }),
  };
}

function flag(
  environment: Environment,
  profile: Profile | undefined,
  variable: string,
  key: string,
): string | undefined {
  const setting = property(profile, key);
  const from = environment[variable] ? variable : setting && `${placeText(setting.at)}: ${key}`;
  const value = (environment[variable] || setting?.value || 'false').toLowerCase();
  if (value !== 'true' && value !== 'false') {
    throw new RoleValetError(
      'CONFIG_INVALID',
      `${from} is neither true nor false`,
      `Write true or false, or remove it.`,
    );
  }
  return value === 'true' ? from : undefined;
}
