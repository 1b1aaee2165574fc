import type { EntryName } from './journal-store.ts';

/**
 * Ids of entries that were taken back and not made again since. An undo counts unless it was itself
 * undone. `names` are oldest first, so each entry is looked at after all that could have taken it back.
 */
export function undoneIds(names: readonly EntryName[]): ReadonlySet<string> {
  const undone = new Set<string>();
  for (const { id, undoes } of names.toReversed()) {
    if (undoes !== undefined && !undone.has(id)) undone.add(undoes);
  }
  return undone;
}

/**
 * What `undo` without a name takes back: the newest change that still stands and is no undo, so that
 * one undo after the other leads back to the first change. Undefined where there is none.
 */
export function newestStanding(names: readonly EntryName[]): EntryName | undefined {
  const undone = undoneIds(names);
  return names.findLast(({ id, undoes }) => undoes === undefined && !undone.has(id));
}
