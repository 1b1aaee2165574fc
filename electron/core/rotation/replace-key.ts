import { isRoleValetError, RoleValetError } from '../../contract/errors.ts';
import { serverTime } from '../app/server-time.ts';
import type { BaseKey, StoredKey } from '../keys/types.ts';
import { untilKnown } from './patience.ts';
import type { Rotation } from './rotation.ts';
import { writeRotation } from './rotation-records.ts';
import { dropSessionsOf, handSessionsOver, iamCaller, stsCaller } from './signer.ts';
import type { RotationRecord } from './types.ts';
import { requireUnchanged, whileUnchanged } from './unchanged-item.ts';

/**
 * Waits until AWS accepts the next key, then puts it in the old one's place with one write. Throws
 * KEY_NOT_ACCEPTED where AWS does not know it within a minute (both keys stay as they are), or the
 * user is another one than before, and ROTATION_UNCLEAR where the item was changed meanwhile.
 */
export async function switchToNext(
  rotation: Rotation,
  key: BaseKey,
  next: StoredKey,
  record: RotationRecord,
): Promise<void> {
  const { owner, onStep } = rotation;
  const { app, profile } = owner;
  const { arn } = await accepted(rotation, key, next);
  if (arn !== record.userArn) {
    throw new RoleValetError(
      'KEY_NOT_ACCEPTED',
      `the new key ${next.accessKeyId} belongs to ${arn}, not to ${record.userArn}`,
      'Look at both keys in the IAM console; the old key is still the one in use.',
    );
  }
  onStep({ step: 'accepted', accessKeyId: next.accessKeyId });
  await whileUnchanged(owner, { ...key, next }, async () => {
    // Before the switch: a crash in between must not cost a code.
    await handSessionsOver(owner, key.accessKeyId, next.accessKeyId);
    await app.keys.put(profile, next);
  });
  await dropSessionsOf(owner, key.accessKeyId);
  app.logger.info('base key switched', { profile });
  onStep({ step: 'switched', accessKeyId: next.accessKeyId });
}

async function accepted(rotation: Rotation, key: BaseKey, next: StoredKey) {
  const { owner } = rotation;
  const { app, profile } = owner;
  try {
    return await untilKnown(app.clock, () => app.sts.getCallerIdentity(stsCaller(owner, next)));
  } catch (error) {
    if (!isRoleValetError(error, 'STS_KEY_INVALID')) throw error;
    const caller = await iamCaller(owner);
    const listed = await app.iam.listAccessKeys(caller, rotation.userName);
    const found = listed.find(({ accessKeyId }) => accessKeyId === next.accessKeyId);
    if (found !== undefined) {
      throw new RoleValetError(
        'KEY_NOT_ACCEPTED',
        `AWS does not accept the new key ${next.accessKeyId} yet${found.isActive ? '' : ': it is switched off'}`,
        `The old key is still in use, and the new one is kept: go on later with role-valet keys rotate ${profile}`,
      );
    }
    const { next: _, ...alone } = key;
    await whileUnchanged(owner, { ...key, next }, async () => {
      await app.keys.put(profile, alone);
      await writeRotation(app, profile, undefined);
    });
    throw new RoleValetError(
      'KEY_NOT_ACCEPTED',
      `the new key ${next.accessKeyId} was deleted at AWS meanwhile; the old key is still in use`,
      `Begin anew with: role-valet keys rotate ${profile}`,
      { cause: error },
    );
  }
}

/**
 * Switches the old key off at AWS. It is kept there for a while: a program that still uses it shows by
 * failing, and the key can be switched on again until it is deleted. `inUse` is the keychain's item.
 */
export async function deactivateOld(
  rotation: Rotation,
  inUse: BaseKey,
  record: RotationRecord,
): Promise<RotationRecord> {
  const { owner, userName, onStep } = rotation;
  const { app, profile } = owner;
  await untilKnown(app.clock, async () => {
    const caller = await iamCaller(owner);
    await requireOther(rotation, inUse, record);
    await ifThere(app.iam.setAccessKeyActive(caller, userName, record.oldKeyId, false));
  });
  const after = { ...record, deactivatedAt: await serverTime(app) };
  await whileUnchanged(owner, inUse, () => writeRotation(app, profile, after));
  onStep({ step: 'deactivated', accessKeyId: record.oldKeyId });
  return after;
}

/** Deletes the old key at AWS, which ends the rotation. One that is gone already is fine. */
export async function deleteOld(
  rotation: Rotation,
  inUse: BaseKey,
  record: RotationRecord,
): Promise<void> {
  const { owner, userName, onStep } = rotation;
  const { app, profile } = owner;
  await untilKnown(app.clock, async () => {
    const caller = await iamCaller(owner);
    await requireOther(rotation, inUse, record);
    await ifThere(app.iam.deleteAccessKey(caller, userName, record.oldKeyId));
  });
  await writeRotation(app, profile, undefined);
  onStep({ step: 'deleted', accessKeyId: record.oldKeyId });
}

/** Whatever else went wrong: the key in use is never switched off or deleted. */
async function requireOther(
  { owner }: Rotation,
  inUse: BaseKey,
  { oldKeyId }: RotationRecord,
): Promise<void> {
  await requireUnchanged(owner, inUse);
  if (inUse.accessKeyId === oldKeyId) {
    throw new RoleValetError(
      'ROTATION_UNCLEAR',
      `the keychain's key of ${owner.profile} is still ${oldKeyId}, so that key is left as it is`,
      'Somebody changed the key meanwhile: look at it with role-valet keys list, then run this again.',
    );
  }
}

async function ifThere(call: Promise<void>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!isRoleValetError(error, 'IAM_NOT_FOUND')) throw error;
  }
}
