import type { Caller } from '../caller.ts';
import type { Tag } from '../organisation.ts';
import { invalidParameter } from '../sts-failure.ts';
import type { Parameters } from '../wire/parameters.ts';
import { TAG_KEY, TAG_VALUE } from './constraints.ts';
import type { Validator } from './validator.ts';

/** Reads `Tags`. */
export function readTags(parameters: Parameters, validator: Validator): readonly Tag[] {
  const tags = parameters.structures('Tags');
  validator.count(
    'tags',
    tags.map((fields) => `Tag(key=${fields.get('Key')})`),
    50,
  );
  tags.forEach((fields, index) => {
    validator.text(`tags.${index + 1}.member.key`, fields.get('Key'), TAG_KEY);
    validator.text(`tags.${index + 1}.member.value`, fields.get('Value'), TAG_VALUE);
  });
  return tags.map((fields) => ({ key: fields.get('Key') ?? '', value: fields.get('Value') ?? '' }));
}

/** Reads `TransitiveTagKeys`. */
export function readTransitiveTagKeys(
  parameters: Parameters,
  validator: Validator,
): readonly string[] {
  const keys = parameters.list('TransitiveTagKeys');
  validator.count('transitiveTagKeys', keys, 50);
  keys.forEach((key, index) => {
    validator.text(`transitiveTagKeys.${index + 1}.member`, key, TAG_KEY);
  });
  return keys;
}

/** The tags that a new session has. */
export interface SessionTags {
  readonly sessionTags: readonly Tag[];
  /** In lower case: keys know no case. */
  readonly transitiveTagKeys: readonly string[];
}

/**
 * The tags of the session to be made: those sent, and those that the caller's session passes on. All
 * other tags of the caller end here. Throws InvalidParameterValue
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_role-chaining).
 */
export function resolveTags(
  caller: Caller,
  tags: readonly Tag[],
  transitiveTagKeys: readonly string[],
): SessionTags {
  const keys = tags.map(({ key }) => key.toLowerCase());
  if (new Set(keys).size < keys.length) {
    throw invalidParameter(
      'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    );
  }
  if (keys.some((key) => key.startsWith('aws:'))) {
    throw invalidParameter('aws: prefixed tag key names are not allowed for external use.');
  }
  if (keys.some((key) => caller.transitiveTagKeys.includes(key))) {
    throw invalidParameter(
      "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
    );
  }
  const sentTransitive = transitiveTagKeys.map((key) => key.toLowerCase());
  if (!sentTransitive.every((key) => keys.includes(key))) {
    throw invalidParameter(
      'The specified transitive tag key must be included in the requested tags.',
    );
  }
  const inherited = caller.sessionTags.filter(({ key }) =>
    caller.transitiveTagKeys.includes(key.toLowerCase()),
  );
  return {
    sessionTags: [...inherited, ...tags],
    transitiveTagKeys: [...caller.transitiveTagKeys, ...sentTransitive],
  };
}
