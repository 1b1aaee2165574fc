import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import { ContainerEndpoints } from '../agent/container/container-endpoints.ts';
import { VERB_SCHEMAS } from '../contract/schemas.ts';
import { Desktop } from '../core/app/desktop/desktop.ts';
import type { DesktopNotice, DesktopPorts } from '../core/app/desktop/ports.ts';
import { desktopVerbs } from '../core/app/desktop/verbs.ts';
import { openSettings } from '../core/settings/settings-store.ts';
import { watchFiles } from '../node/watch-files.ts';
import { wireApp } from '../node/wire-app.ts';
import { serveRenderer } from './app-scheme.ts';
import { applicationMenu } from './application-menu.ts';
import type { ClipboardKeeper } from './clipboard.ts';
import { openAgent } from './desktop-agent.ts';
import { followSnapshots, powerHandlers, quitTidily } from './desktop-lifecycle.ts';
import { desktopNetwork } from './desktop-network.ts';
import {
  after,
  clipboardKeeper,
  type DesktopStart,
  noticeTeller,
  systemSettings,
} from './desktop-parts.ts';
import { openTray } from './desktop-tray.ts';
import { WindowShortcut } from './global-shortcut.ts';
import { appSession } from './harden-session.ts';
import { serveVerbs } from './ipc-router.ts';
import { logind } from './logind.ts';
import type { MainWindow } from './main-window.ts';
import { Notifier } from './notifications.ts';
import { pendingVerbs } from './pending-verbs.ts';
import { type PowerWatch, watchPower } from './power-events.ts';
import type { QuitSequence } from './quit.ts';
import { readRendererAssets } from './renderer-assets.ts';
import type { SystemSettings } from './system-settings.ts';
import { Theme } from './theme.ts';
import { isTrustedSender } from './trusted-sender.ts';
import { userBrowser } from './user-browser.ts';
import { mainWindow } from './window-factory.ts';

/** A running desktop app, as main needs it. */
export interface RunningDesktop {
  showWindow(): void;
}

/**
 * Starts everything that comes after `ready`. The window loads its page while files and keychain are
 * read. Throws where the app's own folder or files can't be used.
 */
export async function startDesktop(start: DesktopStart): Promise<RunningDesktop> {
  const { electron, platform, logger } = start;
  await prepareElectron(start);
  const theme = new Theme(electron.nativeTheme, () => undefined);
  const windows: BrowserWindow[] = [];
  let quit: QuitSequence | undefined;
  const window = mainWindow({
    ...start,
    BrowserWindow: electron.BrowserWindow,
    screen: electron.screen,
    isPackaged: electron.app.isPackaged,
    iconPath: join(start.iconsPath, 'app', '512.png'),
    isDark: () => theme.isDark,
    onCreate: (created) => {
      windows.push(created);
      quit?.watchSessionEnd(created);
    },
  });
  const clipboard = clipboardKeeper(start);
  const notifier = new Notifier({ Notification: electron.Notification, platform, logger });
  const notify = noticeTeller(notifier, window);

  let desktop: Desktop | undefined;
  let power: PowerWatch | undefined;
  const shortcut = new WindowShortcut({
    ...start,
    globalShortcut: electron.globalShortcut,
    onPress: () => window.toggle(),
    onChange: () => desktop?.publish(),
  });
  const lockEvents = (): boolean => power?.lockEvents === true;
  const system = systemSettings(start, window, theme, shortcut, lockEvents);
  const opening = Desktop.open(
    desktopPorts(start, { system, clipboard, window, notify, notifier }),
    start.memoryOnly,
  );
  const verbs = opening.then(desktopVerbs);
  serveVerbs({
    ipcMain: electron.ipcMain,
    verbs: pendingVerbs(verbs),
    schemas: VERB_SCHEMAS,
    isTrusted: (event) => isTrustedSender(event, window.contentsId),
    logger,
  });
  // It never fails, and whatever is copied waits for it.
  void clipboard.sweep();
  window.prepare();
  const mayStayHidden = start.isHiddenStart(true);
  if (!mayStayHidden) {
    window.show();
  }

  desktop = await opening;
  const { revision } = desktop.snapshot;
  const { settings } = desktop.settings.current;
  if (mayStayHidden && !start.isHiddenStart(settings.startHidden)) {
    window.show();
  }
  await system.apply(settings);
  const tray = openTray(start, { window, desktop, verbs: await verbs, notify });
  power = watchPower({
    powerMonitor: electron.powerMonitor,
    platform,
    logind: logind(start),
    logger,
    on: powerHandlers(desktop, clipboard, tray),
  });
  followSnapshots(desktop, window, tray, revision);
  const agent = openAgent(start, desktop);
  quit = quitTidily(start, { agent, desktop, clipboard, window, tray, power, shortcut, notifier });
  quit.watchShutdown(electron.powerMonitor);
  for (const created of windows) {
    quit.watchSessionEnd(created);
  }
  await agent;
  if (start.startsInPractice) {
    await (await verbs).openPractice();
  }
  return { showWindow: () => window.show() };
}

/** The page's session and scheme, and the menu; all before there is a window. */
async function prepareElectron({
  electron,
  platform,
  builtPath,
  logger,
}: DesktopStart): Promise<void> {
  const { app, Menu, session } = electron;
  const assets = await readRendererAssets(join(builtPath, 'renderer'));
  serveRenderer(appSession(session, logger), assets, logger);
  const menu = applicationMenu(platform, app.name);
  Menu.setApplicationMenu(menu === undefined ? null : Menu.buildFromTemplate(menu));
}

interface Parts {
  readonly system: SystemSettings;
  readonly clipboard: ClipboardKeeper;
  readonly window: MainWindow;
  readonly notify: (notice: DesktopNotice) => void;
  readonly notifier: Notifier;
}

function desktopPorts(start: DesktopStart, parts: Parts) {
  const { system, clipboard, window, notify, notifier } = parts;
  const { electron, platform, environment, random, logger } = start;
  const network = desktopNetwork(start);
  const ports: DesktopPorts = {
    version: electron.app.getVersion(),
    platform,
    environment,
    wire: (request) => wireApp({ ...request, platform, network: network.options }),
    openSettings: async (app) => network.noteSettings(await openSettings({ ...app, platform })),
    openPractice: start.openPractice,
    ownCommand: start.ownCommand,
    watch: (paths, onChange) =>
      watchFiles(paths, onChange, {
        onError: (error) => logger.warn('a folder can’t be watched', { error: error.message }),
      }),
    after,
    uptime: () => performance.now(),
    random: Math.random,
    openEndpoints: ({ credentials, now }) =>
      new ContainerEndpoints({ clock: { now }, random, logger, credentials }),
    applySettings: (settings) => system.apply(settings),
    system: () => system.view(),
    clipboard,
    browser: userBrowser(start),
    window,
    notify,
    dismissNotice: (id) => notifier.dismiss(id),
    quit: () => electron.app.quit(),
  };
  return ports;
}
