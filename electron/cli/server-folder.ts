import { createHash } from 'node:crypto';
import { lstat, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { MadeFiles } from '../core/outputs/env/child-environment.ts';
import type { Logger } from '../core/ports.ts';
import { hasSystemCode, unwritable } from '../node/file-errors.ts';
import { isRunning } from '../node/is-running.ts';

const PARENT = 'exec-server';
const FOLDER_NAME = /^([0-9a-f]{12})-(\d+)-/;

/** The files that the command of one `exec --server` reads, in a folder of their own. */
export interface ServerFolder extends MadeFiles {
  remove(): Promise<void>;
}

/**
 * Makes a folder of this process below the app's home (0700) with a config file of `configText` and
 * an empty credentials file (0600). Neither may hold a secret: a kill leaves them behind until the
 * next sweep. Throws FILE_UNWRITABLE or DISK_FULL.
 */
export async function makeServerFolder(
  homePath: string,
  configText: string,
): Promise<ServerFolder> {
  const parent = join(homePath, PARENT);
  let folder: string | undefined;
  try {
    await mkdir(parent, { recursive: true, mode: 0o700 });
    // The name says whose it is, so that there is no moment in which nobody can tell.
    folder = await mkdtemp(join(parent, `${machine()}-${process.pid}-`));
    const configPath = join(folder, 'config');
    const credentialsPath = join(folder, 'credentials');
    await writeFile(configPath, configText, { mode: 0o600, flag: 'wx' });
    await writeFile(credentialsPath, '', { mode: 0o600, flag: 'wx' });
    return { configPath, credentialsPath, remove: removal(folder) };
  } catch (error) {
    if (folder !== undefined) await removal(folder)();
    throw unwritable(folder ?? parent, error);
  }
}

/**
 * Removes folders whose process is gone: a kill leaves them. Only those of this machine, since homes
 * may be shared over a network. Never throws: what can't be removed now is logged, and tried again
 * the next time.
 */
export async function sweepServerFolders(
  homePath: string,
  logger: Pick<Logger, 'warn'>,
): Promise<void> {
  const parent = join(homePath, PARENT);
  for (const name of await namesIn(parent)) {
    const [, where, processId] = FOLDER_NAME.exec(name) ?? [];
    if (where !== machine() || isRunning(Number(processId))) {
      continue;
    }
    const folder = join(parent, name);
    try {
      // A link is nothing that we made, and what is behind it is not ours to remove.
      if ((await lstat(folder)).isDirectory()) {
        await rm(folder, { recursive: true, force: true });
      }
    } catch (error) {
      logger.warn('a folder of exec --server that was left behind could not be removed', {
        folder,
        error: String(error),
      });
    }
  }
}

async function namesIn(parent: string): Promise<readonly string[]> {
  try {
    return await readdir(parent);
  } catch (error) {
    if (hasSystemCode(error, 'ENOENT')) return [];
    throw error;
  }
}

function removal(folder: string): () => Promise<void> {
  return () => rm(folder, { recursive: true, force: true });
}

function machine(): string {
  return createHash('sha256').update(hostname()).digest('hex').slice(0, 12);
}
