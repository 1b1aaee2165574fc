import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loopCount, loopSeed } from '../../tools/loops.ts';
import { type Asset, findAsset, readRendererAssets } from './renderer-assets.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'role-valet-assets-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<!doctype html>');
  await writeFile(join(folder, 'assets', 'index-B_x1-a.js'), 'export {};');
  await writeFile(join(folder, 'assets', 'index-C2.css'), ':root {}');
  await writeFile(join(folder, 'assets', 'mark.svg'), '<svg/>');
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const textOf = (asset: Asset | undefined) =>
  asset && `${asset.contentType} ${Buffer.from(asset.bytes).toString()}`;

test('built files are found under their paths, with their content types', async () => {
  const assets = await readRendererAssets(folder);
  expect([...assets.keys()].sort()).toEqual([
    '/assets/index-B_x1-a.js',
    '/assets/index-C2.css',
    '/assets/mark.svg',
    '/index.html',
  ]);
  const page = 'text/html; charset=utf-8 <!doctype html>';
  expect(textOf(findAsset(assets, 'app://role-valet/'))).toBe(page);
  expect(textOf(findAsset(assets, 'app://role-valet/index.html'))).toBe(page);
  expect(textOf(findAsset(assets, 'app://role-valet/assets/index-B_x1-a.js'))).toBe(
    'text/javascript; charset=utf-8 export {};',
  );
  expect(textOf(findAsset(assets, 'app://role-valet/assets/index-C2.css'))).toBe(
    'text/css; charset=utf-8 :root {}',
  );
});

test('maps, secrets and links in the folder are not served', async () => {
  await writeFile(join(folder, 'assets', 'index.js.map'), '{}');
  await writeFile(join(folder, '.env'), 'A=b');
  await writeFile(join(folder, 'noextension'), 'x');
  await symlink('/etc/hostname', join(folder, 'assets', 'host.svg'));
  await symlink('/etc', join(folder, 'etc'));
  const assets = await readRendererAssets(folder);
  expect(assets.size).toBe(4);
});

test.each([
  'app://role-valet/../index.html',
  'app://role-valet/assets/../index.html',
  'app://role-valet/./index.html',
  'app://role-valet/%2e%2e/index.html',
  'app://role-valet/assets%2findex-C2.css',
  'app://role-valet/assets%5cindex-C2.css',
  'app://role-valet/assets\\index-C2.css',
  'app://role-valet/index.html\0',
  'app://role-valet/index.html%00',
  'app://role-valet/index.html\n',
  'app://role-valet//index.html',
  'app://role-valet/index.html/',
  'app://role-valet//etc/passwd',
  'app://role-valet/etc/passwd',
  'app://role-valet/C:/windows/win.ini',
  'app://role-valet/index.html?x=1',
  'app://role-valet/index.html#x',
  'app://role-valet/INDEX.HTML',
  'app://role-valet/toString',
  'app://role-valet/__proto__',
  'app://role-valet',
  'app://role-valet.evil.test/index.html',
  'app://evil.test/index.html',
  'app://user@role-valet/index.html',
  'app://role-valet:80/index.html',
  'app:///index.html',
  'app:/index.html',
  'apps://role-valet/index.html',
  'https://role-valet/index.html',
  'file:///index.html',
  '/index.html',
  '',
])('%j is not served', async (url) => {
  expect(findAsset(await readRendererAssets(folder), url)).toBeUndefined();
});

test('names that begin with a dot are not served even where they are listed', () => {
  const asset = { bytes: new Uint8Array(), contentType: 'text/html' };
  const listed = new Map(
    ['/.env', '/../a.js', '/a/./b.js', '/a//b.js'].map((path) => [path, asset]),
  );
  for (const path of listed.keys()) {
    expect(findAsset(listed, `app://role-valet${path}`), path).toBeUndefined();
  }
});

test('whatever is asked for, only listed files are found, each by its one name', async () => {
  const assets = await readRendererAssets(folder);
  const names = new Map([...assets].map(([path, asset]) => [asset, `app://role-valet${path}`]));
  const piece = fc.oneof(
    fc.constantFrom(
      '..',
      '.',
      '/',
      '//',
      '%2e',
      '%2f',
      '\\',
      '\0',
      'index.html',
      'assets',
      '?',
      '#',
    ),
    fc.string({ maxLength: 5 }),
  );
  const url = fc
    .tuple(
      fc.constantFrom('app://role-valet/', 'app://', 'app:', ''),
      fc.array(piece, { maxLength: 6 }),
    )
    .map(([start, pieces]) => start + pieces.join(''));
  fc.assert(
    fc.property(url, (text) => {
      const asset = findAsset(assets, text);
      if (asset !== undefined && text !== 'app://role-valet/') {
        expect(text).toBe(names.get(asset));
      }
    }),
    { numRuns: loopCount(20_000, 2_000), seed: loopSeed() },
  );
});

test('a missing folder and a missing page are said', async () => {
  const missing = join(folder, 'none');
  await expect(readRendererAssets(missing)).rejects.toMatchObject({
    code: 'FILE_UNREADABLE',
    message: `the window's files in ${missing} could not be read`,
  });
  await rm(join(folder, 'index.html'));
  await expect(readRendererAssets(folder)).rejects.toMatchObject({
    code: 'FILE_UNREADABLE',
    message: `the window's files in ${folder} lack index.html`,
  });
});
