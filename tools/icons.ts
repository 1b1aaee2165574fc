/**
 * Draws `assets/icons` from `assets/svg` with a real Chromium: `node tools/icons.ts`. Run it after a
 * change of a source; a test says when it is due. ROLE_VALET_CHROMIUM names another browser.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { icnsFile, icoFile } from './icons/containers.ts';
import { iconPage } from './icons/draw.ts';
import {
  ICNS_IMAGES,
  ICNS_TYPES,
  ICO_SIZES,
  ICON_IMAGES,
  type IconImage,
} from './icons/icon-set.ts';
import { type IconManifest, imageHash, sourceHash } from './icons/manifest.ts';
import { readPng, writePng } from './icons/png.ts';

const root = join(import.meta.dirname, '..');
const svgFolder = join(root, 'assets', 'svg');
const iconsFolder = join(root, 'assets', 'icons');

const browser = await chromium.launch({
  executablePath: process.env.ROLE_VALET_CHROMIUM ?? '/usr/bin/chromium',
});
const files = new Map<string, Buffer>();
try {
  for (const image of ICON_IMAGES) {
    files.set(image.file, await draw(browser, image));
  }
  const large: { type: string; png: Buffer }[] = [];
  for (const image of ICNS_IMAGES) {
    const png = await draw(browser, image);
    large.push(...(ICNS_TYPES[image.pixels] ?? []).map((type) => ({ type, png })));
  }
  files.set('app/icon.icns', icnsFile(large));
} finally {
  await browser.close();
}
files.set(
  'app/icon.ico',
  icoFile(
    ICO_SIZES.map((pixels) => ({ pixels, png: fileOf(files, `app/${pixels}x${pixels}.png`) })),
  ),
);

rmSync(iconsFolder, { recursive: true, force: true });
for (const [file, bytes] of files) {
  mkdirSync(dirname(join(iconsFolder, file)), { recursive: true });
  writeFileSync(join(iconsFolder, file), bytes);
}
const recipe = ['tools/icons/draw.ts', 'tools/icons/icon-set.ts'];
const sources = [...readdirSync(svgFolder).map((name) => `assets/svg/${name}`), ...recipe];
const manifest: IconManifest = {
  sources: Object.fromEntries(
    sources.sort().map((file) => [file, sourceHash(readFileSync(join(root, file), 'utf8'))]),
  ),
  icons: Object.fromEntries([...files].sort().map(([file, bytes]) => [file, imageHash(bytes)])),
};
writeFileSync(join(iconsFolder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
const total = [...files.values()].reduce((sum, { length }) => sum + length, 0);
console.log(`${files.size} icons, ${Math.ceil(total / 1024)} KB`);

async function draw(from: Browser, image: IconImage): Promise<Buffer> {
  const page = await from.newPage({ viewport: { width: image.pixels, height: image.pixels } });
  await page.setContent(iconPage(image, readFileSync(join(svgFolder, image.source), 'utf8')));
  const png = await page.screenshot({ omitBackground: true });
  await page.close();
  return writePng(readPng(png));
}

function fileOf(from: ReadonlyMap<string, Buffer>, name: string): Buffer {
  const bytes = from.get(name);
  if (bytes === undefined) {
    throw new Error(`${name} was not drawn`);
  }
  return bytes;
}
