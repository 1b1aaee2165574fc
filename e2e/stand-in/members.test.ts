import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Link } from './link.ts';
import { app } from './main/app.ts';
import { BrowserWindow } from './main/browser-window.ts';
import { clipboard } from './main/clipboard.ts';
import { globalShortcut, nativeTheme, powerMonitor, screen, shell } from './main/desktop.ts';
import { dialog } from './main/dialog.ts';
import type { StandInEmitter } from './main/emitter.ts';
import { ipcMain } from './main/ipc-main.ts';
import { Menu } from './main/menu.ts';
import { nativeImage } from './main/native-image.ts';
import { Notification } from './main/notification.ts';
import { protocol } from './main/protocol.ts';
import { session } from './main/session.ts';
import { becomeReady, setHost } from './main/state.ts';
import { Tray } from './main/tray.ts';
import { electronModules, electronUses, listenedEvents } from './members.ts';
import type { HostSide } from './sides.ts';

const REPOSITORY = join(import.meta.dirname, '..', '..');
const SHELL = join(REPOSITORY, 'electron', 'shell');

/** Parameters and details: plain data, or listened to by their events. */
const DATA_TYPES = ['Event', 'OnBeforeRequestListenerDetails', 'RenderProcessGoneDetails'];
/** Events of Node's own emitters, which the shell listens to as well. */
const NODE_EVENTS = ['error', 'data', 'end', 'exit', 'message', 'connect', 'drain', 'readable'];

const sources = [
  ...readdirSync(SHELL)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => join(SHELL, name)),
  join(REPOSITORY, 'electron', 'main.ts'),
  join(REPOSITORY, 'electron', 'preload.ts'),
].map((path) => readFileSync(path, 'utf8'));

const size = { x: 0, y: 0, width: 1440, height: 900 };

/** One living object of each type, and each module, by the name that sources use. */
const samples: Record<string, object> = {};

beforeAll(() => {
  const quiet = { call: () => new Promise(() => undefined) } as unknown as Link<HostSide>;
  setHost(quiet);
  becomeReady({ colorScheme: 'light', display: { size, workArea: size, scaleFactor: 1 } });
  const window = new BrowserWindow({ show: false });
  Object.assign(samples, {
    ...{ App: app, app, BrowserWindow: merged(BrowserWindow, window) },
    ...{ WebContents: window.webContents, WebFrameMain: window.webContents.mainFrame },
    ...{ Session: session.defaultSession, session, Protocol: protocol, protocol },
    ...{ Clipboard: clipboard, clipboard, Dialog: dialog, dialog, IpcMain: ipcMain, ipcMain },
    ...{ GlobalShortcut: globalShortcut, globalShortcut, Shell: shell, shell },
    ...{ NativeTheme: nativeTheme, nativeTheme, PowerMonitor: powerMonitor, powerMonitor },
    ...{ Screen: screen, screen, NativeImage: nativeImage.createEmpty(), nativeImage },
    Menu: merged(Menu, new Menu()),
    Tray: merged(Tray, new Tray(nativeImage.createEmpty())),
    Notification: merged(Notification, new Notification()),
  });
});

/** A class with its statics, and one object of it, as one thing to ask for members. */
function merged(type: object, instance: object): object {
  return new Proxy(type, {
    has: (_target, key) => Reflect.has(type, key) || Reflect.has(instance, key),
    get: (_target, key) => {
      const owner = Reflect.has(instance, key) ? instance : type;
      const value: unknown = Reflect.get(owner, key);
      return typeof value === 'function' ? value.bind(owner) : value;
    },
  });
}

describe('what electron/shell, main.ts and preload.ts use of Electron', () => {
  test('is found by the scanner at all', () => {
    const uses = sources.flatMap(electronUses).map(({ owner, member }) => `${owner}.${member}`);
    expect(uses).toEqual(
      expect.arrayContaining(['App.enableSandbox', 'BrowserWindow.show', 'app.whenReady']),
    );
    expect(new Set(uses).size).toBeGreaterThan(40);
    expect(sources.flatMap(electronModules)).toContain('Tray');
    expect(sources.flatMap(listenedEvents)).toContain('will-navigate');
  });

  test('is all there, member by member', () => {
    const missing = sources
      .flatMap(electronUses)
      .filter(({ owner }) => !DATA_TYPES.includes(owner))
      .filter(({ owner }) => owner !== 'contextBridge' && owner !== 'ipcRenderer')
      .filter(({ owner, member }) => {
        const sample = samples[owner];
        return sample === undefined || !Reflect.has(sample, member);
      })
      .map(({ owner, member }) => `${owner}.${member}`);
    expect(missing).toEqual([]);
  });

  test('is all there in the preload script too', () => {
    const bridge = readFileSync(join(import.meta.dirname, 'page', 'bridge.ts'), 'utf8');
    const used = sources
      .flatMap(electronUses)
      .filter(({ owner }) => owner === 'contextBridge' || owner === 'ipcRenderer');
    expect(used.length).toBeGreaterThan(2);
    const missing = used.filter(
      ({ member }) => !new RegExp(`^\\s+${member}[(:]|\\{ ${member} \\}`, 'm').test(bridge),
    );
    expect(missing).toEqual([]);
  });

  test('takes out only modules that the stand-in plays', () => {
    const missing = sources.flatMap(electronModules).filter((name) => samples[name] === undefined);
    // It builds menus from a template, and clipboard entries by its constructor.
    expect(missing.filter((name) => name !== 'ClipboardItem')).toEqual([]);
  });

  test('listens only to events that some object of the stand-in knows', () => {
    const emitters = Object.values(samples).filter((sample): sample is StandInEmitter =>
      Reflect.has(sample, 'listenerCount'),
    );
    const isKnown = (name: string): boolean =>
      emitters.some((emitter) => {
        try {
          emitter.off(name, () => undefined);
          return true;
        } catch {
          // The table of this one has no such event.
          return false;
        }
      });
    const unknown = sources
      .flatMap(listenedEvents)
      .filter((name) => !NODE_EVENTS.includes(name) && !isKnown(name));
    expect(unknown).toEqual([]);
  });
});

describe('the scanner', () => {
  test('reads picks, indexed types, and modules at hand', () => {
    const text = `import type Electron from 'electron';
      type A = Pick<Electron.Tray, 'setTitle' | 'destroy'>;
      type B = Parameters<Electron.Session['setProxy']>;
      const c = electron.screen.getPrimaryDisplay();
      const d = app.quit();`;
    expect(electronUses(text)).toEqual([
      { owner: 'Tray', member: 'setTitle' },
      { owner: 'Tray', member: 'destroy' },
      { owner: 'Session', member: 'setProxy' },
      { owner: 'screen', member: 'getPrimaryDisplay' },
    ]);
    expect(electronUses(`import { app } from 'electron';\napp.quit();`)).toEqual([
      { owner: 'app', member: 'quit' },
    ]);
  });

  test('reads names of events, also as unions', () => {
    expect(listenedEvents(`x.on('show', f); on(event: 'click' | 'close', g)`)).toEqual([
      'show',
      'click',
      'close',
    ]);
  });
});
