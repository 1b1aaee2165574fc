import { isRoleValetError, RoleValetError } from '../../contract/errors.ts';
import { serverTime } from '../app/server-time.ts';
import type { CreatedAccessKey, IamCaller } from '../aws/iam/types.ts';
import type { BaseKey, StoredKey } from '../keys/types.ts';
import { removeOrphans } from './orphan.ts';
import type { Rotation } from './rotation.ts';
import { writeRotation } from './rotation-records.ts';
import { iamCaller } from './signer.ts';
import type { RotationRecord } from './types.ts';
import { whileUnchanged } from './unchanged-item.ts';

/** The key that was made, and the record that names it. */
export interface NextKey {
  readonly next: StoredKey;
  readonly record: RotationRecord;
}

/** A key may be asked for again after a lost answer, once the key that it may have made is gone. */
const MOST_TRIES = 3;

/** IAM's list may lag behind what it just made, milliseconds. */
const LIST_LAG_MS = 2_000;

/**
 * Has AWS make a key and stores it beside the old one. The record says what is about to happen before
 * it happens, so that a key whose answer is lost, here or by a crash, is found and deleted. Throws
 * IAM_ACCESS_DENIED, KEY_LIMIT_REACHED, ROTATION_UNCLEAR, the STS_, NETWORK_ and KEYCHAIN_ errors.
 */
export async function makeNextKey(
  rotation: Rotation,
  key: BaseKey,
  begun: RotationRecord,
): Promise<NextKey> {
  const { owner } = rotation;
  const { app, profile } = owner;
  let record = begun;
  for (let tries = 1; ; tries += 1) {
    if (record.askedAt.length > 0) {
      await removeLost(rotation, key, record);
    }
    // It may wait for a code, and the time that is written down next must be that of the call.
    const caller = await iamCaller(owner);
    const before = record;
    const asked = { ...record, askedAt: [...record.askedAt, await serverTime(app)] };
    await whileUnchanged(owner, key, () => writeRotation(app, profile, asked));
    record = asked;
    try {
      return await createAndStore(rotation, caller, key, record);
    } catch (error) {
      const isLost = isRoleValetError(error, ...LOST);
      const isInTheWay = isRoleValetError(error, 'KEY_LIMIT_REACHED') && before.askedAt.length > 0;
      if (!(isLost || isInTheWay)) {
        // Nothing was made, so there is nothing to look for later.
        const rest = before.askedAt.length > 0 ? before : undefined;
        if (isRefusal(error)) {
          await whileUnchanged(owner, key, () => writeRotation(app, profile, rest));
        }
        throw error;
      }
      if (tries >= MOST_TRIES) throw error;
      await app.clock.sleep(LIST_LAG_MS);
    }
  }
}

/** Failures after which the key may be there all the same. */
const LOST = [
  'NETWORK_UNREACHABLE',
  'NETWORK_TIMEOUT',
  'STS_BAD_RESPONSE',
  'STS_UNAVAILABLE',
] as const;

/** Failures that AWS answered instead of making a key. */
function isRefusal(error: unknown): boolean {
  return isRoleValetError(
    error,
    'IAM_ACCESS_DENIED',
    'IAM_NOT_FOUND',
    'KEY_LIMIT_REACHED',
    'STS_THROTTLED',
    'STS_KEY_INVALID',
    'STS_EXPIRED_TOKEN',
    'STS_SIGNATURE_MISMATCH',
    'STS_CLOCK_SKEW',
  );
}

async function removeLost(rotation: Rotation, key: BaseKey, record: RotationRecord): Promise<void> {
  const { owner, userName, confirmUnclear, onStep } = rotation;
  const removed = await removeOrphans({
    app: owner.app,
    caller: await iamCaller(owner),
    userName,
    record,
    now: await serverTime(owner.app),
    heldKeyIds: [key.accessKeyId],
    confirmUnclear,
  });
  for (const accessKeyId of removed) onStep({ step: 'removed-orphan', accessKeyId });
}

async function createAndStore(
  rotation: Rotation,
  caller: IamCaller,
  key: BaseKey,
  record: RotationRecord,
): Promise<NextKey> {
  const { owner, userName, onStep } = rotation;
  const { app, profile } = owner;
  const created = await app.iam.createAccessKey(caller, userName);
  onStep({ step: 'created', accessKeyId: created.accessKeyId });
  const next = storedKey(created, app.clock.now());
  try {
    await whileUnchanged(owner, key, () => app.keys.put(profile, { ...key, next }));
  } catch (error) {
    await deleteUnkept(rotation, caller, next.accessKeyId);
    throw error;
  }
  const after = { ...record, newKeyId: created.accessKeyId };
  await whileUnchanged(owner, { ...key, next }, () => writeRotation(app, profile, after));
  onStep({ step: 'stored', accessKeyId: created.accessKeyId });
  return { next, record: after };
}

/** Its secret can't be kept, so the key must not be left behind, or not without a word. */
async function deleteUnkept(
  { owner: { app, profile }, userName }: Rotation,
  caller: IamCaller,
  accessKeyId: string,
): Promise<void> {
  try {
    await app.iam.deleteAccessKey(caller, userName, accessKeyId);
  } catch (error) {
    if (!isRoleValetError(error)) throw error;
    throw new RoleValetError(
      'ROTATION_UNCLEAR',
      `the new key ${accessKeyId} could be neither stored nor deleted at AWS: ${error.message}`,
      `Delete it in the IAM console: nobody has its secret. Then look at role-valet keys list.`,
      { cause: error },
    );
  }
  await writeRotation(app, profile, undefined);
}

function storedKey(created: CreatedAccessKey, now: number): StoredKey {
  const { accessKeyId, secretAccessKey, createdAt } = created;
  return { accessKeyId, secretAccessKey, createdAt: now, issuedAt: createdAt };
}
