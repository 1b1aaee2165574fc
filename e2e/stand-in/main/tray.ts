import type { Tray as ElectronTray } from 'electron';
import type { Rectangle } from '../sides.ts';
import { eventsOf, StandInEmitter } from './emitter.ts';
import { type Menu, menuView } from './menu.ts';
import { imageView, type NativeImage } from './native-image.ts';
import { answers, needReady, tellHost } from './state.ts';

const EVENTS = eventsOf<ElectronTray>()('click', 'right-click', 'double-click');
const NOWHERE: Rectangle = { x: 0, y: 0, width: 0, height: 0 };

type Members = Exclude<
  keyof Tray,
  keyof StandInEmitter | 'setContextMenu' | 'setImage' | 'popUpContextMenu' | 'menuEvent'
>;

const trays = new Map<number, Tray>();
let nextId = 1;

/** The tray icon, drawn by the host as a small page. */
export class Tray extends StandInEmitter implements Pick<ElectronTray, Members> {
  readonly #id = nextId++;
  #image: NativeImage | string;
  #title = '';
  #toolTip = '';
  #menu: Menu | null = null;
  #isDestroyed = false;

  constructor(image: NativeImage | string) {
    needReady('Cannot create Tray before app is ready');
    super(EVENTS);
    this.#image = image;
    trays.set(this.#id, this);
    this.#update();
  }

  setImage(image: NativeImage | string): void {
    this.#image = image;
    this.#update();
  }
  setToolTip(toolTip: string): void {
    this.#toolTip = toolTip;
    this.#update();
  }
  /** Shown on macOS only. */
  setTitle(title: string): void {
    this.#title = title;
    this.#update();
  }
  getTitle(): string {
    return this.#title;
  }
  setContextMenu(menu: Menu | null): void {
    this.#menu = menu;
    this.#update();
  }
  setIgnoreDoubleClickEvents(): void {
    // The host's icon knows single clicks only.
  }
  /** Electron opens nothing by program on Linux. */
  popUpContextMenu(menu?: Menu): void {
    if (process.platform === 'linux') return;
    if (menu !== undefined) this.setContextMenu(menu);
    tellHost('openTrayMenu', this.#id);
  }
  closeContextMenu(): void {
    // The host's menu closes by the user's next click.
  }
  /** Linux knows no place of the icon. */
  getBounds(): Rectangle {
    return NOWHERE;
  }
  isDestroyed(): boolean {
    return this.#isDestroyed;
  }
  destroy(): void {
    this.#isDestroyed = true;
    trays.delete(this.#id);
    tellHost('updateTray', this.#id, null);
  }

  /** The user opened or closed the menu. */
  menuEvent(event: 'menu-will-show' | 'menu-will-close'): void {
    this.#menu?.emit(event, {});
  }

  #update(): void {
    if (this.#isDestroyed) throw new Error('Tray is destroyed');
    tellHost('updateTray', this.#id, {
      image: imageView(this.#image),
      title: this.#title,
      toolTip: this.#toolTip,
      menu: this.#menu === null ? null : menuView(this.#menu),
    });
  }
}

answers.trayMenu = (id, event) => trays.get(id)?.menuEvent(event);
answers.trayClicked = (id, event) => void trays.get(id)?.emit(event, {}, NOWHERE, NOWHERE);
