import type { Session as ElectronSession, Protocol, WebRequest } from 'electron';
import type { PageAnswer, PageRequest } from '../sides.ts';
import { closed } from './closed.ts';
import { eventsOf, preventable, StandInEmitter } from './emitter.ts';
import { privilegedSchemes } from './schemes.ts';
import { answers, needReady } from './state.ts';
import { WebContents } from './web-contents.ts';

const EVENTS = eventsOf<ElectronSession>()('will-download');

type SchemeHandler = (request: Request) => Response | Promise<Response>;
type RequestListener = (
  details: object,
  callback: (response: { cancel?: boolean; redirectURL?: string }) => void,
) => void;
type CheckHandler = (
  contents: unknown,
  permission: string,
  origin: string,
  details: object,
) => boolean;

/** A session: its handlers serve the windows of its partition and no others. */
export class Session extends StandInEmitter {
  readonly #handlers = new Map<string, SchemeHandler>();
  #beforeRequest: RequestListener | null = null;
  #check: CheckHandler | null = null;
  #userAgent = '';
  #isSpellCheckerEnabled = true;

  constructor() {
    super(EVENTS);
  }

  readonly protocol = closed('protocol', {
    handle: (scheme: string, handler: SchemeHandler) => {
      if (this.#handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
      this.#handlers.set(scheme, handler);
    },
    unhandle: (scheme: string) => {
      if (!this.#handlers.delete(scheme)) throw new Error(`Failed to unhandle protocol: ${scheme}`);
    },
    isProtocolHandled: (scheme: string) => this.#handlers.has(scheme),
  }) satisfies Pick<Protocol, 'unhandle' | 'isProtocolHandled'> & { handle: unknown };

  readonly webRequest = closed('webRequest', {
    /** Without a filter only: that is how one listener sees every request. */
    onBeforeRequest: (
      ...parameters: [RequestListener | null] | [object, RequestListener | null]
    ) => {
      if (parameters.length !== 1) throw new Error('the stand-in has no filters of webRequest');
      this.#beforeRequest = parameters[0];
    },
  }) satisfies Record<keyof Pick<WebRequest, 'onBeforeRequest'>, unknown>;

  setPermissionCheckHandler(handler: CheckHandler | null): void {
    this.#check = handler;
  }
  /** Chromium is told what the check handler says, so a page's request never gets this far. */
  setPermissionRequestHandler(): void {
    // See setPermissionCheckHandler.
  }
  setDevicePermissionHandler(): void {
    // No page here can choose a device: Chromium is never asked to show its chooser.
  }
  setDisplayMediaRequestHandler(): void {
    // Without a granted permission Chromium refuses before anybody is asked.
  }
  setUserAgent(userAgent: string): void {
    this.#userAgent = userAgent;
  }
  getUserAgent(): string {
    return this.#userAgent;
  }
  /** No proxy: what a machine's system says is not a test's business. */
  resolveProxy(url: string): Promise<string> {
    return Promise.resolve(URL.canParse(url) ? 'DIRECT' : '');
  }
  setSpellCheckerEnabled(isEnabled: boolean): void {
    this.#isSpellCheckerEnabled = isEnabled;
  }
  isSpellCheckerEnabled(): boolean {
    return this.#isSpellCheckerEnabled;
  }
  /** Each run has a fresh browser profile, so there is nothing to clear. */
  clearStorageData(): Promise<void> {
    return Promise.resolve();
  }
  clearCache(): Promise<void> {
    return Promise.resolve();
  }
  isPersistent(): boolean {
    return false;
  }

  /** Electron's default without a handler: granted. */
  allows(contents: WebContents, permission: string, origin: string): boolean {
    return this.#check?.(contents, permission, origin, { isMainFrame: true }) ?? true;
  }

  /** Asks webRequest first, then the scheme's handler. */
  async answer(contents: WebContents, request: PageRequest): Promise<PageAnswer> {
    if (await this.#isCancelled(contents, request)) return { kind: 'cancelled' };
    const scheme = new URL(request.url).protocol.slice(0, -1);
    const handler = this.#handlers.get(scheme);
    if (handler === undefined) return { kind: 'unknown' };
    if (!privilegedSchemes.has(scheme)) {
      throw new Error(`'${scheme}' is not registered as standard and secure: its origin is opaque`);
    }
    const headers = request.headers.map(([name, value]): [string, string] => [name, value]);
    const response = await handler(new Request(request.url, { method: request.method, headers }));
    return {
      kind: 'response',
      status: response.status,
      headers: [...response.headers],
      base64: Buffer.from(await response.arrayBuffer()).toString('base64'),
    };
  }

  async #isCancelled(contents: WebContents, request: PageRequest): Promise<boolean> {
    const listener = this.#beforeRequest;
    if (listener === null) return false;
    const answer = await new Promise<{ cancel?: boolean; redirectURL?: string }>((resolve) => {
      listener(
        {
          id: 1,
          url: request.url,
          method: request.method,
          resourceType: request.resourceType,
          webContentsId: contents.id,
          webContents: contents,
          frame: contents.mainFrame,
          referrer: '',
          timestamp: Date.now(),
          uploadData: [],
        },
        resolve,
      );
    });
    if (answer.redirectURL !== undefined)
      throw new Error('the stand-in has no webRequest redirects');
    return answer.cancel === true;
  }
}

const sessions = new Map<string, Session>();

function fromPartition(partition: string, options: { cache?: boolean } = {}): Session {
  needReady('Session can only be received when app is ready');
  void options.cache;
  const existing = sessions.get(partition);
  if (existing !== undefined) return existing;
  const created = new Session();
  sessions.set(partition, created);
  return created;
}

/** `session`. */
export const session = closed('session', {
  fromPartition,
  get defaultSession(): Session {
    return fromPartition('');
  },
});

answers.request = (windowId, request) => {
  const contents = WebContents.fromId(windowId);
  return contents === undefined
    ? Promise.resolve({ kind: 'unknown' })
    : contents.session.answer(contents, request);
};
answers.permission = (windowId, name, origin) => {
  const contents = WebContents.fromId(windowId);
  return contents?.session.allows(contents, name, origin) ?? false;
};
answers.willDownload = (windowId, url, fileName) => {
  const contents = WebContents.fromId(windowId);
  if (contents === undefined) return true;
  let isCancelled = false;
  const item = closed('DownloadItem', {
    getURL: () => url,
    getFilename: () => fileName,
    cancel: () => {
      isCancelled = true;
    },
  });
  const event = preventable({});
  contents.session.emit('will-download', event, item, contents);
  return event.defaultPrevented || isCancelled;
};
