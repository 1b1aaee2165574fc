import type Electron from 'electron';
import type { Platform } from '../contract/settings.ts';

export interface PlacementInput {
  readonly platform: Platform;
  /** Where the tray icon is. Linux knows none: leave it out there, or it is not heeded. */
  readonly trayBounds?: Electron.Rectangle | undefined;
  /** Where the pointer is. Leave it out on Wayland, which neither tells nor lets a window be placed. */
  readonly cursor?: Electron.Point | undefined;
  /** The part of that display that no bar covers. */
  readonly workArea: Electron.Rectangle;
  readonly size: Electron.Size;
}

/**
 * Where the window goes, in device-independent pixels: next to the tray icon; without one at the
 * pointer; without either in the corner where the platform keeps its tray. Always inside the work
 * area, smaller than asked for where that is small. Undefined leaves the place to the desktop.
 */
export function placeWindow(input: PlacementInput): Electron.Rectangle | undefined {
  const { platform, cursor, workArea } = input;
  const size = {
    width: Math.min(input.size.width, workArea.width),
    height: Math.min(input.size.height, workArea.height),
  };
  const anchor = anchorOf(input);
  if (anchor !== undefined) {
    return inside(workArea, besideAnchor(anchor, workArea, size), size);
  }
  if (platform === 'linux' && cursor === undefined) {
    return undefined;
  }
  const right = workArea.x + workArea.width - size.width;
  const bottom = workArea.y + workArea.height - size.height;
  return inside(workArea, { x: right, y: platform === 'darwin' ? workArea.y : bottom }, size);
}

/** The tray icon, or the pointer as a rectangle of no size. */
function anchorOf({
  platform,
  trayBounds,
  cursor,
}: PlacementInput): Electron.Rectangle | undefined {
  // An icon that the system hides has bounds of no size.
  if (platform !== 'linux' && trayBounds !== undefined && trayBounds.width > 0) {
    return trayBounds;
  }
  return cursor === undefined ? undefined : { ...cursor, width: 0, height: 0 };
}

/** Centred on the anchor; below it in the upper half of the work area, else above it. */
function besideAnchor(
  anchor: Electron.Rectangle,
  workArea: Electron.Rectangle,
  size: Electron.Size,
): Electron.Point {
  const isUpper = anchor.y + anchor.height / 2 < workArea.y + workArea.height / 2;
  return {
    x: anchor.x + anchor.width / 2 - size.width / 2,
    y: isUpper ? anchor.y + anchor.height : anchor.y - size.height,
  };
}

/** Electron wants whole numbers. */
function inside(
  workArea: Electron.Rectangle,
  point: Electron.Point,
  size: Electron.Size,
): Electron.Rectangle {
  const between = (low: number, value: number, high: number): number =>
    Math.round(Math.max(low, Math.min(value, high)));
  return {
    x: between(workArea.x, point.x, workArea.x + workArea.width - size.width),
    y: between(workArea.y, point.y, workArea.y + workArea.height - size.height),
    ...size,
  };
}
