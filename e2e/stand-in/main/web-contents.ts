import type {
  BrowserWindowConstructorOptions,
  WebContents as ElectronWebContents,
  HandlerDetails,
  WebFrameMain,
  WindowOpenHandlerResponse,
} from 'electron';
import type { FrameView } from '../sides.ts';
import { appOrigin } from '../urls.ts';
import { encodeValue } from '../values.ts';
import { app } from './app.ts';
import { closed } from './closed.ts';
import { eventsOf, preventable, StandInEmitter } from './emitter.ts';
import type { Session } from './session.ts';
import { answers, host, tellHost } from './state.ts';

const EVENTS = eventsOf<ElectronWebContents>()(
  'will-navigate',
  'will-frame-navigate',
  'will-redirect',
  'will-attach-webview',
  'did-finish-load',
  'did-fail-load',
  'did-create-window',
  'did-navigate',
  'dom-ready',
  'render-process-gone',
  'preload-error',
  'before-input-event',
  'destroyed',
);

type Frame = Pick<
  WebFrameMain,
  'url' | 'origin' | 'parent' | 'top' | 'detached' | 'routingId' | 'processId' | 'isDestroyed'
>;
type OpenHandler = (details: HandlerDetails) => WindowOpenHandlerResponse;

const allContents = new Map<number, WebContents>();

/** The page of a window. Windows and their contents share an id here. */
export class WebContents extends StandInEmitter {
  readonly id: number;
  readonly session: Session;
  readonly mainFrame: Frame;
  readonly options: BrowserWindowConstructorOptions;
  #url = '';
  #isDestroyed = false;
  #openHandler: OpenHandler = () => ({ action: 'allow' });

  constructor(id: number, session: Session, options: BrowserWindowConstructorOptions) {
    super(EVENTS);
    this.id = id;
    this.session = session;
    this.options = options;
    this.mainFrame = frame(
      () => this.#url,
      () => this.#isDestroyed,
      null,
    );
    allContents.set(id, this);
    app.emit('web-contents-created', {}, this);
  }

  static fromId(id: number): WebContents | undefined {
    return allContents.get(id);
  }

  static getAllWebContents(): WebContents[] {
    return [...allContents.values()];
  }

  send(channel: string, ...values: unknown[]): void {
    this.#needAlive();
    tellHost('sendToPage', this.id, channel, encodeValue(cloned(values)));
  }

  async loadURL(url: string): Promise<void> {
    this.#needAlive();
    this.#url = url;
    await host().call('loadUrl', this.id, url);
  }

  reload(): void {
    tellHost('loadUrl', this.id, this.#url);
  }

  getURL(): string {
    return this.#url;
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  isDevToolsOpened(): boolean {
    return false;
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  /** The host's word that the page has loaded; its URL counts from here on. */
  loaded(url: string): void {
    this.#url = url;
    this.emit('dom-ready', {});
    this.emit('did-finish-load', {});
  }

  /** Ends with its window. */
  destroy(): void {
    this.#isDestroyed = true;
    allContents.delete(this.id);
    this.emit('destroyed');
  }

  /** Asks the listeners of a navigation; true where one prevented it. */
  navigates(url: string, isMainFrame: boolean): boolean {
    const details = { url, isSameDocument: false, isMainFrame, frame: this.mainFrame };
    const inFrame = preventable({ ...details });
    this.emit('will-frame-navigate', inFrame);
    if (!isMainFrame || inFrame.defaultPrevented) return inFrame.defaultPrevented;
    const navigation = preventable({ ...details });
    this.emit('will-navigate', navigation, url, false, true, 0, 0);
    return navigation.defaultPrevented;
  }

  /** Asks the handler about a window that the page wants. The stand-in opens none. */
  opens(url: string, frameName: string, features: string): void {
    const { action } = this.#openHandler({
      url,
      frameName,
      features,
      disposition: 'new-window',
      referrer: { url: this.#url, policy: 'strict-origin-when-cross-origin' },
    });
    if (action === 'allow')
      throw new Error('the Electron stand-in opens no second window by a page');
  }

  /** The frame that an event tells of: the main frame is always the same object, as in Electron. */
  frameOf(view: FrameView): Frame {
    if (!view.isMainFrame) {
      return frame(
        () => view.url,
        () => this.#isDestroyed,
        this.mainFrame as WebFrameMain,
      );
    }
    this.#url = view.url;
    return this.mainFrame;
  }

  #needAlive(): void {
    if (this.#isDestroyed) throw new Error('Object has been destroyed');
  }
}

/** A copy as the other process gets it. Throws Electron's words on functions and the like. */
export function cloned<T>(value: T): T {
  try {
    return structuredClone(value);
  } catch {
    throw new Error('An object could not be cloned.');
  }
}

function frame(url: () => string, isGone: () => boolean, parent: WebFrameMain | null): Frame {
  const members: Frame = {
    get url() {
      return url();
    },
    get origin() {
      return url() === '' ? 'null' : appOrigin(url());
    },
    get top() {
      return parent ?? (members as WebFrameMain);
    },
    get detached() {
      return isGone();
    },
    parent,
    routingId: parent === null ? 1 : 2,
    processId: 1,
    isDestroyed: isGone,
  };
  return closed('WebFrameMain', members);
}

answers.willNavigate = (id, url, isMainFrame) =>
  allContents.get(id)?.navigates(url, isMainFrame) ?? true;
answers.windowOpen = (id, url, frameName, features) =>
  allContents.get(id)?.opens(url, frameName, features);
answers.preloadFailed = (id, message) => {
  const contents = allContents.get(id);
  const path = contents?.options.webPreferences?.preload ?? '';
  contents?.emit('preload-error', {}, path, new Error(message));
};
answers.pageCrashed = (id) => {
  const contents = allContents.get(id);
  if (contents === undefined) return;
  const details = { reason: 'crashed', exitCode: 5 };
  contents.emit('render-process-gone', {}, details);
  app.emit('render-process-gone', {}, contents, details);
};
