import type { Platform } from '../../contract/settings.ts';

/** How trays differ between platforms. */
export interface TrayPlatform {
  /** Only the macOS menu bar has room for text beside an icon. */
  readonly hasTitle: boolean;
  /** Menus of macOS apps name this key beside Quit; trays elsewhere do not. */
  readonly quitAccelerator?: string;
  /**
   * What stands for `&` in a label. Electron takes one `&` for a mnemonic on every platform: macOS
   * knows no mnemonics, but drops the sign all the same (electron/electron#9584, #9978).
   */
  readonly labelAmpersand: string;
  /** Windows takes `&` in a tooltip for a mnemonic, and how often to double it changed over time. */
  readonly tooltipAmpersand: string;
  /** Longest tooltip, UTF-16 units. Windows cuts at 127 (`szTip` of NOTIFYICONDATA). */
  readonly tooltipLength: number;
}

export const TRAY_PLATFORMS: Readonly<Record<Platform, TrayPlatform>> = {
  darwin: {
    hasTitle: true,
    quitAccelerator: 'Command+Q',
    labelAmpersand: '&&',
    tooltipAmpersand: '&',
    tooltipLength: 250,
  },
  win32: {
    hasTitle: false,
    labelAmpersand: '&&',
    tooltipAmpersand: '+',
    tooltipLength: 127,
  },
  linux: {
    hasTitle: false,
    labelAmpersand: '&&',
    tooltipAmpersand: '&',
    tooltipLength: 250,
  },
};
