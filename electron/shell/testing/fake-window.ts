import { EventEmitter } from 'node:events';
import type Electron from 'electron';
import type { PageWindow } from '../page-window.ts';

type WindowParts = Omit<PageWindow, 'on' | 'webContents'>;
type ContentsParts = Omit<PageWindow['webContents'], 'on'>;

/** The page of a fake window. It loads and dies when told. */
export class FakeContents extends EventEmitter implements ContentsParts {
  readonly sent: unknown[][] = [];
  readonly id: number;
  isGone = false;

  constructor(id: number) {
    super();
    this.id = id;
  }
  send(...message: unknown[]): void {
    this.sent.push(message);
  }
  isDestroyed(): boolean {
    return this.isGone;
  }
}

/** A window that behaves as Electron's does, as far as ours looks, and writes down what is done. */
export class FakeWindow extends EventEmitter implements WindowParts {
  static nextId = 1;
  readonly webContents = new FakeContents(FakeWindow.nextId++);
  readonly done: string[] = [];
  readonly loaded: string[] = [];
  bounds: Electron.Rectangle;
  loadProblem: Error | undefined;
  #isVisible = false;
  #isMinimized = false;
  #isFocused = false;
  #isDestroyed = false;

  constructor(bounds: Electron.Rectangle | undefined) {
    super();
    this.bounds = bounds ?? { x: 0, y: 0, width: 440, height: 680 };
  }

  async loadURL(url: string): Promise<void> {
    this.loaded.push(url);
    if (this.loadProblem !== undefined) throw this.loadProblem;
  }
  show(): void {
    this.#appear('show', true);
  }
  showInactive(): void {
    this.#appear('showInactive', false);
  }
  hide(): void {
    this.done.push('hide');
    this.#isVisible = false;
    this.#isFocused = false;
    this.emit('hide');
  }
  focus(): void {
    this.done.push('focus');
    this.#isFocused = true;
  }
  /** Another program's window comes to the front. */
  blur(): void {
    this.#isFocused = false;
  }
  minimize(): void {
    this.#isMinimized = true;
    this.emit('minimize');
  }
  restore(): void {
    this.done.push('restore');
    this.#isMinimized = false;
    this.emit('restore');
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
  destroy(): void {
    this.done.push('destroy');
    this.#isDestroyed = true;
    this.#isVisible = false;
    this.webContents.isGone = true;
  }
  getBounds(): Electron.Rectangle {
    return this.bounds;
  }
  setBounds(bounds: Partial<Electron.Rectangle>): void {
    this.done.push('setBounds');
    this.bounds = { ...this.bounds, ...bounds };
  }
  setContentProtection(isOn: boolean): void {
    this.done.push(isOn ? 'protect' : 'unprotect');
  }

  #appear(how: string, takesFocus: boolean): void {
    this.done.push(how);
    this.#isVisible = true;
    this.#isFocused ||= takesFocus;
    this.emit('show');
  }
}
