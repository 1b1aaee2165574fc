import { RoleValetError } from '../../contract/errors.ts';
import { ownedTargets } from '../outputs/credentials-file/ownership.ts';
import { settledRead } from '../outputs/credentials-file/settled-read.ts';
import type { ChangeApp, ChangedFile } from './change-file.ts';
import { commitChange } from './commit-change.ts';
import type { FileChange, JournalEntry } from './entry.ts';
import { removeEntry } from './journal-store.ts';
import { type NotTakenBack, type TakenBack, takeBack } from './take-back.ts';

/** What an undo would do to one file. */
export type FileUndo = { readonly path: string } & (TakenBack | NotTakenBack);

/** What an undo of `entry` would do to its files as they are now. Writes nothing. */
export async function planUndo(app: ChangeApp, entry: JournalEntry): Promise<readonly FileUndo[]> {
  const owned = await ownedTargets(app);
  return await Promise.all(
    entry.files.map(async (change) => {
      const state = await settledRead(app, change.path);
      return { path: change.path, ...takeBack(change, state, owned) };
    }),
  );
}

/**
 * Takes an entry back, all of its files or none, and journals that as an entry of its own. Throws
 * EDIT_REFUSED where others changed the same since (see `planUndo` for the difference), and as
 * `changeFiles` does.
 */
export async function undoEntry(
  app: ChangeApp,
  id: string,
  entry: JournalEntry,
): Promise<ChangedFile> {
  const left = new Set<string>();
  const changed = await commitChange(app, {
    reason: undoReason(entry.reason),
    undoes: id,
    isJournalled: true,
    edits: entry.files.map((change) => ({
      file: change.file,
      path: change.path,
      edit: (state, owned) => {
        const back = takeBack(change, state, owned);
        if (!('bytes' in back)) throw notTakenBack(change, back);
        for (const section of back.left) left.add(section);
        return back.bytes;
      },
    })),
  });
  // Somebody took it back by hand: the next undo is about the change before it.
  if (changed.paths.length === 0) await removeEntry(app, id);
  const notices = [...left].map((name) => `[${name}] holds a session of ours and stays as it is`);
  const note = entry.note === undefined ? [] : [entry.note];
  return { ...changed, notices: [...changed.notices, ...notices, ...note] };
}

/** The refusal of an undo. */
export function notTakenBack({ path }: Pick<FileChange, 'path'>, { reason }: NotTakenBack) {
  return new RoleValetError(
    'EDIT_REFUSED',
    `${path} was left as it is: ${reason}`,
    'Take the change back by hand, or undo the later change of these lines first.',
  );
}

/** An undo of an undo makes the change again. */
function undoReason(reason: string): string {
  const undone = /^Took back: (.*)$/.exec(reason)?.[1];
  const redone = /^Made again: (.*)$/.exec(reason)?.[1];
  if (undone !== undefined) return `Made again: ${undone}`;
  return `Took back: ${redone ?? reason}`;
}
