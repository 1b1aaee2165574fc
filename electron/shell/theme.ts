import type Electron from 'electron';
import type { Settings } from '../contract/settings.ts';

/** The parts of Electron's `nativeTheme` that are used. */
export type NativeTheme = Pick<Electron.NativeTheme, 'themeSource' | 'shouldUseDarkColors'> & {
  on(event: 'updated', listener: () => void): unknown;
};

/**
 * Makes windows, menus and the page's `prefers-color-scheme` follow the setting, and tells when the
 * outcome changes, by the setting or by the system.
 */
export class Theme {
  readonly #nativeTheme: NativeTheme;

  constructor(nativeTheme: NativeTheme, onChange: (isDark: boolean) => void) {
    this.#nativeTheme = nativeTheme;
    let isDark = nativeTheme.shouldUseDarkColors;
    // The system tells of contrast and accents here, too.
    nativeTheme.on('updated', () => {
      if (nativeTheme.shouldUseDarkColors === isDark) return;
      isDark = nativeTheme.shouldUseDarkColors;
      onChange(isDark);
    });
  }

  get isDark(): boolean {
    return this.#nativeTheme.shouldUseDarkColors;
  }

  set(theme: Settings['theme']): void {
    if (this.#nativeTheme.themeSource !== theme) this.#nativeTheme.themeSource = theme;
  }
}
