import { existsSync, globSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { trayImageFile } from '../electron/shell/tray-images.ts';
import {
  ICNS_TYPES,
  ICO_SIZES,
  ICON_IMAGES,
  type IconImage,
  TRAY_STATES,
} from './icons/icon-set.ts';
import { type IconManifest, imageHash, sourceHash } from './icons/manifest.ts';
import { type Pixels, readPng } from './icons/png.ts';

const ROOT = join(import.meta.dirname, '..');
const ICONS = join(ROOT, 'assets', 'icons');
const AGAIN = 'run `node tools/icons.ts`';

const manifest = JSON.parse(readFileSync(join(ICONS, 'manifest.json'), 'utf8')) as IconManifest;

function pixelsOf({ file }: IconImage): Pixels {
  return readPng(readFileSync(join(ICONS, file)));
}

/** Alpha of each pixel, and whether any of them has a colour that is not black. */
function shapeOf({ rgba }: Pixels): {
  readonly alpha: readonly number[];
  readonly isBlack: boolean;
} {
  const alpha: number[] = [];
  let isBlack = true;
  for (let at = 0; at < rgba.length; at += 4) {
    alpha.push(rgba[at + 3] ?? 0);
    isBlack &&= rgba[at] === 0 && rgba[at + 1] === 0 && rgba[at + 2] === 0;
  }
  return { alpha, isBlack };
}

describe('the icon set', () => {
  test('is in step with its sources', () => {
    const drawn = readdirSync(join(ROOT, 'assets', 'svg')).map((name) => `assets/svg/${name}`);
    const sources = [...drawn, 'tools/icons/draw.ts', 'tools/icons/icon-set.ts'];
    const hashes = sources.map((file) => [
      file,
      sourceHash(readFileSync(join(ROOT, file), 'utf8')),
    ]);
    expect(manifest.sources, AGAIN).toEqual(Object.fromEntries(hashes));
  });

  test('has the files that were drawn, unchanged, and no others', () => {
    const files = globSync('**/*.*', { cwd: ICONS })
      .map((file) => file.replaceAll('\\', '/'))
      .filter((file) => file !== 'manifest.json');
    const hashes = files.map((file) => [file, imageHash(readFileSync(join(ICONS, file)))]);
    expect(manifest.icons, AGAIN).toEqual(Object.fromEntries(hashes));
    const expected = [...ICON_IMAGES.map(({ file }) => file), 'app/icon.icns', 'app/icon.ico'];
    expect(files.sort()).toEqual(expected.sort());
  });

  test('is small', () => {
    const sizes = Object.keys(manifest.icons).map((file) => statSync(join(ICONS, file)).size);
    expect(Math.max(...sizes)).toBeLessThan(200 * 1024);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(400 * 1024);
  });

  test('has the image that the tray asks for, for every state on every platform', () => {
    const files = new Set(ICON_IMAGES.map(({ file }) => file));
    for (const state of TRAY_STATES) {
      for (const platform of ['darwin', 'win32', 'linux'] as const) {
        const file = trayImageFile(state, platform).replaceAll('\\', '/');
        expect(files, file).toContain(file);
        expect(existsSync(join(ICONS, file)), file).toBe(true);
      }
    }
  });

  test.each(ICON_IMAGES.map((image) => [image.file, image] as const))('%s', (_, image) => {
    const pixels = pixelsOf(image);
    expect([pixels.width, pixels.height]).toEqual([image.pixels, image.pixels]);
    const { alpha, isBlack } = shapeOf(pixels);
    // Corners let the background through, and something is drawn.
    expect(alpha[0]).toBeLessThan(255);
    expect(alpha.includes(255)).toBe(true);
    expect(isBlack).toBe(image.treatment === 'template');
  });
});

describe('tray icons of two states', () => {
  /** How dark a pixel is drawn, 0 to 255, colours left aside: white on the tile, black without. */
  function inkOf(image: IconImage): readonly number[] {
    const pixels = pixelsOf(image);
    return image.treatment === 'template'
      ? shapeOf(pixels).alpha
      : shapeOf(pixels).alpha.map((_, index) => pixels.rgba[index * 4] ?? 0);
  }

  const folders = ['tray/darwin', 'tray/win32', 'tray/linux'];
  test.each(folders)('differ in shape in %s, at every size', (folder) => {
    const images = ICON_IMAGES.filter(({ file }) => file.startsWith(folder));
    for (const one of images) {
      const others = images.filter(
        ({ pixels, file }) => pixels === one.pixels && file !== one.file,
      );
      expect(others).toHaveLength(TRAY_STATES.length - 1);
      const ink = inkOf(one);
      for (const other of others) {
        const otherInk = inkOf(other);
        const changed = ink.filter((value, at) => Math.abs(value - (otherInk[at] ?? 0)) > 100);
        // At 16 pixels at least six of them change clearly from one state to the next.
        expect(changed.length, `${one.file} and ${other.file}`).toBeGreaterThanOrEqual(
          one.pixels ** 2 * (6 / 256),
        );
      }
    }
  });
});

describe('the containers', () => {
  test('icon.icns holds every size under its type', () => {
    const bytes = readFileSync(join(ICONS, 'app', 'icon.icns'));
    expect(bytes.toString('latin1', 0, 4)).toBe('icns');
    expect(bytes.readUInt32BE(4)).toBe(bytes.length);
    const found = new Map<string, number>();
    for (let at = 8; at < bytes.length; at += bytes.readUInt32BE(at + 4)) {
      const png = readPng(bytes.subarray(at + 8, at + bytes.readUInt32BE(at + 4)));
      found.set(bytes.toString('latin1', at, at + 4), png.width);
    }
    const expected = Object.entries(ICNS_TYPES).flatMap(([pixels, types]) =>
      types.map((type) => [type, Number(pixels)] as const),
    );
    expect(found).toEqual(new Map(expected));
  });

  test('icon.ico holds every size', () => {
    const bytes = readFileSync(join(ICONS, 'app', 'icon.ico'));
    expect([bytes.readUInt16LE(0), bytes.readUInt16LE(2)]).toEqual([0, 1]);
    const sizes = Array.from({ length: bytes.readUInt16LE(4) }, (_, index) => {
      const entry = 6 + 16 * index;
      const [length, start] = [bytes.readUInt32LE(entry + 8), bytes.readUInt32LE(entry + 12)];
      const png = readPng(bytes.subarray(start, start + length));
      expect((bytes[entry] ?? 0) || 256).toBe(png.width);
      return png.width;
    });
    expect(sizes).toEqual(ICO_SIZES);
  });
});
