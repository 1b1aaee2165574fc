import { type ErrorValue, RoleValetError } from '../../contract/errors.ts';
import type { ChangeApp, ChangedFile } from '../journal/change-file.ts';
import type { JournalEntry } from '../journal/entry.ts';
import { tryToFinishChanges } from '../journal/finish-interrupted.ts';
import { type EntryName, entryNames, openEntry } from '../journal/journal-store.ts';
import { newestStanding, undoneIds } from '../journal/standing-changes.ts';
import { notTakenBack, planUndo, undoEntry } from '../journal/undo.ts';

/** A change of the shared files as lists show it: no secret, no content. */
export interface ChangeSummary {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly reason: string;
  /** What an undo leaves alone, one sentence. */
  readonly note?: string;
  readonly paths: readonly string[];
  /** The change that this one took back. */
  readonly undoes?: string;
  /** True where it was taken back, and not made again since. */
  readonly isUndone: boolean;
}

/** What an undo would do, shown before it is done. */
export interface UndoPreview {
  readonly change: ChangeSummary;
  /** Set where the change can't be taken back; the differences are then what others changed since. */
  readonly refusal?: ErrorValue;
  readonly files: readonly { readonly path: string; readonly diff: string }[];
}

/** What an undo did. */
export interface UndoneChange extends ChangedFile {
  readonly change: ChangeSummary;
}

/**
 * The changes that the app made to the config and the credentials file, newest first. One that can't be
 * decrypted is left out. Throws the KEYCHAIN_ errors.
 */
export async function listChanges(app: ChangeApp): Promise<readonly ChangeSummary[]> {
  requireJournal(app);
  await tryToFinishChanges(app);
  const names = await entryNames(app);
  const undone = undoneIds(names);
  const summaries: ChangeSummary[] = [];
  for (const name of names.toReversed()) {
    const entry = await openEntry(app, name);
    if (entry !== undefined) summaries.push(summaryOf(name, entry, undone));
  }
  return summaries;
}

/**
 * What `undoChange` would do now. Without an id it is about the newest change that was not taken back.
 * Throws CHANGE_NOT_FOUND, the KEYCHAIN_ errors, FILE_UNSTABLE or FILE_UNREADABLE.
 */
export async function previewUndo(app: ChangeApp, id?: string): Promise<UndoPreview> {
  const { change, entry } = await findChange(app, id);
  const files = await planUndo(app, entry);
  const refused = files.find((file) => !('bytes' in file));
  return {
    change,
    files: files.map(({ path, diff }) => ({ path, diff })),
    ...(refused === undefined || 'bytes' in refused
      ? {}
      : { refusal: notTakenBack(refused, refused).toValue() }),
  };
}

/**
 * Takes a change back: the newest that still stands, or the one called `id` (that of an undo makes the
 * change again). The undo is a change itself. Throws CHANGE_NOT_FOUND, EDIT_REFUSED where others changed
 * the same since, the KEYCHAIN_ errors, and as `changeFiles` does.
 */
export async function undoChange(app: ChangeApp, id?: string): Promise<UndoneChange> {
  const { change, entry } = await findChange(app, id);
  return { change, ...(await undoEntry(app, change.id, entry)) };
}

async function findChange(app: ChangeApp, id: string | undefined) {
  requireJournal(app);
  await tryToFinishChanges(app);
  const names = await entryNames(app);
  const undone = undoneIds(names);
  const name = id === undefined ? newestStanding(names) : names.find((one) => one.id === id);
  if (name === undefined) throw notFound(id);
  if (undone.has(name.id)) throw undoneAlready(name, names);
  const entry = await openEntry(app, name);
  if (entry === undefined) throw notFound(name.id);
  return { change: summaryOf(name, entry, undone), entry };
}

function summaryOf(
  { id, undoes }: EntryName,
  { at, reason, note, files }: JournalEntry,
  undone: ReadonlySet<string>,
): ChangeSummary {
  return {
    id,
    at,
    reason,
    ...(note === undefined ? {} : { note }),
    paths: files.map(({ path }) => path),
    ...(undoes === undefined ? {} : { undoes }),
    isUndone: undone.has(id),
  };
}

/** Without a key nothing was encrypted, so there is nothing to read either. */
function requireJournal({ sealer }: ChangeApp): void {
  if (sealer !== undefined) return;
  throw new RoleValetError(
    'KEYCHAIN_UNAVAILABLE',
    'there is no keychain in memory-only mode, so no journal either',
    'Leave out --memory-only, or unset ROLE_VALET_MEMORY_ONLY.',
  );
}

function notFound(id: string | undefined): RoleValetError {
  return id === undefined
    ? new RoleValetError(
        'CHANGE_NOT_FOUND',
        'there is no change left to take back',
        'The list of changes has those that were taken back: undoing that makes them again.',
      )
    : new RoleValetError(
        'CHANGE_NOT_FOUND',
        `the journal has no readable change called ${JSON.stringify(id)}`,
        'The list of changes has those that can be taken back.',
      );
}

function undoneAlready({ id }: EntryName, names: readonly EntryName[]): RoleValetError {
  const by = names.findLast(({ undoes }) => undoes === id)?.id;
  return new RoleValetError(
    'CHANGE_NOT_FOUND',
    `the change ${id} was taken back already`,
    `To make it again, undo the change ${by}.`,
  );
}
