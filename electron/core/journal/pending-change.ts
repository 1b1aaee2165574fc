import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { FileState, Files } from '../ports.ts';
import type { FileChange, SharedFile } from './entry.ts';
import type { SavedEntry } from './journal-store.ts';
import { journalFolder } from './plain-copy.ts';

type PendingContext = { readonly files: Files; readonly homePath: string };

/** A change that was begun. Its mark stands in the journal until every file is written. */
export interface PendingChange {
  readonly entryId: string | undefined;
  readonly files: readonly PendingFile[];
}

/** Digests, because the mark is not encrypted; undefined where there was, or will be, no file. */
export interface PendingFile {
  readonly file: SharedFile;
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** The plain copy of the file as it was, where nothing could be encrypted. */
  readonly copy?: string;
}

const SUFFIX = '.pending';

/** Marks a change as begun and gives the mark's name. Throws FILE_UNWRITABLE or DISK_FULL. */
export async function markPending(
  context: PendingContext,
  saved: SavedEntry,
  changes: readonly FileChange[],
): Promise<string> {
  // Copies were made of the files that existed, in the same order.
  const copies = [...saved.copies];
  const files = changes.map((change): PendingFile => {
    const copy = change.existsBefore ? copies.shift()?.path : undefined;
    return {
      file: change.file,
      path: change.path,
      before: digestOf(change.existsBefore, change.before),
      after: digestOf(change.existsAfter, change.after),
      ...(copy === undefined ? {} : { copy }),
    };
  });
  const text = JSON.stringify({ entryId: saved.id, files } satisfies PendingChange);
  const name = `${saved.id ?? digestOf(true, Buffer.from(text))?.slice(0, 8)}${SUFFIX}`;
  await context.files.replace(join(journalFolder(context), name), Buffer.from(`${text}\n`));
  return name;
}

/** Names of the marks of changes that were begun: in use, or left by a process that was killed. */
export async function pendingNames(context: PendingContext): Promise<readonly string[]> {
  const names = await context.files.list(journalFolder(context));
  return names.filter((name) => name.endsWith(SUFFIX));
}

/** Reads a mark; undefined where it is gone. */
export async function readPending(
  context: PendingContext,
  name: string,
): Promise<PendingChange | undefined> {
  const state = await context.files.read(join(journalFolder(context), name));
  if (!state.exists) return undefined;
  // Marks are replaced whole, so what is there is what we wrote.
  return JSON.parse(Buffer.from(state.bytes).toString()) as PendingChange;
}

/** Takes a mark away: nothing is half done any more. */
export async function removePending(context: PendingContext, name: string): Promise<void> {
  await context.files.remove(join(journalFolder(context), name));
}

/** What a file is by its mark: as before the change, as after it, or something else. */
export function stageOf({ before, after }: PendingFile, { exists, bytes }: FileState) {
  const now = digestOf(exists, bytes);
  if (now === before) return 'before';
  return now === after ? 'after' : 'other';
}

/** A digest of a file's content; undefined where there is no file. */
export function digestOf(exists: boolean, bytes: Uint8Array): string | undefined {
  return exists ? createHash('sha256').update(bytes).digest('hex') : undefined;
}
