import { RoleValetError } from '../../contract/errors.ts';
import { isSameItem, withKeyItem } from '../keys/key-item.ts';
import type { BaseKey } from '../keys/types.ts';
import type { KeyOwner } from './signer.ts';

/**
 * Does `work` where the keychain's item still is what the rotation takes it for, and while nobody else
 * can change it. A rotation waits for people and for AWS, and whoever replaced or removed the key
 * meanwhile meant it. Throws ROTATION_UNCLEAR where the item is another one.
 */
export async function whileUnchanged<T>(
  { app, profile }: Pick<KeyOwner, 'app' | 'profile'>,
  expected: BaseKey,
  work: () => Promise<T>,
): Promise<T> {
  return await withKeyItem(app, profile, async () => {
    const now = await app.keys.get(profile);
    if (now === undefined || !isSameItem(now, expected)) {
      const what = now === undefined ? 'removed' : 'replaced';
      throw new RoleValetError(
        'ROTATION_UNCLEAR',
        `the keychain's key of ${profile} was ${what} while it was being rotated, so the rotation was given up`,
        'See what is stored with role-valet keys list, and which keys the user has in the IAM console.',
      );
    }
    return await work();
  });
}

/** The same where only the look matters, as after somebody was waited for. */
export async function requireUnchanged(owner: KeyOwner, expected: BaseKey): Promise<void> {
  await whileUnchanged(owner, expected, async () => undefined);
}
