import { isRoleValetError } from '../../contract/errors.ts';
import { withKeyItem } from '../keys/key-item.ts';
import { requireKey } from '../keys/require-key.ts';
import type { BaseKey } from '../keys/types.ts';
import { giveUpRotation } from '../rotation/give-up.ts';
import type { App } from './app.ts';

export interface RemovedKey {
  readonly profile: string;
  /** Keys of a rotation that are left at AWS, one sentence each, for the user. */
  readonly notices: readonly string[];
}

/**
 * Removes a base key and the sessions that were made with it from this home. Sessions already
 * handed out stay valid at AWS, and so does the key. Throws KEY_NOT_FOUND and the KEYCHAIN_ errors; a
 * damaged item is removed like any other.
 */
export async function removeKey(app: App, profile: string): Promise<RemovedKey> {
  return await withKeyItem(app, profile, async () => {
    const before = await itemBefore(app, profile);
    // The sessions first: if this fails it can be run again, and no session outlives its key.
    await app.sessions.remove((session) => session.baseProfile === profile);
    await app.keys.remove(profile);
    app.logger.info('base key removed', { profile });
    return { profile, notices: await giveUpRotation(app, profile, before) };
  });
}

/** Undefined where the item is damaged: then only the record tells of a rotation. */
async function itemBefore(app: App, profile: string): Promise<BaseKey | undefined> {
  try {
    return await requireKey(app.keys, profile);
  } catch (error) {
    if (!isRoleValetError(error, 'KEYCHAIN_ITEM_DAMAGED')) throw error;
    return undefined;
  }
}
