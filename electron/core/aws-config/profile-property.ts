import type { Profile, ProfileProperty } from './types.ts';

/** The value of `key` (lower case) in a profile, or undefined where it is missing or empty. */
export function propertyValue(
  profile: Pick<Profile, 'properties'> | undefined,
  key: string,
): string | undefined {
  return property(profile, key)?.value;
}

/**
 * The property `key` (lower case) with its place, or undefined where it is missing or empty: an
 * empty value sets nothing in any AWS tool.
 */
export function property(
  profile: Pick<Profile, 'properties'> | undefined,
  key: string,
): ProfileProperty | undefined {
  const found = profile?.properties.get(key);
  return found?.value === '' ? undefined : found;
}

/** The value of `key` inside the nested block `block`, such as `endpoint_url` in `sts =`. */
export function nestedValue(
  section: Pick<Profile, 'nested'> | undefined,
  block: string,
  key: string,
): string | undefined {
  const value = section?.nested.get(block)?.get(key)?.value;
  return value === '' ? undefined : value;
}
