import { lstat, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Environment, Logger } from '../core/ports.ts';
import { isRunning } from '../node/is-running.ts';
import { PRACTICE_FOLDER_PREFIX } from './practice-home.ts';
import { removePracticeKeys } from './practice-keys.ts';

const OWNER_FILE = 'owner.json';

/** Whose a practice folder is, and where its keys are. */
export interface PracticeOwner {
  readonly processId: number;
  /** True where its keys are in the folder's own files, not in the keychain. */
  readonly memoryOnly: boolean;
}

/** Notes the owner in the folder, so that a later process can tell when it was left behind. */
export async function notePracticeOwner(folder: string, owner: PracticeOwner): Promise<void> {
  await writeFile(join(folder, OWNER_FILE), JSON.stringify(owner), { mode: 0o600 });
}

export interface LeftoverOptions {
  readonly environment: Environment;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
  /** Where practice folders are made. Default: the system's folder for temporary files. */
  readonly parentPath?: string;
}

/**
 * Removes practice organisations whose process is gone, a kill or a log-out leaves them, with their
 * keychain items. Only folders of this user that say who owned them. Never throws: what can't be
 * removed now is logged and tried again at the next start. Gives how many were removed.
 */
export async function sweepPractices(options: LeftoverOptions): Promise<number> {
  const { logger, parentPath = tmpdir() } = options;
  let removed = 0;
  for (const name of await namesIn(parentPath)) {
    const folder = join(parentPath, name);
    try {
      const owner = await leftBy(folder);
      if (owner !== undefined) {
        await removePracticeKeys(
          { ...options.environment, ROLE_VALET_HOME: join(folder, 'app') },
          owner.memoryOnly,
        );
        await rm(folder, { recursive: true, force: true });
        removed += 1;
        logger.info('a practice organisation that was left behind is removed');
      }
    } catch (error) {
      logger.warn('a practice organisation that was left behind could not be removed', {
        folder,
        error: String(error),
      });
    }
  }
  return removed;
}

async function namesIn(parentPath: string): Promise<readonly string[]> {
  const names = await readdir(parentPath);
  return names.filter((name) => name.startsWith(PRACTICE_FOLDER_PREFIX));
}

/** The owner of a folder of this user's, no link, that no longer runs; else undefined. */
async function leftBy(folder: string): Promise<PracticeOwner | undefined> {
  const entry = await lstat(folder);
  const isOwn = process.getuid === undefined || entry.uid === process.getuid();
  if (!entry.isDirectory() || !isOwn) {
    return undefined;
  }
  const owner = await ownerOf(folder);
  return owner === undefined || isRunning(owner.processId) ? undefined : owner;
}

async function ownerOf(folder: string): Promise<PracticeOwner | undefined> {
  try {
    const found: unknown = JSON.parse(await readFile(join(folder, OWNER_FILE), 'utf8'));
    const { processId, memoryOnly } = found as Partial<PracticeOwner>;
    return Number.isInteger(processId) && Number(processId) > 0
      ? { processId: Number(processId), memoryOnly: memoryOnly === true }
      : undefined;
  } catch (error) {
    // A folder that says nothing may be another version's, or still be in the making.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}
