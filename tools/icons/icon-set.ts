import type { Platform } from '../../electron/contract/settings.ts';
import type { TrayIconState } from '../../electron/core/tray/types.ts';

/** How a source becomes an image. */
export type Treatment =
  /** Black and alpha: macOS colours it as the menu bar needs it. */
  | 'template'
  /**
   * White on a tile of its own: taskbars and panels of Windows and Linux may be light or dark, and
   * tell nobody which.
   */
  | 'tile'
  /** The app icon with the margin that macOS wants. */
  | 'app'
  /** The app icon up to the edge, as Windows and Linux show it. */
  | 'app-without-margin';

/** One image of the set. */
export interface IconImage {
  /** Below `assets/icons`. */
  readonly file: string;
  /** Below `assets/svg`. */
  readonly source: string;
  /** Width and height, pixels. */
  readonly pixels: number;
  readonly treatment: Treatment;
}

export const TRAY_STATES: readonly TrayIconState[] = [
  'idle',
  'active',
  'expiring',
  'needs-mfa',
  'error',
];

/** Tray sizes: the plain one and what Electron picks by the name's ending. */
const TRAY_SIZES: Readonly<Record<Platform, Readonly<Record<string, number>>>> = {
  darwin: { 'Template.png': 18, 'Template@2x.png': 36 },
  win32: { '.png': 16, '@1.25x.png': 20, '@1.5x.png': 24, '@2x.png': 32 },
  // One size: panels ask for 22 to 48 and scale for themselves, and scale down better than up.
  linux: { '.png': 48 },
};

const APP_SIZES: readonly number[] = [16, 24, 32, 48, 64, 128, 256, 512, 1024];

/** Types of the images in `icon.icns`, by pixels; the plain one and the one for twice the density. */
export const ICNS_TYPES: Readonly<Record<number, readonly string[]>> = {
  16: ['icp4'],
  32: ['icp5', 'ic11'],
  64: ['ic12'],
  128: ['ic07'],
  256: ['ic08', 'ic13'],
  512: ['ic09', 'ic14'],
  1024: ['ic10'],
};

/** Images in `icon.ico`, pixels. */
export const ICO_SIZES: readonly number[] = [16, 24, 32, 48, 64, 256];

/** Every png of the set that is committed. */
export const ICON_IMAGES: readonly IconImage[] = [
  ...TRAY_STATES.flatMap((state) =>
    Object.entries(TRAY_SIZES).flatMap(([platform, sizes]) =>
      Object.entries(sizes).map(
        ([ending, pixels]): IconImage => ({
          file: `tray/${platform}/${state}${ending}`,
          source: `tray-${state}.svg`,
          pixels,
          treatment: platform === 'darwin' ? 'template' : 'tile',
        }),
      ),
    ),
  ),
  ...APP_SIZES.map(
    (pixels): IconImage => ({
      file: `app/${pixels}x${pixels}.png`,
      source: 'app.svg',
      pixels,
      treatment: 'app-without-margin',
    }),
  ),
];

/** Images that only go into `icon.icns`. */
export const ICNS_IMAGES: readonly IconImage[] = Object.keys(ICNS_TYPES).map((pixels) => ({
  file: `app/icon.icns#${pixels}`,
  source: 'app.svg',
  pixels: Number(pixels),
  treatment: 'app',
}));
