import { join } from 'node:path';
import type Electron from 'electron';
import type { Platform } from '../contract/settings.ts';
import type { Environment, Logger } from '../core/ports.ts';
import { APP_PARTITION } from './harden-session.ts';
import { MainWindow } from './main-window.ts';
import { windowOptions } from './window-options.ts';
import { placeWindow } from './window-placement.ts';

export interface WindowFactoryParts {
  readonly BrowserWindow: typeof Electron.BrowserWindow;
  readonly screen: Pick<
    Electron.Screen,
    'getCursorScreenPoint' | 'getDisplayNearestPoint' | 'getDisplayMatching'
  >;
  readonly platform: Platform;
  readonly environment: Environment;
  readonly isPackaged: boolean;
  /** Folder of the built app, with `preload` and `renderer` in it. */
  readonly builtPath: string;
  readonly iconPath: string;
  readonly isDark: () => boolean;
  readonly onCreate: (window: Electron.BrowserWindow) => void;
  readonly logger: Logger;
}

/** Colours of the page until its first paint, as in renderer/styles/tokens.css. */
const BACKGROUND = { light: '#f6f6f4', dark: '#17181c' } as const;

/** The one window of the app, not shown yet. */
export function mainWindow(parts: WindowFactoryParts): MainWindow {
  const { BrowserWindow, screen, platform, logger } = parts;
  return new MainWindow({
    platform,
    logger,
    createWindow: (bounds) => {
      const window = new BrowserWindow(
        windowOptions({
          preloadPath: join(parts.builtPath, 'preload', 'preload.cjs'),
          partition: APP_PARTITION,
          isPackaged: parts.isPackaged,
          platform,
          bounds,
          backgroundColor: parts.isDark() ? BACKGROUND.dark : BACKGROUND.light,
          iconPath: parts.iconPath,
        }),
      );
      parts.onCreate(window);
      return window;
    },
    place: (size, anchor) => {
      const pointer = isWayland(parts) ? undefined : screen.getCursorScreenPoint();
      const display =
        anchor === undefined
          ? screen.getDisplayNearestPoint(pointer ?? { x: 0, y: 0 })
          : screen.getDisplayMatching(anchor);
      // Without a click on the icon, the pointer is anywhere: the tray's corner is the better place.
      const cursor = anchor === undefined && platform !== 'linux' ? undefined : pointer;
      return placeWindow({
        platform,
        trayBounds: anchor,
        cursor,
        workArea: display.workArea,
        size,
      });
    },
  });
}

function isWayland({ platform, environment }: WindowFactoryParts): boolean {
  return (
    platform === 'linux' &&
    (environment.XDG_SESSION_TYPE === 'wayland' || Boolean(environment.WAYLAND_DISPLAY))
  );
}
