import { property } from '../aws-config/profile-property.ts';
import type { Profile } from '../aws-config/types.ts';
import { callPlace, signingFrom } from './call-place.ts';
import type { ChainContext } from './chain-context.ts';
import type { ChosenRegion } from './region.ts';
import type { CallPlace } from './types.ts';

/** What a profile can say of the place of its calls, apart from their region. */
const SETTINGS = [
  'services',
  'endpoint_url',
  'ignore_configured_endpoint_urls',
  'use_fips_endpoint',
  'use_dualstack_endpoint',
  'ca_bundle',
] as const;

/**
 * Where the STS calls of one context's profiles are made: `callPlace`, with the place of profiles that
 * say nothing of it worked out once for each region.
 */
export class CallPlaces {
  readonly #context: Pick<ChainContext, 'config' | 'environment'>;
  readonly #usual = new Map<string, CallPlace>();

  constructor(context: Pick<ChainContext, 'config' | 'environment'>) {
    this.#context = context;
  }

  /** Throws ENDPOINT_REFUSED or CONFIG_INVALID. */
  of(profile: Profile | undefined, chosen: ChosenRegion): CallPlace {
    return hasOwnPlace(profile) ? callPlace(this.#context, profile, chosen) : this.usual(chosen);
  }

  /** As `of`, for a profile that says nothing of the place of its calls. */
  usual(chosen: ChosenRegion): CallPlace {
    const { region, from } = chosen;
    const known = this.#usual.get(region);
    if (known !== undefined) return { ...known, regionFrom: signingFrom(region, from) };
    const place = callPlace(this.#context, undefined, chosen);
    this.#usual.set(region, place);
    return place;
  }
}

function hasOwnPlace(profile: Profile | undefined): boolean {
  for (const key of SETTINGS) if (property(profile, key) !== undefined) return true;
  return false;
}
