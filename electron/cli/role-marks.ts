import type { Platform } from '../contract/settings.ts';
import type { App } from '../core/app/app.ts';
import type { SettingsStore } from '../core/settings/settings-store.ts';
import type { RoleMarks } from '../core/settings/stored-settings.ts';

/** The app's settings, which hold colours and groups. Loaded where a command wants them only. */
export async function openStoredSettings(app: App): Promise<SettingsStore> {
  const { openSettings } = await import('../core/settings/settings-store.ts');
  const { files, locks, logger, homePath, environment } = app;
  const platform = process.platform as Platform;
  return openSettings({ files, locks, logger, homePath, platform, environment });
}

/** Colours and groups, by profile. */
export async function storedMarks(app: App): Promise<Readonly<Record<string, RoleMarks>>> {
  return (await openStoredSettings(app)).current.roles;
}
