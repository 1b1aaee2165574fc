import type Electron from 'electron';
import type { SystemView } from '../contract/settings.ts';
import type { Environment, Logger } from '../core/ports.ts';

/** `unconfirmed`: this desktop only shows by use whether it works. */
export type ShortcutState = SystemView['shortcut'];

export interface WindowShortcutOptions {
  readonly globalShortcut: Pick<Electron.GlobalShortcut, 'register' | 'unregister'>;
  readonly platform: NodeJS.Platform;
  readonly environment: Environment;
  readonly logger: Logger;
  readonly onPress: () => void;
  readonly onChange: (state: ShortcutState) => void;
}

/**
 * The key combination that opens the window from anywhere. On Wayland registering succeeds even where
 * the desktop refuses it later (electron#52218, #51875), so there it counts as unconfirmed until it
 * fired once.
 */
export class WindowShortcut {
  readonly #options: WindowShortcutOptions;
  #accelerator = '';
  #state: ShortcutState = 'off';

  constructor(options: WindowShortcutOptions) {
    this.#options = options;
  }

  get state(): ShortcutState {
    return this.#state;
  }

  /** Takes an Electron accelerator, or an empty text for none. To be called after `ready`. */
  set(accelerator: string): ShortcutState {
    if (accelerator === this.#accelerator && this.#state !== 'unavailable') {
      return this.#state;
    }
    this.#release();
    this.#accelerator = accelerator;
    this.#change(accelerator === '' ? 'off' : this.#register(accelerator));
    return this.#state;
  }

  /** Gives the combination back; to be called at the end. */
  stop(): void {
    this.#release();
    this.#change('off');
  }

  #register(accelerator: string): ShortcutState {
    const { globalShortcut, logger, onPress } = this.#options;
    const pressed = (): void => {
      if (this.#accelerator === accelerator) this.#change('works');
      onPress();
    };
    try {
      // False where another program has the combination.
      if (!globalShortcut.register(accelerator, pressed)) return 'unavailable';
    } catch (error) {
      // Electron throws for what is no accelerator.
      logger.warn('the shortcut can not be registered', { accelerator, reason: String(error) });
      return 'unavailable';
    }
    return isWayland(this.#options) ? 'unconfirmed' : 'works';
  }

  #release(): void {
    const { globalShortcut, logger } = this.#options;
    const accelerator = this.#accelerator;
    this.#accelerator = '';
    if (this.#state !== 'works' && this.#state !== 'unconfirmed') return;
    try {
      globalShortcut.unregister(accelerator);
    } catch (error) {
      logger.warn('the shortcut could not be given back', { accelerator, reason: String(error) });
    }
  }

  #change(state: ShortcutState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#options.onChange(state);
  }
}

/** Under XWayland too: there a combination fires only while an X11 window has the focus. */
function isWayland({ platform, environment }: WindowShortcutOptions): boolean {
  return (
    platform === 'linux' &&
    (environment.XDG_SESSION_TYPE === 'wayland' || Boolean(environment.WAYLAND_DISPLAY))
  );
}
