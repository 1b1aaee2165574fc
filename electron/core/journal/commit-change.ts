import { isRoleValetError, RoleValetError } from '../../contract/errors.ts';
import {
  knownLength,
  type OwnedTarget,
  ownedTargets,
  removeOwnedTarget,
} from '../outputs/credentials-file/ownership.ts';
import { settledRead } from '../outputs/credentials-file/settled-read.ts';
import type { FileState } from '../ports.ts';
import type { ChangeApp, ChangedFile } from './change-file.ts';
import type { FileChange, SharedFile } from './entry.ts';
import { fileChange, sessionsLost } from './file-change.ts';
import { tryToFinishChanges } from './finish-interrupted.ts';
import { removeEntry, type SavedEntry, saveEntry } from './journal-store.ts';
import { lockFiles } from './lock-files.ts';
import { markPending, removePending } from './pending-change.ts';
import { takeBack } from './take-back.ts';
import { writeChange } from './write-change.ts';

/** New content for one file. `edit` may be called again; undefined means that the file goes. */
export interface BytesEdit {
  readonly file: SharedFile;
  readonly path: string;
  readonly edit: (state: FileState, owned: readonly OwnedTarget[]) => Uint8Array | undefined;
}

/** One change of one or both files. */
export interface ChangeRequest {
  readonly reason: string;
  readonly note?: string;
  readonly undoes?: string;
  /** False where only what is ours anyway is changed: that makes no entry. */
  readonly isJournalled: boolean;
  readonly edits: readonly BytesEdit[];
}

/** More rounds than a busy script of `aws configure set` needs; each waits for a settled read. */
const MOST_ATTEMPTS = 20;

/**
 * Makes a change real: entry, mark, files, mark away. A failure takes back what was written; a kill
 * leaves the mark, by which the next start does the same. Throws what `edit` throws, FILE_CHANGED
 * where another program keeps writing, FILE_UNSTABLE, LOCK_TIMEOUT, FILE_UNREADABLE, FILE_UNWRITABLE,
 * DISK_FULL.
 */
export async function commitChange(app: ChangeApp, request: ChangeRequest): Promise<ChangedFile> {
  const finished = await tryToFinishChanges(app);
  const states = await Promise.all(request.edits.map(({ path }) => app.files.read(path)));
  const paths = states.map(({ realPath }) => realPath);
  const changed = await lockFiles(app.locks, paths, async () => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await commitOnce(app, request);
      } catch (error) {
        if (!isRoleValetError(error, 'FILE_CHANGED') || attempt >= MOST_ATTEMPTS) throw error;
      }
    }
  });
  return { ...changed, notices: [...finished, ...changed.notices] };
}

interface Step {
  readonly state: FileState;
  readonly bytes: Uint8Array | undefined;
  readonly change: FileChange;
}

async function commitOnce(app: ChangeApp, request: ChangeRequest): Promise<ChangedFile> {
  const owned = await ownedTargets(app);
  const steps: Step[] = [];
  for (const { file, path, edit } of request.edits) {
    const state = await settledRead(app, path, (realPath) => knownLength(owned, realPath));
    const bytes = edit(state, owned);
    const change = fileChange(file, state, bytes, owned);
    if (change !== undefined) steps.push({ state, bytes, change });
  }
  if (steps.length === 0) return { entryId: undefined, paths: [], notices: [] };
  const changes = steps.map(({ change }) => change);
  const { reason, note, undoes } = request;
  const saved = request.isJournalled
    ? await saveEntry(app, {
        reason,
        files: changes,
        ...(note === undefined ? {} : { note }),
        ...(undoes === undefined ? {} : { undoes }),
      })
    : undefined;
  const notices = await writeSteps(app, steps, saved);
  for (const lost of sessionsLost(changes, owned)) await removeOwnedTarget(app, lost);
  const copies = saved?.copies.map(({ notice }) => notice) ?? [];
  const paths = changes.map(({ path }) => path);
  app.logger.info('shared files changed', { reason, files: paths.length });
  return { entryId: saved?.id, paths, notices: [...copies, ...notices] };
}

async function writeSteps(
  app: ChangeApp,
  steps: readonly Step[],
  saved: SavedEntry | undefined,
): Promise<readonly string[]> {
  const notices: string[] = [];
  const done: Step[] = [];
  // One file is written in one step: without an entry there is nothing to be left half done.
  let mark: string | undefined;
  try {
    if (saved !== undefined || steps.length > 1) {
      const changes = steps.map(({ change }) => change);
      mark = await markPending(app, saved ?? { id: undefined, copies: [] }, changes);
    }
    for (const step of steps) {
      const { state, bytes, change } = step;
      notices.push(...(await writeChange(app, { file: change.file, state, bytes })));
      done.push(step);
    }
  } catch (error) {
    for (const { change } of done.toReversed()) await takeBackDone(app, change, error);
    await removeEntry(app, saved?.id);
    if (mark !== undefined) await removePending(app, mark);
    throw error;
  }
  if (mark !== undefined) await removePending(app, mark);
  return notices;
}

/** Throws where it can't be done; the mark stays then, and the next start tries again. */
async function takeBackDone(app: ChangeApp, change: FileChange, cause: unknown): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const state = await app.files.read(change.path);
    const back = takeBack(change, state, await ownedTargets(app));
    if (!('bytes' in back)) throw leftHalf(change.path, back.reason, cause);
    try {
      await writeChange(app, { file: change.file, state, bytes: back.bytes });
      return;
    } catch (error) {
      if (!isRoleValetError(error, 'FILE_CHANGED')) throw error;
      if (attempt >= MOST_ATTEMPTS) throw leftHalf(change.path, error.message, cause);
    }
  }
}

function leftHalf(path: string, reason: string, cause: unknown): RoleValetError {
  return new RoleValetError(
    'EDIT_REFUSED',
    `${path} was changed already when another file could not be, and was not put back: ${reason}`,
    'Look at that file, then undo that change.',
    { cause },
  );
}
