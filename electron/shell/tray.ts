import type { MenuItemConstructorOptions, Rectangle, Tray } from 'electron';
import type { Platform } from '../contract/settings.ts';
import type { Logger } from '../core/ports.ts';
import type { TrayAction, TrayIconState, TrayItem, TrayModel } from '../core/tray/types.ts';
import type { TrayImages } from './tray-images.ts';
import { trayTemplate } from './tray-template.ts';

/** What is needed of Electron's Tray. */
export interface TrayLike<Image, BuiltMenu>
  extends Pick<Tray, 'setTitle' | 'setToolTip' | 'destroy'> {
  setImage(image: Image): void;
  setContextMenu(menu: BuiltMenu): void;
  on(event: 'click', listener: (event: unknown, bounds?: Rectangle) => void): unknown;
}

/** What is needed of Electron's Menu, which is left as it is while it is open. */
export interface MenuLike {
  on(event: 'menu-will-show', listener: () => void): unknown;
  on(event: 'menu-will-close', listener: () => void): unknown;
}

export interface TrayIconParts<Image, BuiltMenu extends MenuLike> {
  /** Throws where this desktop has no tray. */
  readonly createTray: (image: Image) => TrayLike<Image, BuiltMenu>;
  /** `Menu.buildFromTemplate`. */
  readonly buildMenu: (template: MenuItemConstructorOptions[]) => BuiltMenu;
  readonly images: TrayImages<Image>;
  readonly platform: Platform;
  readonly onAction: (action: TrayAction) => void;
  /** A click on the icon itself; `bounds` (screen pixels) only where the desktop tells them. */
  readonly onOpen: (bounds: Rectangle | undefined) => void;
  readonly logger: Logger;
  /** The machine's time, epoch milliseconds. */
  readonly now: () => number;
  /** Runs `work` once the current event is over: `setImmediate`. */
  readonly defer: (work: () => void) => void;
}

/**
 * A menu that is said to be open for longer is taken for closed: some Linux desktops tell that a
 * menu opens and never that it closes.
 */
const LONGEST_OPEN_MS = 120_000;

/** The tray icon and its menu. Without a tray it says so to the log, once, and does nothing more. */
export class TrayIcon<Image, BuiltMenu extends MenuLike> {
  readonly #parts: TrayIconParts<Image, BuiltMenu>;
  #tray: TrayLike<Image, BuiltMenu> | undefined;
  #isGone = false;
  #icon: TrayIconState | undefined;
  #title = '';
  #tooltip = '';
  #menuContent: string | undefined;
  #openSince: number | undefined;
  #waiting: readonly TrayItem[] | undefined;

  constructor(parts: TrayIconParts<Image, BuiltMenu>) {
    this.#parts = parts;
  }

  /** False where this desktop has no tray, and before the first render: then only the window is there. */
  get isShown(): boolean {
    return this.#tray !== undefined;
  }

  /** Makes the tray show `model`. What stands already is left alone, so call it as often as you like. */
  render(model: TrayModel): void {
    const tray = this.#tray ?? this.#create(model.icon);
    if (tray === undefined) {
      return;
    }
    this.#showIcon(tray, model.icon);
    if (this.#title !== model.title) {
      this.#title = model.title;
      tray.setTitle(model.title);
    }
    if (this.#tooltip !== model.tooltip) {
      this.#tooltip = model.tooltip;
      tray.setToolTip(model.tooltip);
    }
    if (this.#isOpen()) {
      this.#waiting = model.menu;
    } else {
      this.#publish(tray, model.menu);
    }
  }

  /** Takes the icon away for good. */
  destroy(): void {
    this.#isGone = true;
    this.#waiting = undefined;
    this.#tray?.destroy();
    this.#tray = undefined;
  }

  #create(state: TrayIconState): TrayLike<Image, BuiltMenu> | undefined {
    if (this.#isGone) {
      return undefined;
    }
    const { createTray, images, platform, onOpen, logger } = this.#parts;
    try {
      const tray = createTray(images(state));
      this.#icon = state;
      this.#tray = tray;
      // On macOS a click opens the menu, as people expect it there.
      if (platform !== 'darwin') {
        tray.on('click', (_event, bounds) => onOpen(hasSize(bounds) ? bounds : undefined));
      }
      return tray;
    } catch (error) {
      this.#isGone = true;
      logger.warn('there is no tray icon; the window does all that it would do', {
        reason: String(error),
      });
      return undefined;
    }
  }

  #showIcon(tray: TrayLike<Image, BuiltMenu>, state: TrayIconState): void {
    if (this.#icon === state) {
      return;
    }
    this.#icon = state;
    try {
      tray.setImage(this.#parts.images(state));
    } catch (error) {
      this.#parts.logger.error('the tray icon keeps its old image', { reason: String(error) });
    }
  }

  /** A new menu each time: Linux shows no change made to a menu that is already published. */
  #publish(tray: TrayLike<Image, BuiltMenu>, items: readonly TrayItem[]): void {
    this.#waiting = undefined;
    const content = JSON.stringify(items);
    if (content === this.#menuContent) {
      return;
    }
    const menu = this.#parts.buildMenu(trayTemplate(items, (action) => this.#choose(action)));
    menu.on('menu-will-show', () => {
      this.#openSince = this.#parts.now();
    });
    menu.on('menu-will-close', () => this.#close());
    tray.setContextMenu(menu);
    this.#menuContent = content;
    this.#openSince = undefined;
  }

  #choose(action: TrayAction): void {
    this.#close();
    this.#parts.onAction(action);
  }

  /**
   * Publishes what came while the menu was open, but not before the click that closed it was
   * delivered: replacing the menu now would lose that click.
   */
  #close(): void {
    this.#openSince = undefined;
    this.#parts.defer(() => {
      if (this.#tray !== undefined && this.#waiting !== undefined && !this.#isOpen()) {
        this.#publish(this.#tray, this.#waiting);
      }
    });
  }

  #isOpen(): boolean {
    return this.#openSince !== undefined && this.#parts.now() - this.#openSince < LONGEST_OPEN_MS;
  }
}

/** Linux desktops give no bounds, or empty ones. */
function hasSize(bounds: Rectangle | undefined): boolean {
  return bounds !== undefined && bounds.width > 0 && bounds.height > 0;
}
