import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { RoleValetError } from '../contract/errors.ts';

/** A built file of the window, in memory. */
export interface Asset {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly contentType: string;
}

/** Kinds of files that a build of the window holds. No other file is served, maps included. */
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Where the window starts. */
const START_PATH = '/index.html';

/**
 * Plain names between single slashes, none of which begins with a dot. So `..`, encoded characters,
 * backslashes, NUL, doubled slashes, queries and fragments have no place in it.
 */
const ASSET_URL = /^app:\/\/role-valet(\/|(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)+)$/;

/**
 * Reads the built window into memory: a map from the path in its URL (`/assets/index.js`) to the
 * file. Only real files of known kinds get in; links are not followed. Throws FILE_UNREADABLE where
 * the folder or its `index.html` is missing.
 */
export async function readRendererAssets(folder: string): Promise<ReadonlyMap<string, Asset>> {
  const assets = new Map<string, Asset>();
  try {
    await readFolder(folder, '/', assets);
  } catch (error) {
    throw unreadable(`the window's files in ${folder} could not be read`, error);
  }
  if (!assets.has(START_PATH)) {
    throw unreadable(`the window's files in ${folder} lack index.html`);
  }
  return assets;
}

/**
 * The file that `url` names, or undefined. The text itself is matched, before any parser could make
 * another path of it, and then looked up: no path of the disk is ever built from a URL.
 */
export function findAsset(assets: ReadonlyMap<string, Asset>, url: string): Asset | undefined {
  const path = ASSET_URL.exec(url)?.[1];
  return path === undefined ? undefined : assets.get(path === '/' ? START_PATH : path);
}

async function readFolder(
  folder: string,
  prefix: string,
  assets: Map<string, Asset>,
): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    const contentType = CONTENT_TYPES[extname(entry.name)];
    if (entry.isDirectory()) {
      await readFolder(path, `${prefix}${entry.name}/`, assets);
    } else if (entry.isFile() && contentType !== undefined) {
      assets.set(`${prefix}${entry.name}`, {
        bytes: new Uint8Array(await readFile(path)),
        contentType,
      });
    }
  }
}

function unreadable(message: string, cause?: unknown): RoleValetError {
  return new RoleValetError('FILE_UNREADABLE', message, 'Install Role Valet again.', { cause });
}
