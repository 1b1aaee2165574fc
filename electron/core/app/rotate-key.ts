import { createHash } from 'node:crypto';
import { isRoleValetError, RoleValetError } from '../../contract/errors.ts';
import { requireKey } from '../keys/require-key.ts';
import type { BaseKey } from '../keys/types.ts';
import { firstRecord, userNameOf, userOf } from '../rotation/begin.ts';
import { OLD_KEY_KEPT_MS } from '../rotation/key-age.ts';
import { makeNextKey } from '../rotation/make-next-key.ts';
import { failureAfterDeletion, type RotationQuestion } from '../rotation/question-text.ts';
import { deactivateOld, deleteOld, switchToNext } from '../rotation/replace-key.ts';
import type { Rotation } from '../rotation/rotation.ts';
import { readRotations, writeRotation } from '../rotation/rotation-records.ts';
import { iamCaller, type KeyOwner } from '../rotation/signer.ts';
import type { RotationRecord, RotationStep, UnclearKey } from '../rotation/types.ts';
import { requireUnchanged, whileUnchanged } from '../rotation/unchanged-item.ts';
import type { App, SessionWish } from './app.ts';
import { requireKeychain } from './keys.ts';
import { loadContextFor } from './load-context.ts';
import { serverTime } from './server-time.ts';

export interface RotateKeyRequest {
  readonly profile: string;
  /** Deletes what an earlier rotation switched off, and rotates nothing. */
  readonly finish: boolean;
  /** Deletes the old key at once, however short it was switched off. */
  readonly deleteNow: boolean;
  /** Deletes with `finish` what was switched off only a while ago, if `confirm` agrees to that. */
  readonly asksEarly?: boolean;
  /** For the MFA code, where the base has a device. */
  readonly wish: SessionWish;
  /** Called once before anything is changed; throws to stop. */
  readonly confirm: (question: RotationQuestion) => Promise<void>;
  /** Asks about a key at AWS that only a person can tell about; throws where it must stay. */
  readonly confirmUnclear: (key: UnclearKey) => Promise<void>;
  readonly onStep: (step: RotationStep) => void;
}

export interface RotatedKey {
  readonly profile: string;
  readonly userArn: string;
  /** The key in use now. */
  readonly accessKeyId: string;
  readonly oldKeyId: string;
  readonly oldKey: 'inactive' | 'deleted';
  /** From when on `finish` deletes the old key, epoch milliseconds by AWS's clock. */
  readonly deletableAt?: number;
}

/**
 * Rotates a base key in two phases: AWS makes a key, it is stored beside the old one, verified until
 * AWS accepts it, put in the old one's place, and the old one is switched off; it is deleted later (by
 * the next rotation or with `finish`), or at once with `deleteNow`. A run that was ended anywhere is
 * taken up where it was. At every moment the keychain gives a key that works. If somebody replaces or
 * removes the key meanwhile, that stands: the rotation gives up with ROTATION_UNCLEAR.
 *
 * Throws KEY_NOT_FOUND, KEY_LIMIT_REACHED, KEY_NOT_ACCEPTED, ROTATION_UNCLEAR, CONFIRMATION_REQUIRED
 * (too early to finish), USAGE (nothing to finish), IAM_ACCESS_DENIED, and the MFA_, STS_, NETWORK_
 * and KEYCHAIN_ errors.
 */
export async function rotateKey(app: App, request: RotateKeyRequest): Promise<RotatedKey> {
  requireKeychain(app);
  const { profile } = request;
  const lock = `rotate-${createHash('sha256').update(profile).digest('hex').slice(0, 32)}`;
  return await app.locks.withLock(lock, async () => {
    const key = await requireKey(app.keys, profile);
    const context = await loadContextFor(app, profile);
    const owner = { app, context, profile, wish: request.wish };
    const record = await recordOf(owner, key);
    if (request.finish) {
      return await finish(owner, request, key, record);
    }
    if (record?.deactivatedAt !== undefined) {
      return await rotateAgain(owner, request, key, record);
    }
    return record === undefined
      ? await rotate(owner, request, key)
      : await resume(owner, request, key, record);
  });
}

/** A whole rotation from its beginning. */
async function rotate(
  owner: KeyOwner,
  request: RotateKeyRequest,
  key: BaseKey,
): Promise<RotatedKey> {
  const userArn = await userOf(owner, key);
  await confirm(owner, request, key, { kind: 'rotate', userArn, oldKeyId: key.accessKeyId });
  const record = await firstRecord(owner, key, userArn);
  return await goOn(rotationOf(owner, request, record), request, key, record);
}

/** The old key of the last rotation has to go first: AWS allows two. */
async function rotateAgain(
  owner: KeyOwner,
  request: RotateKeyRequest,
  key: BaseKey,
  last: RotationRecord,
): Promise<RotatedKey> {
  const { userArn, oldKeyId: deletedKeyId, deactivatedAt } = last;
  await confirm(owner, request, key, {
    kind: 'rotate',
    userArn,
    oldKeyId: key.accessKeyId,
    deletedKeyId,
    ...(deactivatedAt === undefined ? {} : { switchedOffAt: deactivatedAt }),
  });
  const rotation = rotationOf(owner, request, last);
  await requireInactive(rotation, last, request.deleteNow);
  // Before the deletion: what can't begin must not cost a key.
  const record = await firstRecord(owner, key, userArn, deletedKeyId);
  await deleteOld(rotation, key, last);
  try {
    return await goOn(rotation, request, key, record);
  } catch (error) {
    throw isRoleValetError(error) ? failureAfterDeletion(error, deletedKeyId) : error;
  }
}

async function resume(
  owner: KeyOwner,
  request: RotateKeyRequest,
  key: BaseKey,
  record: RotationRecord,
): Promise<RotatedKey> {
  const { userArn, oldKeyId } = record;
  await confirm(owner, request, key, { kind: 'resume', userArn, oldKeyId });
  request.onStep({ step: 'resumed', accessKeyId: oldKeyId });
  return await goOn(rotationOf(owner, request, record), request, key, record);
}

/** What is still to be done, wherever it stands: the keychain's item says how far it came. */
async function goOn(
  rotation: Rotation,
  request: RotateKeyRequest,
  key: BaseKey,
  record: RotationRecord,
): Promise<RotatedKey> {
  const made =
    key.accessKeyId === record.oldKeyId
      ? key.next === undefined
        ? await makeNextKey(rotation, key, record)
        : { next: key.next, record }
      : undefined;
  if (made !== undefined) {
    await switchToNext(rotation, key, made.next, made.record);
  }
  const inUse = made?.next ?? key;
  const after = await deactivateOld(rotation, inUse, made?.record ?? record);
  if (request.deleteNow) {
    await deleteOld(rotation, inUse, after);
  }
  return result(request, inUse.accessKeyId, after, request.deleteNow);
}

async function finish(
  owner: KeyOwner,
  request: RotateKeyRequest,
  key: BaseKey,
  record: RotationRecord | undefined,
): Promise<RotatedKey> {
  const { profile } = request;
  if (record?.deactivatedAt === undefined) {
    throw new RoleValetError(
      'USAGE',
      record === undefined
        ? `there is no old key of ${profile} to delete`
        : `the rotation of ${profile} is not that far: its old key is still in use`,
      `Rotate the key with: role-valet keys rotate ${profile}`,
    );
  }
  const deletableAt = record.deactivatedAt + OLD_KEY_KEPT_MS;
  const isEarly = (await serverTime(owner.app)) < deletableAt;
  if (isEarly && !request.deleteNow && request.asksEarly !== true) {
    throw new RoleValetError(
      'CONFIRMATION_REQUIRED',
      `the old key ${record.oldKeyId} of ${profile} was switched off at ${isoText(record.deactivatedAt)} only; a program that still has it may not have run since`,
      `Finish after ${isoText(deletableAt)}, or add --delete-now.`,
    );
  }
  await confirm(owner, request, key, {
    kind: 'finish',
    userArn: record.userArn,
    oldKeyId: record.oldKeyId,
    ...(isEarly ? { switchedOffAt: record.deactivatedAt } : {}),
  });
  const rotation = rotationOf(owner, request, record);
  await requireInactive(rotation, record, request.deleteNow);
  await deleteOld(rotation, key, record);
  return result(request, key.accessKeyId, record, true);
}

/** Somebody who switched the old key on again still needs it. */
async function requireInactive(
  { owner, userName }: Rotation,
  { oldKeyId }: RotationRecord,
  isMeant: boolean,
): Promise<void> {
  const listed = await owner.app.iam.listAccessKeys(await iamCaller(owner), userName);
  const old = listed.find(({ accessKeyId }) => accessKeyId === oldKeyId);
  if (old?.isActive === true && !isMeant) {
    throw new RoleValetError(
      'ROTATION_UNCLEAR',
      `the old key ${oldKeyId} of ${owner.profile} was switched on again, so somebody may need it`,
      'Switch it off in the IAM console, or add --delete-now to delete it all the same.',
    );
  }
}

/**
 * The record that the keychain's item agrees with. A key that was made is in the item before it is in
 * the record; a key that was put there by hand meanwhile belongs to no rotation.
 */
async function recordOf(owner: KeyOwner, key: BaseKey): Promise<RotationRecord | undefined> {
  const { app, profile } = owner;
  const { [profile]: record } = await readRotations(app);
  if (key.next !== undefined && record?.newKeyId !== key.next.accessKeyId) {
    const known = record?.oldKeyId === key.accessKeyId ? record : undefined;
    const after: RotationRecord = {
      userArn: known?.userArn ?? (await userOf(owner, key)),
      oldKeyId: key.accessKeyId,
      knownKeyIds: known?.knownKeyIds ?? [key.accessKeyId],
      askedAt: known?.askedAt ?? [],
      newKeyId: key.next.accessKeyId,
    };
    await whileUnchanged(owner, key, () => writeRotation(app, profile, after));
    return after;
  }
  const isOfKey = record?.oldKeyId === key.accessKeyId || record?.newKeyId === key.accessKeyId;
  if (record !== undefined && !isOfKey) {
    app.logger.warn('a rotation was given up: the key was replaced meanwhile', { profile });
    await writeRotation(app, profile, undefined);
    return undefined;
  }
  return record;
}

function rotationOf(
  owner: KeyOwner,
  { onStep, confirmUnclear }: RotateKeyRequest,
  { userArn }: RotationRecord,
): Rotation {
  return { owner, userName: userNameOf(userArn), onStep, confirmUnclear };
}

/** Whoever is asked may take long, and replace the key in another window meanwhile. */
async function confirm(
  owner: KeyOwner,
  request: RotateKeyRequest,
  key: BaseKey,
  question: Omit<RotationQuestion, 'profile'>,
): Promise<void> {
  await request.confirm({ profile: request.profile, ...question });
  await requireUnchanged(owner, key);
}

function result(
  { profile }: RotateKeyRequest,
  accessKeyId: string,
  { userArn, oldKeyId, deactivatedAt }: RotationRecord,
  isDeleted: boolean,
): RotatedKey {
  const common = { profile, userArn, accessKeyId, oldKeyId };
  return isDeleted || deactivatedAt === undefined
    ? { ...common, oldKey: 'deleted' }
    : { ...common, oldKey: 'inactive', deletableAt: deactivatedAt + OLD_KEY_KEPT_MS };
}

function isoText(at: number): string {
  return new Date(at).toISOString();
}
