import type { Platform } from '../contract/settings.ts';

/**
 * Whether a window can be kept out of screenshots and shared screens: macOS and Windows have a flag
 * for it, Linux has none (X11 lets every program read every window; under Wayland the compositor
 * asks the user instead). Programs on macOS that use ScreenCaptureKit may show the window all the
 * same: https://www.electronjs.org/docs/latest/api/browser-window#winsetcontentprotectionenable-macos-windows
 */
export function canHideFromScreenCapture(platform: Platform): boolean {
  return platform === 'darwin' || platform === 'win32';
}
