import { join } from 'node:path';
import { isRoleValetError, RoleValetError } from '../../contract/errors.ts';
import type { Platform } from '../../contract/settings.ts';
import type { Environment, FileState, Files, Locks, Logger } from '../ports.ts';
import { defaultSettings } from './default-settings.ts';
import { checkSettings } from './read-settings.ts';
import { setAsideSettings } from './set-aside.ts';
import { versionedSettings } from './settings-version.ts';
import type { StoredSettings } from './stored-settings.ts';
import { settingsText } from './write-settings.ts';

export interface OpenSettingsOptions {
  readonly files: Files;
  readonly locks: Locks;
  readonly logger: Logger;
  /** The app's own folder. */
  readonly homePath: string;
  readonly platform: Platform;
  readonly environment: Environment;
}

/** `settings.json` of one home. Several processes may hold a store of it. */
export interface SettingsStore {
  /** As last read or written by this process. */
  readonly current: StoredSettings;
  /**
   * Re-reads the file under a lock, applies `update` and writes the result where it differs; gives what
   * counts now. Changes of other fields by other processes survive. Throws USAGE where `update` gives
   * a value that the file may not hold, EDIT_REFUSED where a newer version wrote the file, LOCK_TIMEOUT,
   * FILE_UNREADABLE, FILE_UNWRITABLE, DISK_FULL.
   */
  change(update: (before: StoredSettings) => StoredSettings): Promise<StoredSettings>;
  /**
   * What a user should know about the file: it is newer, or can't be read now; or, as long as the store
   * lives, that something was lost: it was damaged, or a field was no good.
   */
  readonly problem: string | undefined;
}

/** One look at the file. */
interface Reading {
  readonly stored: StoredSettings;
  /** What was read; undefined where the file is missing or was set aside. */
  readonly raw?: Readonly<Record<string, unknown>>;
  /** What stands in the way now. */
  readonly problem?: string;
  /** What is not in the file any more, or soon will not be. */
  readonly loss?: string;
  /** Set where the file may not be written: its version. */
  readonly newerVersion?: number;
}

const LOCK = 'settings';

/** How many bad fields a notice names. */
const MOST_FAULTS = 3;

/**
 * Opens the settings of a home. Never fails for what is in the file: a damaged one is set aside, and
 * one that can't be read counts as missing; `problem` says so and the defaults are used.
 */
export async function openSettings(options: OpenSettingsOptions): Promise<SettingsStore> {
  const { files, locks, logger, homePath, platform, environment } = options;
  const path = join(homePath, 'settings.json');
  const defaults = defaultSettings(platform, environment);

  /** Only under the lock: another process may have set it aside, and begun anew, since we looked. */
  const readOrSetAside = async (instead: StoredSettings): Promise<Reading> => {
    const state = await files.read(path);
    const reading = readState(state, defaults);
    if (!('damage' in reading)) return reading;
    const aside = await setAsideSettings(files, state);
    logger.warn('settings set aside', { aside, reason: reading.damage });
    const loss = `${path} could not be read, because ${reading.damage}. It was set aside as ${aside}, and a new one is begun.`;
    return { stored: instead, loss };
  };
  const open = async (): Promise<Reading> => {
    try {
      const reading = readState(await files.read(path), defaults);
      return 'damage' in reading
        ? await locks.withLock(LOCK, () => readOrSetAside(defaults))
        : reading;
    } catch (error) {
      if (!isRoleValetError(error)) throw error;
      logger.warn('settings not read', { code: error.code });
      return { stored: defaults, problem: `${error.message}. ${error.hint}` };
    }
  };

  let latest = await open();
  let { loss } = latest;
  return {
    get current() {
      return latest.stored;
    },
    get problem() {
      return latest.problem ?? loss;
    },
    change: (update) =>
      locks.withLock(LOCK, async () => {
        // What this process knows is better than the defaults where the file was damaged meanwhile.
        const before = await readOrSetAside(latest.stored);
        latest = before;
        loss = before.loss ?? loss;
        const stored = requireGood(update(before.stored), defaults);
        if (before.newerVersion !== undefined) throw newerError(path, before.newerVersion);
        const isNew = before.raw === undefined;
        if (isNew || JSON.stringify(stored) !== JSON.stringify(before.stored)) {
          await files.replace(path, Buffer.from(settingsText(stored, before.raw)), { mode: 0o600 });
        }
        latest = { ...before, stored };
        return stored;
      }),
  };
}

function readState(
  { path, exists, bytes }: FileState,
  defaults: StoredSettings,
): Reading | { damage: string } {
  if (!exists) return { stored: defaults };
  const found = versionedSettings(Buffer.from(bytes).toString('utf8'));
  if (found.kind === 'damaged') return { damage: found.reason };
  const { stored, faults } = checkSettings(found.raw, defaults);
  const told = faultText(path, faults);
  if (found.kind === 'known') {
    return { stored, raw: found.raw, ...(told === undefined ? {} : { loss: told }) };
  }
  const { message, hint } = newerError(path, found.version);
  return { stored, raw: found.raw, problem: `${message}. ${hint}`, newerVersion: found.version };
}

/** Nothing gets into the file that would not come out again. Throws USAGE, naming the field. */
function requireGood(after: StoredSettings, defaults: StoredSettings): StoredSettings {
  const { stored, faults } = checkSettings({ ...after }, defaults);
  const [fault] = faults;
  if (fault === undefined) return stored;
  throw new RoleValetError('USAGE', fault, 'Correct that value; nothing was changed.');
}

function newerError(path: string, version: number): RoleValetError {
  return new RoleValetError(
    'EDIT_REFUSED',
    `${path} was written by a newer Role Valet (version ${version} of the file), so it is not changed`,
    'Update Role Valet, or move that file away to begin with the usual settings.',
  );
}

function faultText(path: string, faults: readonly string[]): string | undefined {
  if (faults.length === 0) return undefined;
  const more = faults.length - MOST_FAULTS;
  const named = faults.slice(0, MOST_FAULTS).join('; ');
  return `${path}: ${named}${more > 0 ? `; and ${more} more` : ''}. The usual values are used instead.`;
}
