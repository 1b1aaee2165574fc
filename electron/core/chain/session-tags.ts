import { property } from '../aws-config/profile-property.ts';
import type { ConfigFinding, Profile, ProfileProperty } from '../aws-config/types.ts';
import { invalid, placeText, roleWarning } from './fault.ts';
import { listValues, roleSetting } from './role-settings.ts';
import type { Hop, SessionTag } from './types.ts';

/** Limits: https://docs.aws.amazon.com/STS/latest/APIReference/API_Tag.html. */
const TAG_KEY = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u;
const TAG_VALUE = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u;
const MOST_TAGS = 50;

/** Session tags of one role, and which of them pass on to later hops. */
export interface RoleTags {
  readonly tags: readonly SessionTag[];
  readonly transitiveTagKeys: readonly string[];
}

const NO_TAGS: RoleTags = { tags: [], transitiveTagKeys: [] };

/**
 * A role's tags: `valet_session_tags` and `valet_transitive_tags`, or aws-vault's `session_tags` and
 * `transitive_session_tags`, written `key=value,key=value` and `key,key`.
 * Throws CONFIG_INVALID for what STS would refuse.
 */
export function readSessionTags(profile: Profile, warnings: ConfigFinding[]): RoleTags {
  const setting = roleSetting(profile, 'session_tags');
  const transitive =
    property(profile, 'valet_transitive_tags') ?? property(profile, 'transitive_session_tags');
  if (setting === undefined && transitive === undefined) return NO_TAGS;
  const tags = listValues(setting).map((text) => readTag(setting as ProfileProperty, text));
  const keys = new Set<string>();
  for (const { key } of tags) {
    if (keys.has(lower(key))) {
      throw invalid(
        setting as ProfileProperty,
        `the session tag ${key} is there twice`,
        'Keep one of them; tag keys that differ in case only are the same key.',
      );
    }
    keys.add(lower(key));
  }
  if (tags.length > MOST_TAGS) {
    throw invalid(
      setting as ProfileProperty,
      `there are ${tags.length} session tags; AWS takes ${MOST_TAGS}`,
      'Remove some.',
    );
  }
  return { tags, transitiveTagKeys: readTransitive(profile, transitive, keys, warnings) };
}

/** Tag keys are case-insensitive at AWS and keep their case. */
function lower(key: string): string {
  return key.toLowerCase();
}

function readTag(setting: ProfileProperty, text: string): SessionTag {
  const equals = text.indexOf('=');
  const key = text.slice(0, equals).trim();
  const value = text.slice(equals + 1).trim();
  if (equals < 0) {
    throw invalid(
      setting,
      `the session tag ${JSON.stringify(text)} has no value`,
      'Write tags as key=value, with commas between them.',
    );
  }
  if (!TAG_KEY.test(key) || !TAG_VALUE.test(value) || lower(key).startsWith('aws:')) {
    throw invalid(
      setting,
      `AWS does not accept the session tag ${JSON.stringify(text)}`,
      'Keys have 1 to 128 letters, digits, blanks or _ . : / = + - @ and do not begin with aws:; values have up to 256.',
    );
  }
  return { key, value };
}

function readTransitive(
  profile: Profile,
  setting: ProfileProperty | undefined,
  keys: ReadonlySet<string>,
  warnings: ConfigFinding[],
): readonly string[] {
  const wanted = listValues(setting);
  const known = wanted.filter((key) => keys.has(lower(key)));
  for (const key of wanted) {
    if (!keys.has(lower(key))) {
      warnings.push(
        roleWarning(
          profile.name,
          setting?.at,
          `the transitive tag ${key} names none of its session tags, so it is left out`,
          'Add the tag to the session tags, or remove the key.',
        ),
      );
    }
  }
  return known.filter(
    (key, index) => index === known.findIndex((other) => lower(other) === lower(key)),
  );
}

/**
 * Checks that no hop sets a tag that an earlier hop passes on: AWS refuses such a call
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html). Throws CONFIG_INVALID.
 */
export function checkInheritedTags(
  hops: readonly Hop[],
  profiles: ReadonlyMap<string, Profile>,
): void {
  let inherited: Map<string, string> | undefined;
  for (const { profile, tags, transitiveTagKeys } of hops) {
    for (const { key } of tags) {
      const from = inherited?.get(lower(key));
      if (from === undefined) continue;
      const setting = roleSetting(profiles.get(profile), 'session_tags') as ProfileProperty;
      const earlier = roleSetting(profiles.get(from), 'session_tags') as ProfileProperty;
      throw invalid(
        setting,
        `the session tag ${key} is already passed on by ${from} (${placeText(earlier.at)}), and AWS lets no later role set it again`,
        `Remove the tag here, or from the transitive tags of ${from}.`,
      );
    }
    for (const key of transitiveTagKeys) {
      inherited ??= new Map();
      inherited.set(lower(key), profile);
    }
  }
}
