import type { AccessKey, AccessKeyMetadata, Role } from '@aws-sdk/client-iam';
import type { CreatedAccessKey, ListedAccessKey, RoleFacts } from './types.ts';

/** A new key, or undefined where the answer lacks something. */
export function readCreatedKey(key: AccessKey | undefined): CreatedAccessKey | undefined {
  const listed = readListedKey(key);
  const secretAccessKey = key?.SecretAccessKey;
  return listed === undefined || !secretAccessKey ? undefined : { ...listed, secretAccessKey };
}

/** The keys of a user, the oldest first; undefined where one lacks something. */
export function readListedKeys(
  keys: readonly AccessKeyMetadata[] | undefined,
): readonly ListedAccessKey[] | undefined {
  const listed = (keys ?? []).map(readListedKey);
  const whole = listed.filter((key) => key !== undefined);
  return keys === undefined || whole.length < listed.length
    ? undefined
    : whole.sort((a, b) => a.createdAt - b.createdAt);
}

/** A role, or undefined where the answer lacks something. The policy comes URL-encoded. */
export function readRole(role: Role | undefined): RoleFacts | undefined {
  const { Arn: arn, AssumeRolePolicyDocument: policy } = role ?? {};
  const trustPolicy = policy === undefined ? undefined : decoded(policy);
  return arn === undefined || trustPolicy === undefined
    ? undefined
    : { arn, trustPolicy, maximumSeconds: role?.MaxSessionDuration ?? 3600 };
}

function readListedKey(key: AccessKeyMetadata | undefined): ListedAccessKey | undefined {
  const { AccessKeyId: accessKeyId, CreateDate: createDate, Status: status } = key ?? {};
  const createdAt = createDate?.getTime() ?? Number.NaN;
  return !accessKeyId || !Number.isFinite(createdAt)
    ? undefined
    : { accessKeyId, createdAt, isActive: status === 'Active' };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
