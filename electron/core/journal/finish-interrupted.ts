import { isRoleValetError, RoleValetError } from '../../contract/errors.ts';
import { ownedTargets } from '../outputs/credentials-file/ownership.ts';
import type { FileState } from '../ports.ts';
import type { ChangeApp } from './change-file.ts';
import type { FileChange, JournalEntry } from './entry.ts';
import { entryNames, openEntry, removeEntry } from './journal-store.ts';
import { lockFiles } from './lock-files.ts';
import {
  digestOf,
  type PendingChange,
  type PendingFile,
  pendingNames,
  readPending,
  removePending,
  stageOf,
} from './pending-change.ts';
import { takeBack } from './take-back.ts';
import { type FileWrite, writeChange } from './write-change.ts';

/**
 * Looks for changes that a killed process, or a power cut, left half done, and takes back what they had
 * done: afterwards both files are as before, or as after the change. What other programs wrote since
 * stays; where that is not possible, the file is left and named. Gives notices. Waits for a process
 * that is at work on the same files. Throws LOCK_TIMEOUT, the KEYCHAIN_ errors, FILE_UNREADABLE,
 * FILE_UNWRITABLE or DISK_FULL; the next start then tries again.
 */
export async function finishInterruptedChanges(app: ChangeApp): Promise<readonly string[]> {
  const notices: string[] = [];
  for (const name of await pendingNames(app)) {
    const pending = await readPending(app, name);
    const paths = pending?.files.map(({ path }) => path) ?? [];
    notices.push(...(await lockFiles(app.locks, paths, () => finish(app, name))));
  }
  return notices;
}

async function finish(app: ChangeApp, name: string): Promise<readonly string[]> {
  // Another process, which had the locks until now, has finished its change or this one.
  const pending = await readPending(app, name);
  if (pending === undefined) return [];
  const notices = await takeBackHalf(app, pending);
  await removePending(app, name);
  return notices;
}

async function takeBackHalf(app: ChangeApp, pending: PendingChange): Promise<readonly string[]> {
  const files = await Promise.all(
    pending.files.map(async (mark) => {
      const state = await app.files.read(mark.path);
      return { mark, state, stage: stageOf(mark, state) };
    }),
  );
  if (files.every(({ stage }) => stage === 'after')) return [];
  const begun = files.filter(({ stage }) => stage !== 'before');
  if (begun.length > 0 && pending.entryId !== undefined && app.sealer === undefined) {
    throw needsKeychain();
  }
  const entry = begun.length === 0 ? undefined : await entryOf(app, pending);
  const lost: string[] = [];
  for (const { mark, state } of begun) {
    const write = await howToTakeBack(app, entry, mark, state);
    if (write === undefined) lost.push(mark.path);
    else if (write !== 'nothing') await writeChange(app, write);
  }
  const what = entry === undefined ? 'A change' : `A change (${entry.reason})`;
  if (lost.length > 0) {
    return [
      `${what} was cut off half-way, and ${lost.join(' and ')} was changed by another program since: look at it, then undo that change if it should not stand`,
    ];
  }
  await removeEntry(app, pending.entryId);
  if (begun.length === 0) return [];
  return [`${what} was cut off half-way; what it had done was taken back`];
}

/** In memory-only mode the entry can't be read; a start with the keychain can still mend it. */
function needsKeychain(): RoleValetError {
  return new RoleValetError(
    'KEYCHAIN_UNAVAILABLE',
    'what is needed for that is encrypted, and there is no keychain in memory-only mode',
    'Leave out --memory-only, or unset ROLE_VALET_MEMORY_ONLY.',
  );
}

async function entryOf(app: ChangeApp, { entryId }: PendingChange) {
  const name = (await entryNames(app)).find(({ id }) => id === entryId);
  return name === undefined ? undefined : await openEntry(app, name);
}

/** What to write so that the file is as before; undefined where it can't be told. */
async function howToTakeBack(
  app: ChangeApp,
  entry: JournalEntry | undefined,
  mark: PendingFile,
  state: FileState,
): Promise<FileWrite | 'nothing' | undefined> {
  const { file } = mark;
  const change = entry?.files.find(({ path }) => path === mark.path);
  if (change === undefined) return await fromCopy(app, mark, state);
  if (isTorn(change, state.bytes)) return { file, state, bytes: change.before };
  const owned = await ownedTargets(app);
  const back = takeBack(change, state, owned);
  if ('bytes' in back) return { file, state, bytes: back.bytes };
  // Another program changed the file before we came to it: then there is nothing of ours in it.
  const forward = takeBack(inverse(change), state, owned);
  return 'bytes' in forward && forward.diff !== '' ? 'nothing' : undefined;
}

async function fromCopy(
  app: ChangeApp,
  mark: PendingFile,
  state: FileState,
): Promise<FileWrite | undefined> {
  if (stageOf(mark, state) !== 'after') return undefined;
  const { file } = mark;
  if (mark.before === undefined) return { file, state, bytes: undefined };
  if (mark.copy === undefined) return undefined;
  const copy = await app.files.read(mark.copy);
  const isOurs = digestOf(copy.exists, copy.bytes) === mark.before;
  return isOurs ? { file, state, bytes: copy.bytes } : undefined;
}

/**
 * True for a mixture that a write in place leaves when it is killed: it writes behind the old end
 * first, then from the start on.
 */
function isTorn({ before, after }: FileChange, now: Uint8Array): boolean {
  if (now.length < before.length || now.length < after.length)
    return isTornTail(before, after, now);
  let written = 0;
  while (written < after.length && now[written] === after[written]) written++;
  const rest = Buffer.concat([before, after.subarray(before.length)]);
  return now.length === rest.length && rest.subarray(written).equals(now.subarray(written));
}

/** While it grows, the old content stands whole, with a part of what comes behind it. */
function isTornTail(before: Uint8Array, after: Uint8Array, now: Uint8Array): boolean {
  const grown = Buffer.concat([before, after.subarray(before.length)]).subarray(0, now.length);
  return now.length > before.length && grown.equals(now);
}

function inverse(change: FileChange): FileChange {
  const { before, after, existsBefore, existsAfter } = change;
  return {
    ...change,
    before: after,
    after: before,
    existsBefore: existsAfter,
    existsAfter: existsBefore,
  };
}

/** As `finishInterruptedChanges`, for whoever has other work to do: a failure becomes a notice. */
export async function tryToFinishChanges(app: ChangeApp): Promise<readonly string[]> {
  try {
    return await finishInterruptedChanges(app);
  } catch (error) {
    if (!isRoleValetError(error)) throw error;
    app.logger.warn('interrupted change not finished', { code: error.code });
    return [`an interrupted change of the AWS files could not be taken back: ${error.message}`];
  }
}
