import { readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import type { NativeImage as ElectronNativeImage } from 'electron';
import type { ImageView } from '../sides.ts';
import { closed, UNKNOWN_MEMBERS } from './closed.ts';

interface Representation {
  readonly scaleFactor: number;
  readonly png: Buffer;
}

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

type Members =
  | 'isEmpty'
  | 'getSize'
  | 'getScaleFactors'
  | 'setTemplateImage'
  | 'isTemplateImage'
  | 'isMacTemplateImage'
  | 'addRepresentation'
  | 'toPNG'
  | 'toDataURL';

/** A picture made of PNG files. Of other formats Electron may read more; icons here are PNG. */
export class NativeImage implements Pick<ElectronNativeImage, Members> {
  isMacTemplateImage = false;
  /** File name without folder, scale and ending; empty where it came from no file. */
  readonly name: string;
  readonly #representations: Representation[];

  constructor(name: string, representations: readonly Representation[]) {
    this.name = name;
    this.#representations = [...representations];
  }

  isEmpty(): boolean {
    return this.#representations.length === 0;
  }
  getScaleFactors(): number[] {
    return this.#representations.map(({ scaleFactor }) => scaleFactor);
  }
  getSize(): { width: number; height: number } {
    const first = this.#representations[0];
    if (first === undefined) return { width: 0, height: 0 };
    return {
      width: Math.round(first.png.readUInt32BE(16) / first.scaleFactor),
      height: Math.round(first.png.readUInt32BE(20) / first.scaleFactor),
    };
  }
  setTemplateImage(isTemplate: boolean): void {
    this.isMacTemplateImage = isTemplate;
  }
  isTemplateImage(): boolean {
    return this.isMacTemplateImage;
  }
  addRepresentation(options: { scaleFactor?: number; buffer?: Buffer; dataURL?: string }): void {
    if (options.buffer === undefined)
      throw new Error('the stand-in adds pictures from a buffer only');
    this.#representations.push({
      scaleFactor: options.scaleFactor ?? 1,
      png: checked(options.buffer),
    });
  }
  toPNG(options: { scaleFactor?: number } = {}): Buffer {
    return this.#best(options.scaleFactor ?? 1)?.png ?? Buffer.alloc(0);
  }
  toDataURL(options: { scaleFactor?: number } = {}): string {
    return `data:image/png;base64,${this.toPNG(options).toString('base64')}`;
  }

  #best(scaleFactor: number): Representation | undefined {
    return (
      this.#representations.find((one) => one.scaleFactor >= scaleFactor) ??
      this.#representations.at(-1)
    );
  }
}
Object.setPrototypeOf(NativeImage.prototype, UNKNOWN_MEMBERS);

function checked(png: Buffer): Buffer {
  if (!png.subarray(0, 8).equals(PNG_SIGNATURE)) throw new Error('the stand-in reads PNG only');
  return png;
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return checked(readFileSync(path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** `nativeImage`. A missing file gives an empty image, as in Electron. */
export const nativeImage = closed('nativeImage', {
  createEmpty: () => new NativeImage('', []),
  createFromPath(path: string) {
    const ending = extname(path);
    const stem = path.slice(0, path.length - ending.length);
    const found = [1, 1.5, 2, 3].flatMap((scaleFactor) => {
      const png = readIfThere(scaleFactor === 1 ? path : `${stem}@${scaleFactor}x${ending}`);
      return png === undefined ? [] : [{ scaleFactor, png }];
    });
    const image = new NativeImage(basename(stem), found);
    image.setTemplateImage(stem.endsWith('Template'));
    return image;
  },
  createFromBuffer: (png: Buffer, options: { scaleFactor?: number } = {}) =>
    new NativeImage('', [{ scaleFactor: options.scaleFactor ?? 1, png: checked(png) }]),
  createFromDataURL: (url: string) =>
    nativeImage.createFromBuffer(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')),
}) satisfies Record<
  keyof Pick<
    typeof Electron.NativeImage,
    'createEmpty' | 'createFromPath' | 'createFromBuffer' | 'createFromDataURL'
  >,
  unknown
>;

/** The image of a path or of an image, as the host draws it. */
export function imageView(image: NativeImage | string): ImageView {
  const loaded = typeof image === 'string' ? nativeImage.createFromPath(image) : image;
  return {
    name: loaded.name.replace(/Template$/, ''),
    dataUrl: loaded.isEmpty() ? '' : loaded.toDataURL({ scaleFactor: 2 }),
    isTemplate: loaded.isTemplateImage(),
  };
}
