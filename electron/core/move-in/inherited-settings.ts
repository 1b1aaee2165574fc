import { propertyValue } from '../aws-config/profile-property.ts';
import type { Profile } from '../aws-config/types.ts';
import { roleSetting } from '../chain/role-settings.ts';

/** What a profile says about one key, itself or by inheritance; undefined where nothing does. */
export type Settings = (key: string) => string | undefined;

/**
 * The settings of a profile as aws-vault reads them: what it says itself, then what the profile says
 * that `include_profile` names (`parent_profile` in its old versions), and so on; `[default]` is no
 * parent. AWS tools know neither key. A ring of them ends where it closes.
 */
export function inheritedSettings(
  profiles: ReadonlyMap<string, Profile>,
  name: string,
): { readonly settings: Settings; readonly parents: readonly string[] } {
  const line: Profile[] = [];
  const parents: string[] = [];
  for (let next: string | undefined = name; next !== undefined; ) {
    const profile: Profile | undefined = profiles.get(next);
    if (profile === undefined || line.includes(profile)) break;
    line.push(profile);
    next = propertyValue(profile, 'include_profile') ?? propertyValue(profile, 'parent_profile');
    if (next !== undefined) parents.push(next);
  }
  const settings: Settings = (key) => {
    for (const profile of line) {
      const found =
        key === 'region' ? propertyValue(profile, key) : roleSetting(profile, key)?.value;
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return { settings, parents };
}
