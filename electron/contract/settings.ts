/** What the user can set, and what this machine lets the app do about it. */

export type Platform = 'darwin' | 'linux' | 'win32';

type ShellFormat = 'sh' | 'fish' | 'powershell' | 'cmd' | 'nushell';
export type ExportFormat = ShellFormat | 'dotenv' | 'json' | 'process' | 'ini';

export interface Settings {
  readonly theme: 'system' | 'light' | 'dark';
  readonly exportFormat: ExportFormat;
  /** Seconds until a copied block is cleared from the clipboard, 10 to 600; 0 leaves it. */
  readonly clipboardClearSeconds: number;
  /** A switch writes each role's own `<profile>-session`, or one shared target. */
  readonly switchTarget: 'role' | 'shared';
  readonly sharedTarget: string;
  /** Keeps sessions over a restart, encrypted; off means in memory only. */
  readonly keepSessions: boolean;
  readonly startAtLogin: boolean;
  readonly startHidden: boolean;
  /** macOS: no icon in the Dock. */
  readonly menuBarOnly: boolean;
  /** An Electron accelerator that opens the window; empty for none. */
  readonly shortcut: string;
  readonly hideFromScreenCapture: boolean;
  /** How long before the end of a session that nothing renews it is told, 1 to 60; 0 for never. */
  readonly notifyBeforeMinutes: number;
  readonly stopOnQuit: boolean;
  /** After how many days a base key is called old, 1 to 3,650; 0 for never. */
  readonly keyAgeReminderDays: number;
}

/** The way to AWS, for an app that sees no shell's variables. Empty texts: none. */
export interface NetworkSettings {
  /** `http://HOST:PORT` or `https://HOST:PORT`, without user name and password. */
  readonly proxy: string;
  /** Path of a file of root certificates, which count besides the usual ones. */
  readonly caBundle: string;
}

/** What the user set, and the variables of the app's own environment that count instead. */
export interface NetworkView extends NetworkSettings {
  /** `HTTPS_PROXY` or `https_proxy`, where it is set. */
  readonly proxyVariable?: string;
  /** `AWS_CA_BUNDLE`, where it is set. */
  readonly caBundleVariable?: string;
}

/** What this machine lets the app do, so that settings can say it where a wish can't be met. */
export interface SystemView {
  /** `unconfirmed`: registered, but this desktop only shows by use whether it works (Wayland). */
  readonly shortcut: 'off' | 'works' | 'unconfirmed' | 'unavailable';
  readonly lockEvents: boolean;
  readonly screenCaptureProtection: boolean;
  readonly loginItem: boolean;
}
