import type Electron from 'electron';
import type { Platform } from '../contract/settings.ts';

export interface WindowOptionsInput {
  /** Absolute path of the built preload script. */
  readonly preloadPath: string;
  /** Name of the in-memory session. */
  readonly partition: string;
  readonly isPackaged: boolean;
  readonly platform: Platform;
  /** Where the window goes; undefined leaves it to the desktop. */
  readonly bounds?: Electron.Rectangle | undefined;
  /** Colour of the theme's page, shown until the first paint: `#rrggbb`. */
  readonly backgroundColor: string;
  /** The picture in Linux's task bar; the other platforms take it from the program. */
  readonly iconPath?: string | undefined;
}

/** The window's usual size, in device-independent pixels. */
export const WINDOW_SIZE = { width: 440, height: 680 } as const;

/** Below this the list has no room for a name and its countdown. */
const SMALLEST = { minWidth: 360, minHeight: 480 } as const;

/** All options of the window. What guards is written out, even where Electron's default agrees. */
export function windowOptions(input: WindowOptionsInput): Electron.BrowserWindowConstructorOptions {
  const { bounds, platform, iconPath } = input;
  return {
    ...(bounds ?? WINDOW_SIZE),
    ...SMALLEST,
    resizable: true,
    fullscreenable: false,
    show: false,
    title: 'Role Valet',
    backgroundColor: input.backgroundColor,
    ...(platform === 'linux' && iconPath !== undefined ? { icon: iconPath } : {}),
    webPreferences: webPreferences(input),
  };
}

function webPreferences({
  preloadPath,
  partition,
  isPackaged,
}: WindowOptionsInput): Electron.WebPreferences {
  return {
    preload: preloadPath,
    partition,
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    plugins: false,
    webgl: false,
    enableDeprecatedPaste: false,
    navigateOnDragDrop: false,
    // Words typed into a field would leave the page for the checker.
    spellcheck: false,
    safeDialogs: true,
    // The page asks its questions itself; alert() and confirm() would stop it.
    disableDialogs: true,
    devTools: !isPackaged,
    // A hidden window costs nothing.
    backgroundThrottling: true,
  };
}
