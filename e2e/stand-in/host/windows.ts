import type { BrowserContext, Page } from '@playwright/test';
import type { Link } from '../link.ts';
import type { PageMessage } from '../page/bridge.ts';
import type { ColorScheme, FrameView, MainSide, NewWindow, WindowView } from '../sides.ts';
import { toAppUrl } from '../urls.ts';
import type { Browser } from './browser.ts';
import { applyPermissions } from './permissions.ts';
import type { Records } from './records.ts';
import { HostWindow, type WindowListener } from './window.ts';

/** The windows of main, and the pages of Chromium that they are. */
export class HostWindows {
  readonly #context: BrowserContext;
  readonly #records: Records;
  readonly #main: () => Link<MainSide>;
  readonly #isHeaded: boolean;
  readonly #windows = new Map<number, Promise<HostWindow>>();
  readonly #byPage = new Map<Page, HostWindow>();
  readonly #ownPages = new Set<Page>();
  #firstPage: Page | undefined;
  #pagesToCome = 0;
  #systemScheme: ColorScheme;
  #themeSource: 'system' | ColorScheme = 'system';

  constructor(
    browser: Browser,
    records: Records,
    systemScheme: ColorScheme,
    main: () => Link<MainSide>,
    isHeaded: boolean,
  ) {
    this.#isHeaded = isHeaded;
    this.#context = browser.context;
    this.#firstPage = browser.firstPage;
    this.#ownPages.add(browser.firstPage).add(browser.trayPage);
    this.#records = records;
    this.#systemScheme = systemScheme;
    this.#main = main;
    this.#context.on('page', (page) => {
      if (this.#pagesToCome > 0 || this.#ownPages.has(page)) return;
      // A page that the app's page wanted: main was asked (Page.windowOpen), and none is opened here.
      void page.close();
    });
  }

  /** The window that a page is; undefined for the tray's and for pages that nobody here opened. */
  windowOf(page: Page): HostWindow | undefined {
    return this.#byPage.get(page);
  }

  /** All windows, oldest first. */
  all(): readonly HostWindow[] {
    return [...this.#byPage.values()];
  }

  /** What the system shows now. */
  get systemScheme(): ColorScheme {
    return this.#systemScheme;
  }

  async setSystemScheme(scheme: ColorScheme): Promise<void> {
    this.#systemScheme = scheme;
    await this.#applyScheme();
  }

  async setThemeSource(source: 'system' | ColorScheme): Promise<void> {
    this.#themeSource = source;
    await this.#applyScheme();
  }

  async #newPage(): Promise<Page> {
    this.#pagesToCome += 1;
    try {
      const page = await this.#context.newPage();
      this.#ownPages.add(page);
      return page;
    } finally {
      this.#pagesToCome -= 1;
    }
  }

  /** Opens a window; calls about it wait until it is there. */
  async open(options: NewWindow): Promise<void> {
    const opening = this.#open(options);
    this.#windows.set(options.id, opening);
    await opening;
  }

  async get(id: number): Promise<HostWindow> {
    const window = await this.#windows.get(id);
    if (window === undefined) throw new Error(`there is no window ${id}`);
    return window;
  }

  async close(id: number): Promise<void> {
    const window = await this.get(id);
    this.#windows.delete(id);
    this.#byPage.delete(window.page);
    await window.page.close();
  }

  /** Takes over what main says of a window. One whose page the user closed opens anew to be shown. */
  async update(id: number, view: WindowView): Promise<void> {
    const window = await this.get(id);
    if (!window.page.isClosed()) {
      await window.update(view, this.#isHeaded);
      return;
    }
    window.view = view;
    if (!view.isVisible) return;
    // Two calls may have met the closed page; the first of them opens it anew.
    if (!this.#byPage.delete(window.page)) {
      await this.update(id, view);
      return;
    }
    await this.open(window.options);
    const anew = await this.get(id);
    await anew.update(view, this.#isHeaded);
    if (window.appUrl !== undefined) await anew.load(window.appUrl);
  }

  async #open(options: NewWindow): Promise<HostWindow> {
    const page = this.#firstPage ?? (await this.#newPage());
    this.#firstPage = undefined;
    const window = await HostWindow.open(page, options, this.#listener());
    this.#byPage.set(page, window);
    this.#watch(window);
    await page.emulateMedia({ colorScheme: this.#scheme() });
    return window;
  }

  #listener(): WindowListener {
    return {
      message: (window, frame, message) => void this.#answer(window, frame, message),
      loaded: (window) => this.#tell('pageLoaded', window.id, toAppUrl(window.page.url())),
      opens: (window, ...wish) => this.#tell('windowOpen', window.id, ...wish),
      delivered: (text) => this.#records.bridgeMessages.push(text),
    };
  }

  /** Tells main something that needs no answer. Main may be gone; anything else is a problem. */
  #tell<K extends keyof MainSide & string>(name: K, ...parameters: Parameters<MainSide[K]>): void {
    this.#main()
      .call(name, ...parameters)
      .catch((error: Error) => this.#records.note(error));
  }

  async #answer(window: HostWindow, frame: FrameView, message: PageMessage): Promise<void> {
    if (message.kind === 'violation') {
      const { directive, blocked, url } = message;
      this.#records.problems.push(
        `securitypolicyviolation: ${directive} blocked ${blocked} on ${toAppUrl(url)}`,
      );
      return;
    }
    if (message.kind === 'preload-error') {
      this.#records.problems.push(`preload: ${message.message}`);
      this.#tell('preloadFailed', window.id, message.message);
      return;
    }
    const { channel, payload } = message;
    if (message.kind === 'send') {
      this.#tell('sent', window.id, frame, channel, payload);
      return;
    }
    const { id } = message;
    try {
      const answer = await this.#main().call('invoke', window.id, frame, channel, payload);
      await window.deliver({ kind: 'answer', id, payload: answer });
    } catch (error) {
      if (window.page.isClosed()) return;
      const text = `Error invoking remote method '${channel}': ${(error as Error).message}`;
      await window.deliver({ kind: 'failure', id, message: text });
    }
  }

  #watch(window: HostWindow): void {
    const { page, id } = window;
    const { problems } = this.#records;
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => problems.push(`uncaught in the page: ${error.message}`));
    page.on('close', () => {
      // Closed by the user, not by main.
      if (this.#byPage.get(page) === window) this.#tell('closePressed', id);
    });
    page.on('crash', () => this.#tell('pageCrashed', id));
    page.on('download', (download) => {
      const { url, file } = { url: toAppUrl(download.url()), file: download.suggestedFilename() };
      void download.cancel();
      this.#main()
        .call('willDownload', id, url, file)
        .then((isPrevented) => {
          if (!isPrevented) problems.push(`main let a download of ${url} go on`);
        })
        .catch((error: Error) => this.#records.note(error));
    });
    page.once('framenavigated', () => {
      applyPermissions(this.#context, page, (name, origin) =>
        this.#main().call('permission', id, name, origin),
      ).catch((error: Error) => {
        if (!page.isClosed()) this.#records.note(error);
      });
    });
  }

  #scheme(): ColorScheme {
    return this.#themeSource === 'system' ? this.#systemScheme : this.#themeSource;
  }

  async #applyScheme(): Promise<void> {
    const colorScheme = this.#scheme();
    await Promise.all(this.all().map(({ page }) => page.emulateMedia({ colorScheme })));
  }
}
