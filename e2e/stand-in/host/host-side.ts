import type { HostSide, StartState } from '../sides.ts';
import type { MemoryClipboard } from './clipboard.ts';
import type { Desk } from './desk.ts';
import type { MainProcess } from './main-process.ts';
import type { Records } from './records.ts';
import type { HostWindows } from './windows.ts';

export interface HostParts {
  readonly records: Records;
  readonly clipboard: MemoryClipboard;
  readonly windows: HostWindows;
  readonly desk: Desk;
  readonly display: StartState['display'];
  main(): MainProcess;
}

/** What main can ask of the host. */
export function hostSide(parts: HostParts): HostSide {
  const { records, clipboard, windows, desk } = parts;
  return {
    hello: () => ({ colorScheme: windows.systemScheme, display: parts.display }),
    openWindow: (options) => windows.open(options),
    loadUrl: async (id, url) => (await windows.get(id)).load(url),
    updateWindow: (id, view) => windows.update(id, view),
    closeWindow: (id) => windows.close(id),
    sendToPage: async (id, channel, payload) =>
      (await windows.get(id)).deliver({ kind: 'event', channel, payload }),
    updateTray: (id, view) => {
      if (view === null) records.trays.delete(id);
      else records.trays.set(id, view);
      return desk.draw();
    },
    openTrayMenu: async (id) => (await desk.page()).openMenu(id),
    readClipboard: (kind) => clipboard.read(kind),
    writeClipboard: (kind, content) => clipboard.write(kind, content),
    showNotification: (id, view) => {
      records.notifications.push({ id, view });
      records.shownNotifications.add(id);
      return desk.draw();
    },
    closeNotification: (id) => {
      records.shownNotifications.delete(id);
      return desk.draw();
    },
    setThemeSource: (source) => windows.setThemeSource(source),
    openExternal: (url) => void records.openedExternally.push(url),
    showMessageBox: (view) => records.ask(view, () => void desk.draw()),
    setShortcuts: (accelerators) => {
      records.shortcuts.splice(0, records.shortcuts.length, ...accelerators);
    },
    secondInstance: async (userData, argv, folder, data) => {
      const { main } = parts.main();
      if ((await main.call('userData')) === userData) {
        await main.call('secondInstance', argv, folder, data);
      }
    },
  };
}
