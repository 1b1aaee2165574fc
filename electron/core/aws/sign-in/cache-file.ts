import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { parseJsonObject } from '../../json-object.ts';
import type { Clock, Files } from '../../ports.ts';

/** One JSON object of the cache: its fields, or why there are none. */
export type CacheEntry =
  | { readonly state: 'found'; readonly fields: Readonly<Record<string, unknown>> }
  | { readonly state: 'missing' }
  | { readonly state: 'damaged' };

/** How long another program gets to finish a file that it writes in place, milliseconds. */
const OTHER_WRITER_MS = 50;

/** The file that AWS tools keep `name` in: its SHA-1, in hexadecimal digits. */
export function cacheFilePath(cachePath: string, name: string): string {
  return join(cachePath, `${createHash('sha1').update(name).digest('hex')}.json`);
}

/**
 * Reads one file of the cache. The AWS CLI truncates and writes in place, so a text that is no JSON
 * object is read once more. Throws FILE_UNREADABLE.
 */
export async function readCacheFile(
  files: Pick<Files, 'read'>,
  clock: Clock,
  path: string,
): Promise<CacheEntry> {
  const first = await readOnce(files, path);
  if (first.state !== 'damaged') return first;
  await clock.sleep(OTHER_WRITER_MS);
  return readOnce(files, path);
}

/** Writes one file of the cache, for its owner only. Throws FILE_UNWRITABLE or DISK_FULL. */
export async function writeCacheFile(
  files: Pick<Files, 'replace'>,
  path: string,
  fields: Readonly<Record<string, unknown>>,
): Promise<void> {
  const text = `${JSON.stringify(fields, null, 2)}\n`;
  await files.replace(path, new TextEncoder().encode(text), { mode: 0o600 });
}

/** The value of a field that must be a text with something in it. */
export function textField(
  fields: Readonly<Record<string, unknown>>,
  name: string,
): string | undefined {
  const value = fields[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/**
 * A time as AWS tools write it, in epoch milliseconds: ISO 8601, or with `UTC` at its end instead of
 * `Z` as the first versions of the AWS CLI did. Undefined for anything else.
 */
export function timeField(
  fields: Readonly<Record<string, unknown>>,
  name: string,
): number | undefined {
  const text = textField(fields, name)?.replace(/UTC$/, 'Z');
  const time = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}

/** Epoch milliseconds as the AWS CLI writes a time: whole seconds, never later than it is. */
export function timeText(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

async function readOnce(files: Pick<Files, 'read'>, path: string): Promise<CacheEntry> {
  const { exists, bytes } = await files.read(path);
  if (!exists) return { state: 'missing' };
  const fields = parseJsonObject(new TextDecoder().decode(bytes));
  return fields === undefined ? { state: 'damaged' } : { state: 'found', fields };
}
