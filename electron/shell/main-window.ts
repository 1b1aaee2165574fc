import type Electron from 'electron';
import { SHOW_CHANNEL } from '../contract/names.ts';
import type { Platform } from '../contract/settings.ts';
import type { ShowRequest } from '../contract/show-request.ts';
import type { Logger } from '../core/ports.ts';
import { redact } from '../core/redact.ts';
import { APP_PAGE } from './app-scheme.ts';
import { PageMessages } from './page-messages.ts';
import type { PageWindow } from './page-window.ts';
import { canHideFromScreenCapture } from './screen-capture.ts';
import { WINDOW_SIZE } from './window-options.ts';

export interface MainWindowDependencies {
  /** Makes a hidden window there; undefined leaves the place to the desktop. */
  readonly createWindow: (bounds: Electron.Rectangle | undefined) => PageWindow;
  /** Where a window of this size goes: by the tray icon at `anchor`, or wherever is usual. */
  readonly place: (
    size: Electron.Size,
    anchor: Electron.Rectangle | undefined,
  ) => Electron.Rectangle | undefined;
  readonly platform: Platform;
  readonly logger: Logger;
}

/** `active` takes the focus; `inactive` leaves it to whoever has it. */
type Appearance = 'active' | 'inactive';

/**
 * The one window. It is made when first wanted, shown when its page has been drawn, hidden when it is
 * closed, and made anew, once a wish, when its page dies. It takes the focus only where the user
 * asked for it.
 */
export class MainWindow {
  readonly #dependencies: MainWindowDependencies;
  readonly #messages = new PageMessages();
  readonly #listeners: ((isVisible: boolean) => void)[] = [];
  #window: PageWindow | undefined;
  /** How to show the window as soon as its page is drawn. */
  #wanted: Appearance | undefined;
  #isDrawn = false;
  #lastVisible = false;
  #isProtected = false;
  #mayRevive = false;
  #isOver = false;

  constructor(dependencies: MainWindowDependencies) {
    this.#dependencies = dependencies;
  }

  /** Shows the window with the focus, and in it what `request` names. For what the user did. */
  show(request?: ShowRequest): void {
    this.#open('active', request);
  }

  /** Shows the window without taking the focus from another program. */
  showInactive(request?: ShowRequest): void {
    this.#open('inactive', request);
  }

  /** Makes the window and loads its page without showing it, so that it is there at once later. */
  prepare(): void {
    if (!this.#isOver) {
      this.#window ??= this.#create(undefined);
    }
  }

  /** Hides the window; its page stays loaded. */
  hide(): void {
    this.#wanted = undefined;
    this.#window?.hide();
  }

  /**
   * Hides the window if it is shown, else shows it with the focus. From the tray, whose click took
   * the focus away, `anchor` is the icon, beside which the window comes up. Without it (a shortcut) a
   * window behind others comes to the front first.
   */
  toggle(anchor?: Electron.Rectangle): void {
    const isInFront =
      this.isVisible && (anchor !== undefined || this.#window?.isFocused() === true);
    if (isInFront) {
      this.hide();
    } else {
      this.#open('active', undefined, anchor);
    }
  }

  get isVisible(): boolean {
    return this.#window?.isVisible() === true && !this.#window.isMinimized();
  }

  /** The id of the page's contents, by which messages are trusted; undefined without a window. */
  get contentsId(): number | undefined {
    return this.#window?.webContents.id;
  }

  /** Sends to the page, or keeps the newest message of the channel until the page is loaded. */
  send(channel: string, value: unknown): void {
    this.#messages.send(channel, value);
  }

  /** Calls `listener` whenever the window appears or goes; gives the function that ends it. */
  onVisibilityChange(listener: (isVisible: boolean) => void): () => void {
    this.#listeners.push(listener);
    return () => {
      const at = this.#listeners.indexOf(listener);
      if (at >= 0) {
        this.#listeners.splice(at, 1);
      }
    };
  }

  /** Keeps the window out of screenshots and shared screens, where the platform can. */
  setContentProtection(isOn: boolean): void {
    this.#isProtected = isOn;
    if (canHideFromScreenCapture(this.#dependencies.platform)) {
      this.#window?.setContentProtection(isOn);
    }
  }

  /** Ends the window for good, so that the app can quit: nothing shows it again. */
  destroy(): void {
    this.#isOver = true;
    this.#discard();
  }

  #open(how: Appearance, request?: ShowRequest, anchor?: Electron.Rectangle): void {
    if (this.#isOver) {
      return;
    }
    this.#mayRevive = true;
    if (request !== undefined) {
      this.#messages.send(SHOW_CHANNEL, request);
    }
    if (this.#window === undefined) {
      this.#window = this.#create(anchor);
    } else if (anchor !== undefined) {
      this.#move(this.#window, anchor);
    }
    if (this.#isDrawn) {
      appear(this.#window, how);
    } else if (this.#wanted !== 'active') {
      this.#wanted = how;
    }
  }

  #move(window: PageWindow, anchor: Electron.Rectangle): void {
    const { width, height } = window.getBounds();
    const bounds = this.#dependencies.place({ width, height }, anchor);
    if (bounds !== undefined) {
      window.setBounds(bounds);
    }
  }

  #create(anchor: Electron.Rectangle | undefined): PageWindow {
    const { createWindow, place, platform, logger } = this.#dependencies;
    const window = createWindow(place(WINDOW_SIZE, anchor));
    if (this.#isProtected && canHideFromScreenCapture(platform)) {
      window.setContentProtection(true);
    }
    this.#followWindow(window);
    this.#followPage(window);
    window.loadURL(APP_PAGE).catch((error: unknown) => {
      logger.error('the page of the window did not load', { error: redact(String(error)) });
    });
    return window;
  }

  #followWindow(window: PageWindow): void {
    window.on('close', (event) => {
      if (!this.#isOver) {
        event.preventDefault();
        this.hide();
      }
    });
    window.on('ready-to-show', () => this.#pageIsDrawn(window));
    const tell = (): void => this.#tellVisibility();
    window.on('show', tell);
    window.on('hide', tell);
    window.on('minimize', tell);
    window.on('restore', tell);
  }

  #followPage(window: PageWindow): void {
    const { platform, logger } = this.#dependencies;
    const contents = window.webContents;
    contents.on('did-finish-load', () => {
      if (window !== this.#window) return;
      this.#messages.pageIsReady((channel, value) => {
        if (!contents.isDestroyed()) contents.send(channel, value);
      });
      // Under Wayland a hidden window is never drawn, so that it would wait for ever:
      // https://github.com/electron/electron/issues/48859
      if (platform === 'linux') this.#pageIsDrawn(window);
    });
    contents.on('preload-error', (_event, _path, error) => {
      logger.error('the preload script failed', { error: redact(String(error)) });
    });
    contents.on('render-process-gone', (_event, details) => this.#pageIsGone(window, details));
  }

  #pageIsDrawn(window: PageWindow): void {
    if (window !== this.#window) return;
    this.#isDrawn = true;
    const how = this.#wanted;
    this.#wanted = undefined;
    if (how !== undefined) {
      appear(window, how);
    }
  }

  #pageIsGone(
    window: PageWindow,
    { reason, exitCode }: Pick<Electron.RenderProcessGoneDetails, 'reason' | 'exitCode'>,
  ): void {
    if (window !== this.#window) return;
    this.#dependencies.logger.error('the page of the window went away', { reason, exitCode });
    const wasWanted = this.isVisible || this.#wanted !== undefined;
    this.#discard();
    // Once a wish: a page that dies of its own content would die again and again.
    if (wasWanted && this.#mayRevive) {
      this.#mayRevive = false;
      this.#wanted = 'inactive';
      this.#window = this.#create(undefined);
    }
  }

  #discard(): void {
    const window = this.#window;
    this.#window = undefined;
    this.#wanted = undefined;
    this.#isDrawn = false;
    this.#messages.pageIsGone();
    if (window?.isDestroyed() === false) {
      window.destroy();
    }
    this.#tellVisibility();
  }

  #tellVisibility(): void {
    const { isVisible } = this;
    if (isVisible !== this.#lastVisible) {
      this.#lastVisible = isVisible;
      for (const listener of [...this.#listeners]) {
        listener(isVisible);
      }
    }
  }
}

function appear(window: PageWindow, how: Appearance): void {
  if (how === 'inactive') {
    // Raising a window that is there already would put it over what the user works at.
    if (!window.isVisible()) window.showInactive();
    return;
  }
  if (window.isMinimized()) {
    window.restore();
  }
  window.show();
  window.focus();
}
