import { join } from 'node:path';
import type { NativeImage } from 'electron';
import type { Platform } from '../contract/settings.ts';
import type { TrayIconState } from '../core/tray/types.ts';

/** The images of the tray icon. Throws where the image of a state can't be loaded. */
export type TrayImages<Image> = (state: TrayIconState) => Image;

/**
 * Where the image of a state lies below the icons' folder, in its plain size. On macOS the name makes
 * it a template image. Electron finds the larger ones (`@2x` and so on) beside it.
 */
export function trayImageFile(state: TrayIconState, platform: Platform): string {
  const name = platform === 'darwin' ? `${state}Template.png` : `${state}.png`;
  return join('tray', platform, name);
}

/** What is needed of an image; the stand-in and tests have less than Electron. */
type LoadedImage = Pick<NativeImage, 'isEmpty'>;

/** Images from `iconsFolder` (`assets/icons`), each loaded once, when it is first shown. */
export function trayImages<Image extends LoadedImage>(
  iconsFolder: string,
  platform: Platform,
  createFromPath: (path: string) => Image,
): TrayImages<Image> {
  const loaded = new Map<TrayIconState, Image>();
  return (state) => {
    const known = loaded.get(state);
    if (known !== undefined) {
      return known;
    }
    const file = trayImageFile(state, platform);
    const image = createFromPath(join(iconsFolder, file));
    if (image.isEmpty()) {
      // Electron gives an empty image instead of an error; a tray would show nothing at all.
      throw new Error(`the icon ${file} is missing or no image`);
    }
    loaded.set(state, image);
    return image;
  };
}
