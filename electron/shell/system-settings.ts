import { isRoleValetError } from '../contract/errors.ts';
import type { Settings, SystemView } from '../contract/settings.ts';
import type { Logger } from '../core/ports.ts';
import type { WindowShortcut } from './global-shortcut.ts';
import type { LoginItem } from './login-item.ts';

export interface SystemSettingsParts {
  readonly setTheme: (theme: Settings['theme']) => void;
  readonly shortcut: Pick<WindowShortcut, 'set' | 'state'>;
  readonly loginItem: LoginItem;
  readonly setMenuBarOnly: (isOn: boolean) => void;
  readonly setContentProtection: (isOn: boolean) => void;
  readonly canProtectContent: boolean;
  /** Known once the system was asked; false until then. */
  readonly lockEvents: () => boolean;
  readonly logger: Logger;
}

/** Carries out what settings ask of the system, and tells what this system lets the app do. */
export class SystemSettings {
  readonly #parts: SystemSettingsParts;
  #applied: Settings | undefined;

  constructor(parts: SystemSettingsParts) {
    this.#parts = parts;
  }

  /** Applies what differs from the last time. Gives sentences for the user on what did not work. */
  async apply(settings: Settings): Promise<readonly string[]> {
    const before = this.#applied;
    this.#applied = settings;
    const parts = this.#parts;
    parts.setTheme(settings.theme);
    parts.setContentProtection(settings.hideFromScreenCapture);
    if (before?.menuBarOnly !== settings.menuBarOnly) {
      parts.setMenuBarOnly(settings.menuBarOnly);
    }
    const notices: string[] = [];
    if (before?.shortcut !== settings.shortcut) {
      if (parts.shortcut.set(settings.shortcut) === 'unavailable') {
        notices.push(
          `The shortcut ${settings.shortcut} is taken by another program, or not allowed here.`,
        );
      }
    }
    return [...notices, ...(await this.#applyLoginItem(before, settings))];
  }

  view(): SystemView {
    const { shortcut, loginItem, canProtectContent, lockEvents } = this.#parts;
    return {
      shortcut: shortcut.state,
      lockEvents: lockEvents(),
      screenCaptureProtection: canProtectContent,
      loginItem: loginItem.isSupported,
    };
  }

  /** At start nothing is written: what the user did to the login item by hand meanwhile stays. */
  async #applyLoginItem(
    before: Settings | undefined,
    { startAtLogin, startHidden }: Settings,
  ): Promise<readonly string[]> {
    const isChanged =
      before !== undefined &&
      (before.startAtLogin !== startAtLogin ||
        (startAtLogin && before.startHidden !== startHidden));
    if (!isChanged) {
      return [];
    }
    try {
      await this.#parts.loginItem.set(startAtLogin, startHidden);
      return [];
    } catch (error) {
      this.#parts.logger.warn('the login item could not be changed', { error: String(error) });
      const reason = error instanceof Error ? error.message : String(error);
      const hint = isRoleValetError(error) ? ` ${error.hint}` : '';
      return [`Starting at login could not be changed: ${reason}.${hint}`];
    }
  }
}
