import { readFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import type { App, CommandLine, Dock } from 'electron';
import { closed } from './closed.ts';
import { eventsOf, preventable, StandInEmitter } from './emitter.ts';
import { lockSingleInstance, unlockSingleInstance } from './single-instance.ts';
import { answers, isAppReady, needNotReady, tellHost } from './state.ts';
import { closeAllWindows, destroyAllWindows } from './windows.ts';

const EVENTS = eventsOf<App>()(
  'ready',
  'activate',
  'before-quit',
  'will-quit',
  'quit',
  'window-all-closed',
  'second-instance',
  'web-contents-created',
  'render-process-gone',
  'child-process-gone',
);

interface Manifest {
  readonly name?: string;
  readonly productName?: string;
  readonly version?: string;
}

/** The package.json above main.js, as Electron reads it when started on an app's folder. */
function findManifest(): { folder: string; manifest: Manifest } {
  let folder = dirname(process.argv[1] ?? process.cwd());
  for (;;) {
    try {
      const text = readFileSync(join(folder, 'package.json'), 'utf8');
      return { folder, manifest: JSON.parse(text) as Manifest };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
    if (folder === dirname(folder)) return { folder: process.cwd(), manifest: {} };
    folder = dirname(folder);
  }
}

const { folder: appPath, manifest } = findManifest();
const readiness = Promise.withResolvers<void>();
const overriddenPaths = new Map<string, string>();
const switches = new Map<string, string>();
let name = manifest.productName ?? manifest.name ?? 'Electron';
let isQuitting = false;
let ownsLock = false;

function appDataPath(): string {
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support');
  if (process.platform === 'win32') return process.env.APPDATA ?? join(homedir(), 'AppData');
  return process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config');
}

function pathOf(kind: string): string {
  const overridden = overriddenPaths.get(kind);
  if (overridden !== undefined) return overridden;
  switch (kind) {
    case 'home':
      return homedir();
    case 'appData':
      return appDataPath();
    case 'userData':
      return join(pathOf('appData'), name);
    case 'sessionData':
      return pathOf('userData');
    case 'logs':
      return join(pathOf('userData'), 'logs');
    case 'temp':
      return tmpdir();
    case 'exe':
      return process.execPath;
    default:
      throw new Error(`the Electron stand-in has no app.getPath('${kind}')`);
  }
}

/** Ends the process once what was told to the host is written. */
function leave(exitCode: number): void {
  app.emit('quit', {}, exitCode);
  if (ownsLock) unlockSingleInstance(pathOf('userData'));
  process.exit(exitCode);
}

function quit(): void {
  if (isQuitting) return;
  isQuitting = true;
  const beforeQuit = preventable({});
  app.emit('before-quit', beforeQuit);
  if (beforeQuit.defaultPrevented || !closeAllWindows()) {
    isQuitting = false;
    return;
  }
  const willQuit = preventable({});
  app.emit('will-quit', willQuit);
  if (willQuit.defaultPrevented) {
    isQuitting = false;
    return;
  }
  leave(0);
}

const commandLine = closed('app.commandLine', {
  appendSwitch: (key: string, value = '') => void switches.set(key.toLowerCase(), value),
  hasSwitch: (key: string) => switches.has(key.toLowerCase()),
  getSwitchValue: (key: string) => switches.get(key.toLowerCase()) ?? '',
  removeSwitch: (key: string) => void switches.delete(key.toLowerCase()),
} satisfies Pick<CommandLine, 'appendSwitch' | 'hasSwitch' | 'getSwitchValue' | 'removeSwitch'>);

/** Off macOS there is no Dock, and Electron gives undefined. */
const dock =
  process.platform === 'darwin'
    ? closed('app.dock', {
        hide: () => undefined,
        show: () => Promise.resolve(),
      } satisfies Pick<Dock, 'hide' | 'show'>)
    : undefined;

class StandInApp extends StandInEmitter {
  readonly isPackaged = false;
  readonly commandLine = commandLine;
  readonly dock = dock;

  get name(): string {
    return name;
  }
  set name(value: string) {
    name = value;
  }
  getName(): string {
    return name;
  }
  setName(value: string): void {
    name = value;
  }
  getVersion(): string {
    return manifest.version ?? process.versions.electron ?? '';
  }
  getAppPath(): string {
    return appPath;
  }
  getLocale(): string {
    return 'en-GB';
  }
  getPath(kind: string): string {
    return pathOf(kind);
  }
  setPath(kind: string, path: string): void {
    if (!isAbsolute(path)) throw new Error('Path must be absolute');
    pathOf(kind);
    overriddenPaths.set(kind, path);
  }
  isReady(): boolean {
    return isAppReady();
  }
  whenReady(): Promise<void> {
    return readiness.promise;
  }
  enableSandbox(): void {
    needNotReady('app.enableSandbox() can only be called before app is ready');
  }
  disableHardwareAcceleration(): void {
    needNotReady('app.disableHardwareAcceleration() can only be called before app is ready');
  }
  requestSingleInstanceLock(data?: Record<string, unknown>): boolean {
    if (ownsLock) return true;
    ownsLock = lockSingleInstance(pathOf('userData'));
    if (!ownsLock) {
      tellHost('secondInstance', pathOf('userData'), process.argv, process.cwd(), data);
    }
    return ownsLock;
  }
  hasSingleInstanceLock(): boolean {
    return ownsLock;
  }
  releaseSingleInstanceLock(): void {
    if (ownsLock) unlockSingleInstance(pathOf('userData'));
    ownsLock = false;
  }
  /** On Linux Electron does nothing here, and says nothing: the app writes its own autostart file. */
  setLoginItemSettings(): void {
    if (process.platform !== 'linux') throw new Error('the stand-in has no login items');
  }
  getLoginItemSettings(): ReturnType<App['getLoginItemSettings']> {
    return {
      openAtLogin: false,
      wasOpenedAtLogin: false,
      status: 'not-registered',
      executableWillLaunchAtLogin: false,
      launchItems: [],
    };
  }
  setAppUserModelId(): void {
    // Windows' name for grouping windows; nothing here groups them.
  }
  setDesktopName(): void {
    // The desktop file's name, for the window manager; the host's window has Chromium's.
  }
  /** macOS alone has it. */
  setActivationPolicy(): void {
    if (process.platform !== 'darwin') throw new Error('app.setActivationPolicy is not a function');
  }
  focus(): void {
    // Focus of the whole app; the window's own focus() is what the specs see.
  }
  quit(): void {
    quit();
  }
  exit(exitCode = 0): void {
    destroyAllWindows();
    leave(exitCode);
  }
}

type Members = Exclude<keyof StandInApp, keyof StandInEmitter | 'commandLine' | 'dock' | 'getPath'>;

/** `app`. */
export const app = new StandInApp(EVENTS) satisfies Pick<App, Members>;

/** Electron's `ready`, once. */
export function announceReady(): void {
  app.emit('ready', {}, {});
  readiness.resolve();
}

/** True while `app.quit()` closes the windows: then `window-all-closed` is not emitted. */
export function isAppQuitting(): boolean {
  return isQuitting;
}

answers.quit = () => void setImmediate(quit);
answers.userData = () => pathOf('userData');
answers.secondInstance = (argv, folder, data) =>
  void app.emit('second-instance', {}, argv, folder, data);
