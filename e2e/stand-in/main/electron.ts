/**
 * What `import ... from 'electron'` gives main under the stand-in (register.ts). Modules that it
 * leaves out are exported too: they throw their name when used, and not before.
 */
import { announceReady, app } from './app.ts';
import { leftOut } from './closed.ts';
import { setSystemScheme } from './desktop.ts';
import { entryRun } from './entry.ts';
import { becomeReady, connectToHost } from './state.ts';

export { BrowserWindow } from './browser-window.ts';
export { ClipboardItem, clipboard } from './clipboard.ts';
export {
  crashReporter,
  globalShortcut,
  nativeTheme,
  powerMonitor,
  screen,
  shell,
} from './desktop.ts';
export { dialog } from './dialog.ts';
export { ipcMain } from './ipc-main.ts';
export { Menu, MenuItem } from './menu.ts';
export { nativeImage } from './native-image.ts';
export { Notification } from './notification.ts';
export { protocol } from './protocol.ts';
export { session } from './session.ts';
export { Tray } from './tray.ts';
export { WebContents as webContents } from './web-contents.ts';

export { app };

export const autoUpdater = leftOut('autoUpdater');
export const BaseWindow = leftOut('BaseWindow');
export const BrowserView = leftOut('BrowserView');
export const contentTracing = leftOut('contentTracing');
export const desktopCapturer = leftOut('desktopCapturer');
export const ImageView = leftOut('ImageView');
export const inAppPurchase = leftOut('inAppPurchase');
export const MessageChannelMain = leftOut('MessageChannelMain');
export const net = leftOut('net');
export const netLog = leftOut('netLog');
export const powerSaveBlocker = leftOut('powerSaveBlocker');
export const pushNotifications = leftOut('pushNotifications');
export const safeStorage = leftOut('safeStorage');
export const ShareMenu = leftOut('ShareMenu');
export const systemPreferences = leftOut('systemPreferences');
export const TouchBar = leftOut('TouchBar');
export const utilityProcess = leftOut('utilityProcess');
export const View = leftOut('View');
export const WebContentsView = leftOut('WebContentsView');
export const webFrameMain = leftOut('webFrameMain');

// Without its host the app has no window, no tray and no way to be seen: it ends with it.
process.once('disconnect', () => process.exit(1));

// Electron ends itself in order on these.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => app.quit());
}

/** Electron is ready only after main's own script has run. */
connectToHost()
  .call('hello')
  .then(async (state) => {
    await entryRun;
    setSystemScheme(state.colorScheme);
    becomeReady(state);
    announceReady();
  })
  .catch((error: Error) => {
    process.stderr.write(`The Electron stand-in lost its host: ${error.message}\n`);
    process.exit(1);
  });
