import type { BrowserWindow } from './browser-window.ts';

/** All windows that are not destroyed, oldest first. */
export const openWindows = new Map<number, BrowserWindow>();

/** The window of an id that the host knows; undefined once it is destroyed. */
export function windowOf(id: number): BrowserWindow | undefined {
  return openWindows.get(id);
}

/** Closes each window as the user would. False where one stayed open: that stops a quit. */
export function closeAllWindows(): boolean {
  for (const window of [...openWindows.values()]) window.close();
  return openWindows.size === 0;
}

/** Ends each window without asking it. */
export function destroyAllWindows(): void {
  for (const window of [...openWindows.values()]) window.destroy();
}
