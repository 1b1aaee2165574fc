import type { Platform } from '../../contract/settings.ts';
import { guessFormat } from '../outputs/env/guess-shell.ts';
import type { Environment } from '../ports.ts';
import { SETTINGS_VERSION, type StoredSettings } from './stored-settings.ts';

/**
 * What counts where nothing is stored. The format of copied exports is the one of the user's shell,
 * as far as a desktop program can tell: by SHELL, else by the platform.
 */
export function defaultSettings(platform: Platform, environment: Environment): StoredSettings {
  return {
    version: SETTINGS_VERSION,
    settings: {
      theme: 'system',
      exportFormat: guessFormat(environment, platform),
      clipboardClearSeconds: 45,
      switchTarget: 'role',
      sharedTarget: 'current',
      keepSessions: true,
      startAtLogin: false,
      startHidden: false,
      menuBarOnly: false,
      shortcut: '',
      hideFromScreenCapture: false,
      notifyBeforeMinutes: 5,
      stopOnQuit: false,
      keyAgeReminderDays: 90,
    },
    roles: {},
    accounts: {},
    recent: [],
    hasActed: false,
  };
}
