import type Electron from 'electron';

/**
 * What the desktop knows the app by: the name of the packaged `.desktop` file without its ending,
 * Wayland's `app_id`, X11's `WM_CLASS`, and the id that portals check. It is a reverse-DNS id of
 * letters, digits and underscores, since hyphens are not safe there
 * (https://specifications.freedesktop.org/desktop-entry-spec/latest/file-naming.html).
 */
export const DESKTOP_ID = 'io.github.role_valet.RoleValet';

/**
 * Tells the system who the app is. Call before `ready`. Linux: GNOME 50 and the newer portals refuse
 * a global shortcut of an app whose id has no installed `.desktop` file. Windows: without the id of
 * the installed shortcut, notifications carry no name and are not clickable.
 */
export function giveDesktopName(
  app: Pick<Electron.App, 'setDesktopName' | 'setAppUserModelId'>,
  platform: NodeJS.Platform,
): void {
  if (platform === 'linux') {
    app.setDesktopName(`${DESKTOP_ID}.desktop`);
  } else if (platform === 'win32') {
    app.setAppUserModelId(DESKTOP_ID);
  }
}
