import { isRoleValetError } from '../contract/errors.ts';
import type { App } from '../core/app/app.ts';
import { type ListedKey, listKeys, listRotations } from '../core/app/keys.ts';
import type { Finding } from '../core/doctor/types.ts';
import { keyFindings } from '../core/rotation/key-findings.ts';
import { openStoredSettings } from './role-marks.ts';

/** What to do about base keys: old ones, rotations that are not at their end. */
export async function keyReminders(
  app: App,
  keys: readonly ListedKey[],
): Promise<readonly Finding[]> {
  return keys.length === 0 ? [] : (await remindersOf(app, keys)).findings;
}

/** Reminders where keys are not the point. */
export interface Reminders {
  readonly findings: readonly Finding[];
  /** Why some may be missing, one sentence each. */
  readonly notes: readonly string[];
}

/** All reminders, for which every key is read. Never fails for what can't be read: `notes` says it. */
export async function allKeyReminders(app: App): Promise<Reminders> {
  return await orNote(app, async () => remindersOf(app, await listKeys(app)));
}

/** Only what is left of rotations: no secret is read, and the keychain is not asked at all. */
export async function rotationReminders(app: App): Promise<Reminders> {
  return await orNote(app, async () => ({
    findings: keyFindings(await listRotations(app), app.clock.now(), NO_AGES),
    notes: [],
  }));
}

async function remindersOf(app: App, keys: readonly ListedKey[]): Promise<Reminders> {
  const { current, problem } = await openStoredSettings(app);
  const findings = keyFindings(keys, app.clock.now(), current.settings.keyAgeReminderDays);
  return { findings, notes: problem === undefined ? [] : [problem] };
}

const NO_AGES = 0;

/** A keychain or a file that can't be read hides no other news. */
async function orNote(app: App, look: () => Promise<Reminders>): Promise<Reminders> {
  if (app.sealer === undefined) {
    return { findings: [], notes: [] };
  }
  try {
    return await look();
  } catch (error) {
    if (!isRoleValetError(error)) throw error;
    app.logger.info('no reminders about keys', { code: error.code });
    return {
      findings: [],
      notes: [
        `there may be reminders about keys that can't be given: ${error.message}. ${error.hint}`,
      ],
    };
  }
}
