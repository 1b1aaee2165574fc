import { lstat, readlink, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, parse, resolve, sep } from 'node:path';

/** A name in a folder whose coming, going or change may change what a path leads to. */
export interface WatchedPlace {
  readonly folder: string;
  readonly name: string;
}

/** As many symbolic links in a row as Linux follows. */
const MOST_LINKS = 40;

/**
 * The places that decide what stands at `path`: every symbolic link on the way, the file itself, the
 * folder it is in, and where the way ends early the first part that is missing. The folders exist.
 */
export async function watchedPlaces(path: string): Promise<readonly WatchedPlace[]> {
  const places: WatchedPlace[] = [];
  let current = resolve(path);
  for (let links = 0; links < MOST_LINKS; links++) {
    const step = await firstLinkOrGap(current);
    if (step === undefined) {
      const folder = dirname(current);
      // Where a folder itself is replaced, some systems tell its own watcher nothing.
      if (dirname(folder) !== folder) places.push(placeOf(folder));
      places.push(placeOf(current));
      return places;
    }
    places.push(placeOf(step.at));
    if (step.target === undefined) return places;
    current = step.target;
  }
  return places;
}

/** Tells one state of the file behind `path` from another; undefined where there is none. */
export async function fileSignature(path: string): Promise<string | undefined> {
  try {
    const { dev, ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true });
    return [dev, ino, size, mtimeNs, ctimeNs].join(' ');
  } catch {
    // Missing, or not to be looked at: whoever reads the file is told why.
    return undefined;
  }
}

/** Tells a folder from another one at the same path; empty where there is none. */
export async function folderIdentity(path: string): Promise<string> {
  try {
    const { dev, ino, birthtimeNs } = await stat(path, { bigint: true });
    // The number of a removed folder is soon given to a new one.
    return [dev, ino, birthtimeNs].join(' ');
  } catch {
    // Gone since its name was read: the next look finds what is there then.
    return '';
  }
}

interface Step {
  readonly at: string;
  /** Where the way goes on; undefined where it ends. */
  readonly target: string | undefined;
}

/** The first part of the path that is a link or does not exist; undefined where there is neither. */
async function firstLinkOrGap(path: string): Promise<Step | undefined> {
  const { root } = parse(path);
  const parts = path.slice(root.length).split(sep).filter(Boolean);
  let at = root;
  for (const [index, part] of parts.entries()) {
    at = join(at, part);
    try {
      const status = await lstat(at);
      if (!status.isSymbolicLink()) continue;
      const link = await readlink(at);
      const start = isAbsolute(link) ? link : join(dirname(at), link);
      return { at, target: join(start, ...parts.slice(index + 1)) };
    } catch {
      // Missing, or behind a folder that may not be entered: it can only appear here.
      return { at, target: undefined };
    }
  }
  return undefined;
}

function placeOf(path: string): WatchedPlace {
  return { folder: dirname(path), name: basename(path) };
}
