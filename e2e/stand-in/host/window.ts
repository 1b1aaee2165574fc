import type { CDPSession, Page } from '@playwright/test';
import type { HostMessage, PageMessage } from '../page/bridge.ts';
import type { FrameView, NewWindow, WindowView } from '../sides.ts';
import { appScheme, toAppUrl, toChromiumUrl } from '../urls.ts';
import { frameScript } from './page-script.ts';

/** What a window tells whoever opened it. */
export interface WindowListener {
  message(window: HostWindow, frame: FrameView, message: PageMessage): void;
  loaded(window: HostWindow): void;
  opens(window: HostWindow, url: string, frameName: string, features: string): void;
  /** Every message that goes to the page, as JSON. */
  delivered(text: string): void;
}

/** A window of main: a page of Chromium, with the preload script run by a closure in it. */
export class HostWindow {
  readonly id: number;
  readonly page: Page;
  view: WindowView | undefined;
  /** Where main itself sends the page, as main and as Chromium know it: it is not asked about that. */
  appUrl: string | undefined;
  expectedUrl: string | undefined;
  readonly options: NewWindow;
  readonly #session: CDPSession;
  readonly #listener: WindowListener;
  readonly #bindingName: string;
  readonly #mainFrameId: string;
  /** The main frame's JavaScript world, and its receiving function, known only here and there. */
  #context: number | undefined;
  #receiver: string | undefined;

  private constructor(
    options: NewWindow,
    page: Page,
    session: CDPSession,
    listener: WindowListener,
    bindingName: string,
    mainFrameId: string,
  ) {
    this.id = options.id;
    this.options = options;
    this.page = page;
    this.#session = session;
    this.#listener = listener;
    this.#bindingName = bindingName;
    this.#mainFrameId = mainFrameId;
  }

  /** Prepares the page; nothing is loaded yet. */
  static async open(page: Page, options: NewWindow, listener: WindowListener): Promise<HostWindow> {
    const session = await page.context().newCDPSession(page);
    const bindingName = `binding${Math.random().toString(36).slice(2)}`;
    const { frameTree } = await session.send('Page.getFrameTree');
    const mainFrameId = frameTree.frame.id;
    const window = new HostWindow(options, page, session, listener, bindingName, mainFrameId);
    window.#listen();
    await session.send('Runtime.enable');
    await session.send('Page.enable');
    await session.send('Runtime.addBinding', { name: bindingName });
    await session.send('Page.addScriptToEvaluateOnNewDocument', {
      source: frameScript(bindingName, options.preload),
    });
    return window;
  }

  #listen(): void {
    this.#session.on('Runtime.executionContextCreated', ({ context }) => {
      const { frameId, isDefault } = context.auxData as { frameId?: string; isDefault?: boolean };
      if (isDefault !== true || frameId !== this.#mainFrameId) return;
      this.#context = context.id;
      this.#receiver = undefined;
    });
    this.#session.on('Runtime.consoleAPICalled', ({ type, args, executionContextId }) => {
      const [first] = args;
      // The first such event of a document is bridge.ts's; page code comes later.
      if (type !== 'debug' || first?.type !== 'function') return;
      if (executionContextId === this.#context) this.#receiver ??= first.objectId;
    });
    this.#session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name !== this.#bindingName || executionContextId !== this.#context) return;
      const message = JSON.parse(payload) as PageMessage;
      this.#listener.message(this, { url: toAppUrl(message.url), isMainFrame: true }, message);
    });
    this.#session.on('Page.windowOpen', ({ url, windowName, windowFeatures }) => {
      this.#listener.opens(this, toAppUrl(url), windowName, windowFeatures.join(','));
    });
    this.page.on('load', () => {
      if (appScheme(this.page.url()) !== undefined) this.#listener.loaded(this);
    });
  }

  /** Loads a URL. Rejects in Electron's words. */
  async load(url: string): Promise<void> {
    this.appUrl = url;
    this.expectedUrl = toChromiumUrl(url);
    try {
      await this.page.goto(this.expectedUrl);
    } catch (error) {
      const code = /net::(ERR_\w+)/.exec((error as Error).message)?.[1] ?? 'ERR_FAILED';
      throw new Error(`${code} (-2) loading '${url}'`);
    }
  }

  /** Gives the page a message. Where no preload listens, it is lost, as in Electron. */
  async deliver(message: HostMessage): Promise<void> {
    if (this.#receiver === undefined) return;
    const text = JSON.stringify(message);
    this.#listener.delivered(text);
    try {
      await this.#session.send('Runtime.callFunctionOn', {
        objectId: this.#receiver,
        functionDeclaration: 'function (text) { this(text); }',
        arguments: [{ value: text }],
      });
    } catch (error) {
      // A page that is closed, or on its way elsewhere, hears nothing.
      if (!this.page.isClosed() && !/context|object/i.test((error as Error).message)) throw error;
    }
  }

  /** Takes over what main says of the window. */
  async update(view: WindowView, isHeaded: boolean): Promise<void> {
    this.view = view;
    try {
      if (isHeaded) {
        await this.#showOnDisplay(view);
      } else {
        const { width, height } = view.bounds;
        await this.page.setViewportSize({ width, height });
      }
    } catch (error) {
      // The person, or a quit, closes a window at any moment, in the middle of this as well.
      if (!this.page.isClosed()) throw error;
    }
  }

  /** Hides by minimising: Chromium knows no hidden windows. */
  async #showOnDisplay(view: WindowView): Promise<void> {
    const { windowId } = await this.#session.send('Browser.getWindowForTarget');
    const place = (bounds: Bounds) =>
      this.#session.send('Browser.setWindowBounds', { windowId, bounds });
    if (!view.isVisible || view.isMinimized) {
      await place({ windowState: 'minimized' });
      return;
    }
    await place({ windowState: 'normal' });
    const { x: left, y: top, width, height } = view.bounds;
    await place({ left, top, width, height });
    if (view.isFocused) await this.page.bringToFront();
  }
}

interface Bounds {
  readonly windowState?: 'normal' | 'minimized';
  readonly left?: number;
  readonly top?: number;
  readonly width?: number;
  readonly height?: number;
}
