import { readlink, realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { hasSystemCode } from './file-errors.ts';

/** As many links as Linux follows on one path before it reports a loop. */
const MAXIMUM_LINKS = 40;

/**
 * The path behind all symbolic links of `path`. Of a dangling link it is the path that the link
 * points to, so that a write creates the file where the user wanted it (a dotfiles folder) and
 * leaves the link alone. Throws the system's ELOOP for a ring of links.
 */
export async function realTarget(path: string): Promise<string> {
  let current = resolve(path);
  for (let followed = 0; followed <= MAXIMUM_LINKS; followed++) {
    const existing = await realPathOf(current);
    if (existing !== undefined) return existing;
    // A relative link is relative to the real folder it stands in, so that folder comes first.
    const folder = await realTarget(dirname(current));
    const unlinked = join(folder, basename(current));
    const link = await linkTextOf(unlinked);
    if (link === undefined) return unlinked;
    current = resolve(folder, link);
  }
  throw Object.assign(new Error('too many symbolic links'), { code: 'ELOOP' });
}

async function realPathOf(path: string): Promise<string | undefined> {
  try {
    return await realpath(path);
  } catch (error) {
    if (hasSystemCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

async function linkTextOf(path: string): Promise<string | undefined> {
  try {
    return await readlink(path);
  } catch (error) {
    // EINVAL: it exists and is no link, so somebody created it a moment ago.
    if (hasSystemCode(error, 'ENOENT', 'EINVAL')) return undefined;
    throw error;
  }
}
