import { propertyValue } from '../aws-config/profile-property.ts';
import type { SharedConfig } from '../aws-config/types.ts';
import type { Base } from './types.ts';

/**
 * What a person signs in to, where a base wants that: bases of one name need one sign-in together.
 * Undefined for bases that want none.
 */
export function signInName(base: Base, config: SharedConfig): string | undefined {
  const profile = config.profiles.get(base.profile);
  if (base.kind === 'sso') {
    return propertyValue(profile, 'sso_session') ?? propertyValue(profile, 'sso_start_url');
  }
  return base.kind === 'login' ? propertyValue(profile, 'login_session') : undefined;
}
