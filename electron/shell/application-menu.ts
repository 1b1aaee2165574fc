import type Electron from 'electron';
import type { Platform } from '../contract/settings.ts';

/**
 * The application menu as a template. macOS takes the keys of text fields from it, so there it holds
 * what editing needs; elsewhere the fields know their keys and the window has no menu bar:
 * undefined, which the caller sets as `null`, because unset means Electron's own menu with reload
 * and developer tools.
 */
export function applicationMenu(
  platform: Platform,
  appName: string,
): Electron.MenuItemConstructorOptions[] | undefined {
  if (platform !== 'darwin') {
    return undefined;
  }
  return [
    {
      label: appName,
      submenu: [
        { role: 'about' },
        { type: 'separator' },
        { role: 'hide' },
        { role: 'hideOthers' },
        { role: 'unhide' },
        { type: 'separator' },
        { role: 'quit' },
      ],
    },
    {
      label: 'Edit',
      submenu: [
        { role: 'undo' },
        { role: 'redo' },
        { type: 'separator' },
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
      ],
    },
    {
      label: 'Window',
      role: 'window',
      submenu: [{ role: 'minimize' }, { role: 'close' }, { type: 'separator' }, { role: 'front' }],
    },
  ];
}
