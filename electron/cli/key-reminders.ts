import { isRoleValetError } from '../contract/errors.ts';
import type { App } from '../core/app/app.ts';
import { type ListedKey, listKeys } from '../core/app/keys.ts';
import type { Finding } from '../core/doctor/types.ts';
import { keyFindings } from '../core/rotation/key-findings.ts';
import { openStoredSettings } from './role-marks.ts';

const NO_KEYCHAIN = ['KEYCHAIN_UNAVAILABLE', 'KEYCHAIN_LOCKED', 'KEYCHAIN_REFUSED'] as const;

/** What to do about base keys: old ones, rotations that are not at their end. */
export async function keyReminders(
  app: App,
  keys: readonly ListedKey[],
): Promise<readonly Finding[]> {
  if (keys.length === 0) {
    return [];
  }
  const { keyAgeReminderDays } = (await openStoredSettings(app)).current.settings;
  return keyFindings(keys, app.clock.now(), keyAgeReminderDays);
}

/** The same where keys are not the point: a keychain that can't be read hides no other news. */
export async function allKeyReminders(app: App): Promise<readonly Finding[]> {
  try {
    return app.sealer === undefined ? [] : await keyReminders(app, await listKeys(app));
  } catch (error) {
    if (!isRoleValetError(error, ...NO_KEYCHAIN)) throw error;
    app.logger.info('no reminders about keys', { code: error.code });
    return [];
  }
}
