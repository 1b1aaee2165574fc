import type Electron from 'electron';

/**
 * macOS: only in the menu bar, or with an icon in the Dock and a menu bar of its own. Does nothing
 * elsewhere. By the activation policy, because a second `dock.hide()` within a second has no effect.
 * The system takes the focus from the app's windows here: show the window again where it was open.
 */
export function setMenuBarOnly(
  app: Pick<Electron.App, 'setActivationPolicy'>,
  platform: NodeJS.Platform,
  isMenuBarOnly: boolean,
): void {
  if (platform === 'darwin') {
    app.setActivationPolicy(isMenuBarOnly ? 'accessory' : 'regular');
  }
}
