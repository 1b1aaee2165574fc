import { isRoleValetError, RoleValetError } from '../../contract/errors.ts';
import type { App } from '../app/app.ts';
import type { IamCaller, ListedAccessKey } from '../aws/iam/types.ts';
import type { RotationRecord, UnclearKey } from './types.ts';

/** AWS's clock counts in whole seconds here, and ours is known to a second or two. */
const EARLIEST_MS = 5_000;
/** A call ends within 15 seconds; AWS may be a little behind. */
const LATEST_MS = 45_000;
/**
 * How long a use may take until AWS tells of it. AWS gives no figure for keys, and says four hours for
 * other reports of activity: a day is on the safe side.
 */
const USE_SHOWS_MS = 24 * 3_600_000;

export interface OrphanSearch {
  readonly app: Pick<App, 'iam'>;
  readonly caller: IamCaller;
  readonly userName: string;
  readonly record: RotationRecord;
  /** The time by AWS's clock, epoch milliseconds. */
  readonly now: number;
  /** Keys that the keychain holds. */
  readonly heldKeyIds: readonly string[];
  /** Asks whether a key may be deleted; throws where it may not, or where nobody can be asked. */
  readonly confirmUnclear: (key: UnclearKey) => Promise<void>;
}

/**
 * Deletes a key that was made for this rotation and whose answer never arrived: nobody has its secret,
 * and it takes one of the user's two places. Only where it is certain: it was not there before, it was
 * made just when one was asked for, it is the only one, and AWS knows of no use though it would by now.
 * About any other key that was not there before, a person is asked. Gives the ids of what was deleted.
 */
export async function removeOrphans(search: OrphanSearch): Promise<readonly string[]> {
  const { app, caller, userName, record, heldKeyIds } = search;
  const ours = new Set([...record.knownKeyIds, record.oldKeyId, ...heldKeyIds]);
  const listed = await app.iam.listAccessKeys(caller, userName);
  const strangers = listed.filter(({ accessKeyId }) => !ours.has(accessKeyId));
  const deleted: string[] = [];
  for (const key of strangers) {
    const found = await doubtAbout(search, key, strangers.length);
    if (found !== undefined) {
      const { accessKeyId, createdAt } = key;
      await search.confirmUnclear({ accessKeyId, createdAt, ...found });
    }
    await app.iam.deleteAccessKey(caller, userName, key.accessKeyId);
    deleted.push(key.accessKeyId);
  }
  return deleted;
}

type Doubt = Pick<UnclearKey, 'reason' | 'isProbablyOurs'>;

/** Why it might be somebody else's; undefined where it is certainly ours. */
async function doubtAbout(
  { app, caller, record, now }: OrphanSearch,
  { accessKeyId, createdAt }: ListedAccessKey,
  count: number,
): Promise<Doubt | undefined> {
  if (count > 1) {
    return doubt('is not the only new one');
  }
  const isOfThen = record.askedAt.some(
    (at) => createdAt >= at - EARLIEST_MS && createdAt <= at + LATEST_MS,
  );
  if (!isOfThen) {
    return doubt('was not made at the time of this rotation');
  }
  try {
    const { at } = await app.iam.lastUse(caller, accessKeyId);
    if (at !== undefined) return doubt('was used since');
  } catch (error) {
    if (!isRoleValetError(error, 'IAM_ACCESS_DENIED')) throw error;
    return doubt('may be in use, and AWS does not let this user look (iam:GetAccessKeyLastUsed)');
  }
  return now - createdAt < USE_SHOWS_MS
    ? { reason: 'is so new that AWS may not tell of its use yet', isProbablyOurs: true }
    : undefined;
}

function doubt(reason: string): Doubt {
  return { reason, isProbablyOurs: false };
}

/** ROTATION_UNCLEAR, for where nobody can be asked. */
export function unclearKeyError(profile: string, key: UnclearKey): RoleValetError {
  return new RoleValetError(
    'ROTATION_UNCLEAR',
    `AWS has a key ${key.accessKeyId} of the same user that may be left over from the rotation of ${profile}, but it ${key.reason}`,
    `Look it up in the IAM console: delete it there if nobody uses it, or run role-valet keys rotate ${profile} in a terminal, which asks.`,
  );
}
