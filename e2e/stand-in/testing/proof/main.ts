/** A small app on the stand-in: what the app proper does, in its barest form. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  app,
  BrowserWindow,
  ClipboardItem,
  clipboard,
  dialog,
  globalShortcut,
  ipcMain,
  Menu,
  Notification,
  nativeImage,
  nativeTheme,
  powerMonitor,
  protocol,
  session,
  shell,
  Tray,
} from 'electron';

const HERE = import.meta.dirname;
const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'none'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";
const PARTITION = 'proof';

const log = (text: string): void => void process.stdout.write(`${text}\n`);

if (!app.requestSingleInstanceLock()) {
  log('another copy runs');
  app.quit();
} else {
  app.enableSandbox();
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true } },
  ]);
  void app.whenReady().then(start);
}

function start(): void {
  const own = session.fromPartition(PARTITION, { cache: false });
  own.protocol.handle('app', (request) => {
    const { pathname } = new URL(request.url);
    const types: Record<string, string> = {
      '/index.html': 'text/html',
      '/page.js': 'text/javascript',
    };
    const type = types[pathname];
    if (type === undefined) return new Response('', { status: 404 });
    const body = readFileSync(join(HERE, 'page', pathname));
    return new Response(body, {
      headers: { 'content-type': type, 'content-security-policy': CSP },
    });
  });
  own.setPermissionCheckHandler(() => false);
  own.webRequest.onBeforeRequest((details, callback) => {
    callback({ cancel: !details.url.startsWith('app:') });
  });
  own.on('will-download', (event, item) => {
    log(`download ${item.getURL()}`);
    event.preventDefault();
  });
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-frame-navigate', (event) => {
      log(`navigate ${event.url}`);
      event.preventDefault();
    });
    contents.setWindowOpenHandler(({ url }) => {
      log(`open ${url}`);
      return { action: 'deny' };
    });
  });
  const preload = process.argv.includes('--bad-preload') ? 'bad-preload.cjs' : 'preload.cjs';
  const window = new BrowserWindow({
    width: 440,
    height: 680,
    show: false,
    webPreferences: { partition: PARTITION, preload: join(HERE, preload), sandbox: true },
  });
  window.webContents.on('preload-error', (_event, _path, error) => {
    log(`preload failed: ${error.message}`);
  });
  window.on('close', (event) => {
    event.preventDefault();
    window.hide();
  });
  window.once('ready-to-show', () => window.show());
  app.on('before-quit', () => window.removeAllListeners('close'));
  app.on('second-instance', (_event, argv) => {
    log(`second copy ${argv.at(-1)}`);
    window.show();
  });

  ipcMain.handle('echo', (event, value: unknown) => {
    const { senderFrame } = event;
    const isOurs = senderFrame === window.webContents.mainFrame && senderFrame.parent === null;
    return { value, isOurs, origin: senderFrame?.origin, url: senderFrame?.url };
  });
  ipcMain.handle('fail', () => {
    throw Object.assign(new TypeError('that is wrong'), { code: 'SECRET' });
  });
  ipcMain.handle('uncloneable', () => () => 1);
  ipcMain.handle('copy', async () => {
    await clipboard.write([
      new ClipboardItem({
        'text/plain': 'copied text',
        'electron application/osclipboard;format="x-kde-passwordManagerHint"': new Blob(['secret']),
      }),
    ]);
    return clipboard.readText();
  });
  ipcMain.handle('clear', () => clipboard.clear());
  ipcMain.handle('theme', (_event, source: 'system' | 'light' | 'dark') => {
    nativeTheme.themeSource = source;
    return nativeTheme.shouldUseDarkColors;
  });
  ipcMain.handle('try', (_event, name: string) => attempt(name));
  ipcMain.handle('ask', async () => {
    const buttons = ['Overwrite', 'Cancel'];
    const { response } = await dialog.showMessageBox(window, { message: 'Sure?', buttons });
    return buttons[response];
  });
  ipcMain.handle('notify', () => {
    const notification = new Notification({ title: 'Needs a code', body: 'for prod' });
    notification.on('click', () => log('notification clicked'));
    notification.show();
  });

  const images = join(HERE, 'icons');
  const tray = new Tray(nativeImage.createFromPath(join(images, 'idle.png')));
  const render = (count: number): void => {
    tray.setToolTip(`clicked ${count} times`);
    tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: 'Active', type: 'header' },
        { label: `Count (${count})`, click: () => render(count + 1), accelerator: 'Ctrl+K' },
        { type: 'separator' },
        {
          label: 'More && more',
          submenu: [
            { label: 'Favourite', type: 'checkbox', checked: true },
            { label: 'Deeper', submenu: [{ label: 'Say', click: say }] },
          ],
        },
        { label: 'Not now', enabled: false },
        { label: 'Quit', click: () => app.quit() },
      ]),
    );
    if (count > 0) tray.setImage(nativeImage.createFromPath(join(images, 'active.png')));
  };
  const say = (): void => window.webContents.send('said', { from: 'tray' });
  render(0);
  powerMonitor.on('lock-screen', () => log('locked'));
  globalShortcut.register('Ctrl+Shift+R', () => log('shortcut'));
  nativeTheme.on('updated', () => log(`dark ${nativeTheme.shouldUseDarkColors}`));
  void window.loadURL('app://proof/index.html').then(() => log('loaded'));
}

/** Things that Electron refuses; gives the message. */
async function attempt(name: string): Promise<string> {
  const attempts: Record<string, () => unknown> = {
    sandbox: () => app.enableSandbox(),
    schemes: () => protocol.registerSchemesAsPrivileged([]),
    unknown: () => app.setBadgeCount(1),
    unknownModule: async () => (await import('electron')).safeStorage.isEncryptionAvailable(),
    otherSession: () => session.defaultSession.protocol.isProtocolHandled('app'),
    external: () => shell.openExternal('https://example.com/console'),
  };
  try {
    return String(await attempts[name]?.());
  } catch (error) {
    return (error as Error).message;
  }
}
