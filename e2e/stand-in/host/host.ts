import type { ColorScheme, HostSide } from '../sides.ts';
import { type Browser, launchBrowser } from './browser.ts';
import type { MemoryClipboard } from './clipboard.ts';
import { Desk } from './desk.ts';
import { hostSide } from './host-side.ts';
import { type MainOptions, type MainProcess, startMain } from './main-process.ts';
import { Records } from './records.ts';
import { routeRequests } from './routes.ts';
import { trayDocument } from './tray.ts';
import { HostWindows } from './windows.ts';

export interface HostOptions extends MainOptions {
  readonly isHeaded: boolean;
  readonly clipboard: MemoryClipboard;
  /** What the system shows at the start. */
  readonly colorScheme: ColorScheme;
  readonly scaleFactor: number;
}

/** The desktop that main runs on: its windows and tray in Chromium, its clipboard, its user. */
export class Host {
  readonly records = new Records();
  readonly windows: HostWindows;
  readonly desk: Desk;
  readonly #options: HostOptions;
  readonly #browser: Browser;
  #main: MainProcess | undefined;

  private constructor(options: HostOptions, browser: Browser, main: () => MainProcess) {
    const link = () => main().main;
    this.#options = options;
    this.#browser = browser;
    const { colorScheme, isHeaded } = options;
    this.windows = new HostWindows(browser, this.records, colorScheme, link, isHeaded);
    this.desk = new Desk(this.records, browser.trayPage, () => this.windows.systemScheme, link);
  }

  /** Starts Chromium and main side by side. */
  static async start(options: HostOptions): Promise<Host> {
    const side = Promise.withResolvers<HostSide>();
    // Where Chromium fails, that is the error to tell; main's calls just end with it.
    side.promise.catch(() => undefined);
    const main = startMain(options, whenThere(side.promise));
    try {
      const host = new Host(options, await launchBrowser(options), () => main);
      host.#main = main;
      await routeRequests(host.#browser.context, {
        windowOf: (page) => host.windows.windowOf(page),
        trayPage: trayDocument,
        request: (id, request) => main.main.call('request', id, request),
        willNavigate: (id, url, isMain) => main.main.call('willNavigate', id, url, isMain),
        outside: (url) => host.records.outsideRequests.push(url),
        failed: (what) => host.records.problems.push(what),
      });
      side.resolve(hostSide(host.#parts()));
      return host;
    } catch (error) {
      side.reject(error);
      main.kill('SIGKILL');
      throw error;
    }
  }

  #parts(): Parameters<typeof hostSide>[0] {
    const { records, windows, desk } = this;
    const { clipboard } = this.#options;
    const { display } = this.#browser;
    return { records, windows, desk, clipboard, display, main: () => this.main };
  }

  /** The main process. */
  get main(): MainProcess {
    if (this.#main === undefined) throw new Error('main is not started yet');
    return this.#main;
  }

  get clipboard(): MemoryClipboard {
    return this.#options.clipboard;
  }

  /** Starts the same app once more, as a user who clicks its icon again. */
  startSecondCopy(): MainProcess {
    const { hello, secondInstance } = hostSide(this.#parts());
    const refuse = (): never => {
      throw new Error('the second copy goes on although the first has the lock');
    };
    const side = new Proxy({ hello, secondInstance } as Parameters<typeof startMain>[1], {
      get: (target, key) => Reflect.get(target, key) ?? refuse,
    });
    return startMain(this.#options, side);
  }

  /** The user's choice of the system's look. */
  async setSystemScheme(scheme: ColorScheme): Promise<void> {
    await this.windows.setSystemScheme(scheme);
    await this.desk.draw();
    await this.main.main.call('colorSchemeChanged', scheme);
  }

  /** Ends main where it still runs, and Chromium. */
  async close(): Promise<void> {
    if (this.#main?.isRunning() === true) this.#main.kill('SIGKILL');
    await this.#main?.exited;
    await this.#browser.close();
  }
}

/** A side whose functions wait until it is there. */
function whenThere(side: Promise<HostSide>): HostSide {
  const call =
    (name: keyof HostSide) =>
    async (...parameters: never[]): Promise<unknown> => {
      const there = (await side)[name] as (...all: never[]) => unknown;
      return there(...parameters);
    };
  return new Proxy({} as HostSide, { get: (_target, name) => call(name as keyof HostSide) });
}
