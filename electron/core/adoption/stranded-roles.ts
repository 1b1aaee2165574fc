import { property, propertyValue } from '../aws-config/profile-property.ts';
import type { SharedConfig } from '../aws-config/types.ts';
import { isManaged } from '../chain/role-settings.ts';

/**
 * The roles that other AWS tools assume with the credentials of `base`, the nearest first: those that
 * can't start any more once its key is in the keychain, until the base is managed. A managed profile
 * asks us, and so does all that starts from it.
 */
export function rolesOfOtherTools({ profiles }: SharedConfig, base: string): readonly string[] {
  const bySource = Map.groupBy(
    [...profiles.values()].filter(
      (one) => property(one, 'role_arn') !== undefined && !isManaged(one),
    ),
    (one) => propertyValue(one, 'source_profile'),
  );
  const found = new Set([base]);
  // A set hands out what is added while it is walked.
  for (const name of found) {
    for (const role of bySource.get(name) ?? []) found.add(role.name);
  }
  const [, ...roles] = found;
  const isOwnSource = bySource.get(base)?.some(({ name }) => name === base) === true;
  return isOwnSource ? [base, ...roles] : roles;
}

/** Settings with which AWS tools find other credentials in a profile once its static keys are gone. */
const OTHER_SOURCES: readonly string[] = [
  'credential_process',
  'login_session',
  'sso_session',
  'sso_start_url',
  'web_identity_token_file',
];

/**
 * The sentence for a profile that has other credentials behind its key: without the key AWS tools go
 * on with those, perhaps as somebody else. Undefined where it has none.
 */
export function otherSourceNotice({ profiles }: SharedConfig, name: string): string | undefined {
  const profile = profiles.get(name);
  if (profile === undefined || isManaged(profile)) return undefined;
  for (const key of OTHER_SOURCES) {
    const at = property(profile, key)?.at;
    if (at !== undefined) {
      return `${name} also has ${key} (${at.path}, line ${at.line}): AWS tools use that from now on, perhaps as somebody else`;
    }
  }
  return undefined;
}
