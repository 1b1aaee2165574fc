import type {
  BrowserWindowConstructorOptions,
  BrowserWindow as ElectronBrowserWindow,
} from 'electron';
import type { Rectangle } from '../sides.ts';
import { app, isAppQuitting } from './app.ts';
import { eventsOf, preventable, StandInEmitter } from './emitter.ts';
import { Session, session } from './session.ts';
import { answers, needReady, stateOfMachine, tellHost } from './state.ts';
import { WebContents } from './web-contents.ts';
import { openWindows, windowOf } from './windows.ts';

const EVENTS = eventsOf<ElectronBrowserWindow>()(
  'show',
  'hide',
  'focus',
  'blur',
  'close',
  'closed',
  'ready-to-show',
  'minimize',
  'restore',
  'move',
  'moved',
  'resize',
  'resized',
  'page-title-updated',
  'unresponsive',
  'query-session-end',
  'session-end',
);

type Members = Exclude<keyof BrowserWindow, keyof StandInEmitter | 'webContents'>;

let nextId = 1;

/** A window. What it is stands here; the host shows it, and runs its page. */
export class BrowserWindow
  extends StandInEmitter
  implements Pick<ElectronBrowserWindow, Members & keyof ElectronBrowserWindow>
{
  readonly id: number;
  readonly webContents: WebContents;
  #isVisible = false;
  #isFocused = false;
  #isMinimized = false;
  #isDestroyed = false;
  #isContentProtected = false;
  #isAlwaysOnTop = false;
  #wasShownReady = false;
  #title: string;
  #bounds: Rectangle;

  constructor(options: BrowserWindowConstructorOptions = {}) {
    needReady('Cannot create BrowserWindow before app is ready');
    super(EVENTS);
    this.id = nextId++;
    this.#title = options.title ?? app.name;
    const { workArea } = stateOfMachine('Cannot create BrowserWindow before app is ready').display;
    const { width = 800, height = 600 } = options;
    this.#bounds = {
      x: options.x ?? Math.round(workArea.x + (workArea.width - width) / 2),
      y: options.y ?? Math.round(workArea.y + (workArea.height - height) / 2),
      width,
      height,
    };
    const { partition = '', preload, session: given } = options.webPreferences ?? {};
    const own = given instanceof Session ? given : session.fromPartition(partition);
    tellHost('openWindow', { id: this.id, width, height, preload });
    openWindows.set(this.id, this);
    this.webContents = new WebContents(this.id, own, options);
    if (options.show !== false) this.show();
  }

  static getAllWindows(): BrowserWindow[] {
    return [...openWindows.values()];
  }
  static getFocusedWindow(): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((window) => window.isFocused()) ?? null;
  }
  static fromWebContents(contents: WebContents): BrowserWindow | null {
    return windowOf(contents.id) ?? null;
  }
  static fromId(id: number): BrowserWindow | null {
    return windowOf(id) ?? null;
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }
  reload(): void {
    this.webContents.reload();
  }
  show(): void {
    this.#change(() => {
      const wasVisible = this.#isVisible;
      this.#isVisible = true;
      this.#isMinimized = false;
      if (!wasVisible) this.#later('show');
    });
    this.focus();
  }
  showInactive(): void {
    this.#change(() => {
      if (!this.#isVisible) this.#later('show');
      this.#isVisible = true;
    });
  }
  hide(): void {
    this.#change(() => {
      const wasVisible = this.#isVisible;
      this.#isVisible = false;
      this.#setFocused(false);
      if (wasVisible) this.#later('hide');
    });
  }
  focus(): void {
    this.#change(() => this.#setFocused(this.#isVisible && !this.#isMinimized));
  }
  blur(): void {
    this.#change(() => this.#setFocused(false));
  }
  minimize(): void {
    this.#change(() => {
      this.#isMinimized = true;
      this.#setFocused(false);
      this.#later('minimize');
    });
  }
  restore(): void {
    this.#change(() => {
      if (this.#isMinimized) this.#later('restore');
      this.#isMinimized = false;
      this.#setFocused(this.#isVisible);
    });
  }
  /** Asks the 'close' listeners first, like the user's close button. */
  close(): void {
    if (!this.closePressed()) this.destroy();
  }
  /** True where a listener keeps the window. */
  closePressed(): boolean {
    if (this.#isDestroyed) return false;
    const event = preventable({});
    this.emit('close', event);
    return event.defaultPrevented;
  }
  destroy(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    this.#isVisible = false;
    this.#isFocused = false;
    openWindows.delete(this.id);
    tellHost('closeWindow', this.id);
    this.webContents.destroy();
    this.emit('closed');
    if (openWindows.size > 0 || isAppQuitting()) return;
    if (app.listenerCount('window-all-closed') === 0) app.quit();
    else app.emit('window-all-closed');
  }

  isVisible(): boolean {
    return this.#isVisible;
  }
  isFocused(): boolean {
    return this.#isFocused;
  }
  isMinimized(): boolean {
    return this.#isMinimized;
  }
  isDestroyed(): boolean {
    return this.#isDestroyed;
  }
  isContentProtected(): boolean {
    return this.#isContentProtected;
  }
  isAlwaysOnTop(): boolean {
    return this.#isAlwaysOnTop;
  }
  getTitle(): string {
    return this.#title;
  }
  setTitle(title: string): void {
    this.#change(() => {
      this.#title = title;
    });
  }
  getBounds(): Rectangle {
    return { ...this.#bounds };
  }
  getNormalBounds(): Rectangle {
    return this.getBounds();
  }
  getSize(): number[] {
    return [this.#bounds.width, this.#bounds.height];
  }
  getPosition(): number[] {
    return [this.#bounds.x, this.#bounds.y];
  }
  setBounds(bounds: Partial<Rectangle>): void {
    this.#change(() => {
      this.#bounds = { ...this.#bounds, ...bounds };
    });
  }
  setSize(width: number, height: number): void {
    this.setBounds({ width, height });
  }
  setPosition(x: number, y: number): void {
    this.setBounds({ x, y });
  }
  center(): void {
    const { workArea } = stateOfMachine('no display is known').display;
    const { width, height } = this.#bounds;
    this.setPosition(
      Math.round(workArea.x + (workArea.width - width) / 2),
      Math.round(workArea.y + (workArea.height - height) / 2),
    );
  }
  setContentProtection(isProtected: boolean): void {
    this.#change(() => {
      this.#isContentProtected = isProtected;
    });
  }
  setAlwaysOnTop(isAlwaysOnTop: boolean): void {
    this.#isAlwaysOnTop = isAlwaysOnTop;
  }
  setMenuBarVisibility(): void {
    // The host's window has no menu bar.
  }
  removeMenu(): void {
    // The host's window has no menu bar.
  }
  setSkipTaskbar(): void {
    // The host's window stands where the desktop puts it.
  }
  setVisibleOnAllWorkspaces(): void {
    // The host's window stands where the desktop puts it.
  }
  setBackgroundColor(): void {
    // Shown before the first paint only; Chromium's own is white.
  }

  /** The host's word that the page has loaded. */
  loaded(url: string): void {
    this.webContents.loaded(url);
    if (this.#wasShownReady) return;
    this.#wasShownReady = true;
    this.emit('ready-to-show');
  }

  /** The user gave the window the focus, or took it away. */
  userFocused(isFocused: boolean): void {
    this.#change(() => this.#setFocused(isFocused && this.#isVisible));
  }

  #setFocused(isFocused: boolean): void {
    if (this.#isFocused === isFocused) return;
    this.#isFocused = isFocused;
    this.#later(isFocused ? 'focus' : 'blur');
  }

  /** Electron's window events come after the call that caused them. */
  #later(event: string): void {
    setImmediate(() => {
      if (!this.#isDestroyed) this.emit(event, {});
    });
  }

  #change(apply: () => void): void {
    if (this.#isDestroyed) throw new Error('Object has been destroyed');
    apply();
    tellHost('updateWindow', this.id, {
      isVisible: this.#isVisible,
      isFocused: this.#isFocused,
      isMinimized: this.#isMinimized,
      title: this.#title,
      bounds: this.#bounds,
      isContentProtected: this.#isContentProtected,
    });
  }
}

answers.closePressed = (id) => {
  const window = windowOf(id);
  const stays = window?.closePressed() ?? false;
  if (!stays) window?.destroy();
  return stays;
};
answers.windowFocus = (id, isFocused) => windowOf(id)?.userFocused(isFocused);
answers.pageLoaded = (id, url) => windowOf(id)?.loaded(url);
