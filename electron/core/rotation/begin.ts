import { isRoleValetError, RoleValetError } from '../../contract/errors.ts';
import type { IamCaller, ListedAccessKey } from '../aws/iam/types.ts';
import type { BaseKey } from '../keys/types.ts';
import { ageText } from './key-age.ts';
import { iamCaller, type KeyOwner, stsCaller } from './signer.ts';
import type { RotationRecord } from './types.ts';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MOST_KEYS = 2;

/**
 * The ARN of the user that the key belongs to. Throws STS_CALLER_NOT_ALLOWED for a root user's key,
 * which should not exist, and as `getCallerIdentity`.
 */
export async function userOf(owner: KeyOwner, key: BaseKey): Promise<string> {
  const { arn } = await owner.app.sts.getCallerIdentity(stsCaller(owner, key));
  if (!/^arn:[^:]+:iam::\d{12}:user\//.test(arn)) {
    throw new RoleValetError(
      'STS_CALLER_NOT_ALLOWED',
      `the key of ${owner.profile} belongs to ${arn}, which is no IAM user`,
      'Role Valet rotates keys of IAM users. A root user should have no key: delete it in the console.',
    );
  }
  return arn;
}

/** The last part of a user's ARN, behind its path. */
export function userNameOf(userArn: string): string {
  return userArn.slice(userArn.lastIndexOf('/') + 1);
}

/**
 * The record that a rotation begins with. Throws KEY_LIMIT_REACHED where the user has two keys
 * already, naming them, and as IAM's calls. `deletedKeyId` was deleted just before.
 */
export async function firstRecord(
  owner: KeyOwner,
  key: BaseKey,
  userArn: string,
  deletedKeyId?: string,
): Promise<RotationRecord> {
  const caller = await iamCaller(owner);
  // IAM's list may still name what was deleted a moment ago.
  const listed = (await owner.app.iam.listAccessKeys(caller, userNameOf(userArn))).filter(
    ({ accessKeyId }) => accessKeyId !== deletedKeyId,
  );
  if (listed.length >= MOST_KEYS) {
    throw await limitError(owner, caller, key, listed);
  }
  const knownKeyIds = listed.map(({ accessKeyId }) => accessKeyId);
  return { userArn, oldKeyId: key.accessKeyId, knownKeyIds, askedAt: [] };
}

async function limitError(
  owner: KeyOwner,
  caller: IamCaller,
  key: BaseKey,
  listed: readonly ListedAccessKey[],
): Promise<RoleValetError> {
  const described = await Promise.all(
    listed.map((one) => inWords(owner, caller, one, one.accessKeyId === key.accessKeyId)),
  );
  const other = listed.find(({ accessKeyId }) => accessKeyId !== key.accessKeyId);
  return new RoleValetError(
    'KEY_LIMIT_REACHED',
    `the user of ${owner.profile} has two keys already, the most that AWS allows: ${described.join('; ')}`,
    `If nobody uses ${other?.accessKeyId ?? 'one of them'}, delete it in the IAM console (Security credentials of the user), then run this again.`,
  );
}

async function inWords(
  { app }: KeyOwner,
  caller: IamCaller,
  { accessKeyId, isActive, createdAt }: ListedAccessKey,
  isOwn: boolean,
): Promise<string> {
  const now = app.clock.now();
  const own = isOwn ? ', the one in the keychain' : '';
  const state = isActive ? 'active' : 'inactive';
  return `${accessKeyId} (${state}${own}, made ${ageText(now - createdAt)} ago, ${await lastUseText(app, caller, accessKeyId, now)})`;
}

async function lastUseText(
  app: KeyOwner['app'],
  caller: IamCaller,
  accessKeyId: string,
  now: number,
): Promise<string> {
  try {
    const { at, service } = await app.iam.lastUse(caller, accessKeyId);
    return at === undefined
      ? 'never used'
      : `last used ${ageText(now - at)} ago${service ? ` for ${service}` : ''}`;
  } catch (error) {
    if (!isRoleValetError(error, 'IAM_ACCESS_DENIED')) throw error;
    return 'last use unknown';
  }
}
