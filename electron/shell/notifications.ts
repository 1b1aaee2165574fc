import type Electron from 'electron';
import type { Logger } from '../core/ports.ts';
import { redact } from '../core/redact.ts';

/** What the notifier needs of one notification of Electron's. */
export interface NotificationHandle {
  on(event: 'click' | 'action' | 'close', listener: () => void): unknown;
  on(event: 'failed', listener: (event: unknown, error: string) => void): unknown;
  show(): void;
  close(): void;
}

/** Electron's `Notification` class. */
export interface NotificationClass {
  new (options: Electron.NotificationConstructorOptions): NotificationHandle;
  isSupported(): boolean;
}

export interface Notice {
  /** What it is about: a later notice of the same id takes the place of the earlier one. */
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly action: { readonly label: string; readonly run: () => void | Promise<void> };
}

/**
 * Shows notifications. A plain click does what the button does, since Linux and Windows show no
 * button. Never throws: a desktop without notifications is logged once.
 */
export class Notifier {
  readonly #Notification: NotificationClass;
  readonly #platform: NodeJS.Platform;
  readonly #logger: Logger;
  /** Electron forgets a notification, clicks included, once nobody refers to it. */
  readonly #shown = new Map<string, NotificationHandle>();
  #hasTold = false;

  constructor(options: {
    readonly Notification: NotificationClass;
    readonly platform: NodeJS.Platform;
    readonly logger: Logger;
  }) {
    this.#Notification = options.Notification;
    this.#platform = options.platform;
    this.#logger = options.logger;
  }

  /** False where the desktop shows none. */
  notify(notice: Notice): boolean {
    try {
      if (!this.#Notification.isSupported()) {
        this.#tellOnce('this desktop shows no notifications');
        return false;
      }
      this.dismiss(notice.id);
      const handle = this.#make(notice);
      this.#shown.set(notice.id, handle);
      handle.show();
      return true;
    } catch (error) {
      this.#tellOnce('a notification could not be shown', String(error));
      return false;
    }
  }

  /** Takes a notice back, for when what it asked for has happened elsewhere. */
  dismiss(id: string): void {
    const handle = this.#shown.get(id);
    this.#shown.delete(id);
    try {
      handle?.close();
    } catch (error) {
      this.#tellOnce('a notification could not be closed', String(error));
    }
  }

  /** Takes all back: after the end nobody would answer a click. */
  dismissAll(): void {
    for (const id of [...this.#shown.keys()]) this.dismiss(id);
  }

  #make({ id, title, body, action }: Notice): NotificationHandle {
    const handle = new this.#Notification({
      title: redact(title),
      body: redact(body),
      // Windows needs a registered activator for buttons, Linux shells show them or don't.
      ...(this.#platform === 'darwin' ? { actions: [{ type: 'button', text: action.label }] } : {}),
    });
    const forget = (): void => {
      if (this.#shown.get(id) === handle) this.#shown.delete(id);
    };
    let hasRun = false;
    const run = (): void => {
      if (hasRun) return;
      hasRun = true;
      forget();
      void this.#run(action.run);
    };
    handle.on('click', run);
    handle.on('action', run);
    handle.on('close', forget);
    handle.on('failed', (_event, error) => {
      forget();
      this.#tellOnce('a notification could not be shown', error);
    });
    return handle;
  }

  async #run(work: () => void | Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#logger.error('what a notification was to do failed', { reason: String(error) });
    }
  }

  #tellOnce(message: string, reason?: string): void {
    if (this.#hasTold) return;
    this.#hasTold = true;
    this.#logger.warn(message, { reason });
  }
}
