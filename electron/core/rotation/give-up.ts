import { isRoleValetError } from '../../contract/errors.ts';
import type { App } from '../app/app.ts';
import type { BaseKey } from '../keys/types.ts';
import { readRotations, writeRotation } from './rotation-records.ts';
import type { RotationRecord } from './types.ts';

/**
 * Ends the record of a profile whose item was replaced or removed, and says which keys of its rotation
 * are still at AWS, one sentence each. `before` is the item as it was (undefined where it was damaged),
 * `keptKeyId` the key that took its place. The item is written already, so a record that can't be read or
 * taken out is one more sentence, not a failure that hides the others.
 */
export async function giveUpRotation(
  app: App,
  profile: string,
  before: BaseKey | undefined,
  keptKeyId?: string,
): Promise<readonly string[]> {
  try {
    const { [profile]: record } = await readRotations(app);
    const left = leftAtAws(before, record, keptKeyId);
    await writeRotation(app, profile, undefined);
    return left;
  } catch (error) {
    if (!isRoleValetError(error)) throw error;
    return [
      ...leftAtAws(before, undefined, keptKeyId),
      `the record of rotations could not be brought up to date: ${error.message}`,
    ];
  }
}

function leftAtAws(
  before: BaseKey | undefined,
  record: RotationRecord | undefined,
  keptKeyId: string | undefined,
): readonly string[] {
  const made = before?.next?.accessKeyId ?? record?.newKeyId;
  const isGone = (id: string) => id === before?.accessKeyId || id === keptKeyId;
  const sentences: string[] = [];
  if (made !== undefined && !isGone(made)) {
    const isAtItsEnd = before === undefined && record?.deactivatedAt !== undefined;
    sentences.push(
      isAtItsEnd
        ? `the damaged item held the key ${made}, which still works at AWS; delete it in the IAM console`
        : `a rotation was under way: its new key ${made} is given up too, and still works at AWS; delete it in the IAM console`,
    );
  }
  if (made === undefined && record !== undefined && record.askedAt.length > 0) {
    sentences.push(
      'a rotation was under way: AWS may have made a key for it that nobody has the secret of; look for one in the IAM console',
    );
  }
  if (record !== undefined && !isGone(record.oldKeyId)) {
    const state = record.deactivatedAt === undefined ? 'still works' : 'is switched off';
    sentences.push(
      `the old key ${record.oldKeyId} of the last rotation ${state} at AWS; delete it in the IAM console`,
    );
  }
  return sentences;
}
