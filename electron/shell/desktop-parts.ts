import { homedir } from 'node:os';
import { join } from 'node:path';
import type * as Electron from 'electron';
import type { Platform } from '../contract/settings.ts';
import type { DesktopNotice, DesktopPorts } from '../core/app/desktop/ports.ts';
import type { Clock, Environment, Files, Logger, Random } from '../core/ports.ts';
import { ClipboardKeeper } from './clipboard.ts';
import { fileClipboardMark } from './clipboard-mark.ts';
import { setMenuBarOnly } from './dock.ts';
import type { WindowShortcut } from './global-shortcut.ts';
import { loginItem } from './login-item.ts';
import type { MainWindow } from './main-window.ts';
import type { Notifier } from './notifications.ts';
import { canHideFromScreenCapture } from './screen-capture.ts';
import { SystemSettings } from './system-settings.ts';
import type { Theme } from './theme.ts';

/** What the desktop app is started with. */
export interface DesktopStart {
  readonly electron: typeof Electron;
  readonly platform: Platform;
  readonly environment: Environment;
  readonly homePath: string;
  /** Folder of the built app: `main`, `preload` and `renderer` lie in it. */
  readonly builtPath: string;
  readonly iconsPath: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly files: Files;
  readonly logger: Logger;
  readonly memoryOnly: boolean;
  /** Whether the window stays hidden at this start, where the setting for logins says so. */
  readonly isHiddenStart: (startHidden: boolean) => boolean;
  readonly startsInPractice: boolean;
  readonly openPractice: DesktopPorts['openPractice'];
  readonly ownCommand: DesktopPorts['ownCommand'];
}

/** The keeper of what is copied. */
export function clipboardKeeper(start: DesktopStart): ClipboardKeeper {
  const { electron, platform, clock, random, files, homePath, logger } = start;
  return new ClipboardKeeper({
    clipboard: electron.clipboard,
    makeItem: (entry) => new electron.ClipboardItem(entry),
    platform,
    clock,
    random,
    mark: fileClipboardMark({ files, path: join(homePath, 'clipboard-mark.json'), logger }),
    logger,
  });
}

/** Shows notices of the use cases; a click does what a notice is for, or shows what it is about. */
export function noticeTeller(
  notifier: Notifier,
  window: MainWindow,
): (notice: DesktopNotice) => void {
  return ({ id, title, body, show, action }) => {
    notifier.notify({
      id,
      title,
      body,
      action: action ?? { label: 'Show', run: () => window.show(show) },
    });
  };
}

/** Settings that the system carries out. */
export function systemSettings(
  start: DesktopStart,
  window: MainWindow,
  theme: Theme,
  shortcut: WindowShortcut,
  lockEvents: () => boolean,
): SystemSettings {
  const { electron, platform, environment, files, logger } = start;
  const { app } = electron;
  return new SystemSettings({
    setTheme: (source) => theme.set(source),
    shortcut,
    loginItem: loginItem({
      app,
      platform,
      files,
      environment,
      homeDirectory: homedir(),
      executable: process.execPath,
    }),
    setMenuBarOnly: (isOn) => setMenuBarOnly(app, platform, isOn),
    setContentProtection: (isOn) => window.setContentProtection(isOn),
    canProtectContent: canHideFromScreenCapture(platform),
    lockEvents,
    logger,
  });
}

/** Calls `run` once after `delayMs`; gives the function that takes it back. */
export function after(delayMs: number, run: () => void): () => void {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
}
