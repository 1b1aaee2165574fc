import type * as Electron from 'electron';
import type { Verbs } from '../contract/verbs.ts';
import type { Desktop } from '../core/app/desktop/desktop.ts';
import type { DesktopNotice } from '../core/app/desktop/ports.ts';
import { after, type DesktopStart } from './desktop-parts.ts';
import type { MainWindow } from './main-window.ts';
import { TrayIcon } from './tray.ts';
import { trayActions } from './tray-actions.ts';
import { trayImages } from './tray-images.ts';
import { TrayKeeper } from './tray-keeper.ts';

export interface DesktopTrayParts {
  readonly window: MainWindow;
  readonly desktop: Desktop;
  readonly verbs: Verbs;
  readonly notify: (notice: DesktopNotice) => void;
}

/** The tray icon, whose menu does what the verbs do. */
export function openTray(
  { electron, platform, iconsPath, clock, logger }: DesktopStart,
  { window, desktop, verbs, notify }: DesktopTrayParts,
): TrayKeeper {
  const { Tray, Menu, nativeImage, dialog } = electron;
  const act = trayActions({
    verbs,
    notify,
    dialog,
    showWindow: (request) => window.show(request),
    exportFormat: () => desktop.settings.current.settings.exportFormat,
  });
  const icon = new TrayIcon<Electron.NativeImage, Electron.Menu>({
    createTray: (image) => new Tray(image),
    buildMenu: (template) => Menu.buildFromTemplate(template),
    images: trayImages(iconsPath, platform, (path) => nativeImage.createFromPath(path)),
    platform,
    logger,
    onOpen: (bounds) => window.toggle(bounds),
    onAction: (action) => {
      act(action).catch((error: unknown) => {
        logger.error('an action of the tray failed', { verb: action.verb, error: String(error) });
      });
    },
    now: () => clock.now(),
    defer: setImmediate,
  });
  return new TrayKeeper({
    render: (model) => icon.render(model),
    destroy: () => icon.destroy(),
    platform,
    now: () => clock.now(),
    onTick: () => desktop.checkClock(),
    after,
  });
}
