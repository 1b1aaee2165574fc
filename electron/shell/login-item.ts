import { posix } from 'node:path';
import type Electron from 'electron';
import { RoleValetError } from '../contract/errors.ts';
import type { Environment, Files } from '../core/ports.ts';
import { autostartState, autostartText } from './autostart-file.ts';
import { DESKTOP_ID } from './desktop-name.ts';

type LoginApp = Pick<Electron.App, 'isPackaged' | 'setLoginItemSettings' | 'getLoginItemSettings'>;

export interface LoginItemOptions {
  readonly app: LoginApp;
  readonly platform: NodeJS.Platform;
  readonly files: Files;
  readonly environment: Environment;
  readonly homeDirectory: string;
  /** Path of the app's own program: `process.execPath`. */
  readonly executable: string;
}

/** Whether the app starts at login. */
export interface LoginItem {
  /** False from the sources: what would start at login is not an app. */
  readonly isSupported: boolean;
  /** What the system says, whoever changed it last. Throws as `Files` does. */
  isOn(): Promise<boolean>;
  /**
   * Throws EDIT_REFUSED where a file of somebody else is in the way, INTERNAL where the system does
   * not agree, and what `Files` throws.
   */
  set(isOn: boolean, startHidden: boolean): Promise<void>;
}

/** The argument of a start without a window. */
const HIDDEN_ARGUMENT = '--hidden';

export function loginItem(options: LoginItemOptions): LoginItem {
  const isSupported = options.app.isPackaged;
  const item = itemOf(options);
  return {
    isSupported,
    isOn: async () => isSupported && (await item.isOn()),
    set: async (isOn, startHidden) => {
      if (isSupported) {
        await item.set(isOn, startHidden);
      } else if (isOn) {
        throw new RoleValetError(
          'EDIT_REFUSED',
          'Role Valet runs from its sources, so it can not start at login',
          'Install a packaged Role Valet.',
        );
      }
    },
  };
}

/** True where this start is to show no window. macOS passes no arguments at login. */
export function isHiddenStart(options: {
  readonly app: Pick<Electron.App, 'getLoginItemSettings'>;
  readonly platform: NodeJS.Platform;
  readonly argv: readonly string[];
  readonly startHidden: boolean;
}): boolean {
  const { app, platform, argv, startHidden } = options;
  return (
    argv.includes(HIDDEN_ARGUMENT) ||
    (platform === 'darwin' && startHidden && app.getLoginItemSettings().wasOpenedAtLogin)
  );
}

function itemOf(options: LoginItemOptions): Omit<LoginItem, 'isSupported'> {
  switch (options.platform) {
    case 'darwin':
      return macItem(options.app);
    case 'win32':
      return windowsItem(options.app, options.executable);
    default:
      return autostartItem(options);
  }
}

function macItem(app: LoginApp): Omit<LoginItem, 'isSupported'> {
  return {
    isOn: async () => app.getLoginItemSettings().openAtLogin,
    set: async (isOn) => {
      app.setLoginItemSettings({ openAtLogin: isOn });
      if (isOn && app.getLoginItemSettings().status === 'requires-approval') {
        throw new RoleValetError(
          'INTERNAL',
          'macOS wants you to allow Role Valet to start at login',
          'Open System Settings, General, Login Items, and switch on Role Valet.',
        );
      }
    },
  };
}

function windowsItem(app: LoginApp, executable: string): Omit<LoginItem, 'isSupported'> {
  // Electron writes the path into the registry as it is, where a blank would end it (electron#32657).
  const path = `"${executable}"`;
  return {
    // True whatever the arguments, and false where the Task Manager switched it off.
    isOn: async () => app.getLoginItemSettings({ path }).executableWillLaunchAtLogin,
    set: async (isOn, startHidden) => {
      const args = startHidden ? [HIDDEN_ARGUMENT] : [];
      app.setLoginItemSettings({ openAtLogin: isOn, enabled: isOn, path, args, name: DESKTOP_ID });
    },
  };
}

function autostartItem(options: LoginItemOptions): Omit<LoginItem, 'isSupported'> {
  const { files, environment, homeDirectory } = options;
  const path = autostartPath(environment, homeDirectory);
  // An AppImage runs from a mount that is gone after the log-out; this names the file itself.
  const executable = environment.APPIMAGE || options.executable;
  const read = async () => {
    const { exists, bytes } = await files.read(path);
    const text = Buffer.from(bytes).toString('utf8');
    return { text, state: exists ? autostartState(text) : ('missing' as const) };
  };
  return {
    isOn: async () => (await read()).state === 'on',
    set: async (isOn, startHidden) => {
      const { text, state } = await read();
      if (!isOn) {
        if (state === 'on' || state === 'off') await files.remove(path);
        return;
      }
      if (state === 'foreign') {
        throw new RoleValetError(
          'EDIT_REFUSED',
          `${path} was not made by Role Valet, so it stays as it is`,
          'Look at that file; move it away if nothing needs it, and try again.',
        );
      }
      const wanted = autostartText({ executable, args: startHidden ? [HIDDEN_ARGUMENT] : [] });
      if (text !== wanted) await files.replace(path, Buffer.from(wanted), { mode: 0o600 });
    },
  };
}

/** https://specifications.freedesktop.org/autostart-spec/latest/, and a relative path is ignored. */
function autostartPath(environment: Environment, homeDirectory: string): string {
  const configured = environment.XDG_CONFIG_HOME ?? '';
  const folder = posix.isAbsolute(configured) ? configured : posix.join(homeDirectory, '.config');
  return posix.join(folder, 'autostart', `${DESKTOP_ID}.desktop`);
}
