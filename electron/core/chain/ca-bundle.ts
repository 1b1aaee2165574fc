import { property } from '../aws-config/profile-property.ts';
import type { Profile, SharedConfig } from '../aws-config/types.ts';
import { placeText } from './fault.ts';
import type { CaBundle } from './types.ts';

/**
 * The root certificates that the files name for the calls of a profile: its `ca_bundle`, else the
 * default profile's. A company's proxy stands before all profiles, so one line is enough, as it is
 * for the AWS CLI where nobody names a profile.
 */
export function caBundleOf(
  profile: Profile | undefined,
  profiles: SharedConfig['profiles'],
): CaBundle | undefined {
  const setting = property(profile, 'ca_bundle') ?? property(profiles.get('default'), 'ca_bundle');
  return setting && { path: setting.value, from: `${placeText(setting.at)}: ca_bundle` };
}
