import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { isRoleValetError } from '../../contract/errors.ts';
import type { Clock, FileState, Files, Locks } from '../ports.ts';
import type { Sealer } from '../sealing.ts';
import {
  type ChangeToKeep,
  type EntryToKeep,
  type JournalEntry,
  packEntry,
  type SharedFile,
  unpackEntry,
} from './entry.ts';
import { journalFolder, type PlainCopy, pathDigest, savePlainCopy } from './plain-copy.ts';

/** What the journal works with. */
export interface JournalContext {
  readonly files: Files;
  readonly locks: Locks;
  readonly clock: Clock;
  readonly homePath: string;
  /** Undefined where there is no keychain: then one plain copy is kept beside the file. */
  readonly sealer?: Sealer | undefined;
}

/** An entry's place in the journal, told from its file's name alone. */
export interface EntryName {
  /** Eight hex digits. */
  readonly id: string;
  readonly undoes: string | undefined;
  readonly fileName: string;
}

/** What came of keeping an entry. */
export interface SavedEntry {
  /** Undefined where plain copies were made instead. */
  readonly id: string | undefined;
  readonly copies: readonly PlainCopy[];
}

/** So many changes are kept; an undo counts with what it took back. */
const KEPT = 30;
const PURPOSE = 'journal';
/** No write takes this long, so an older temporary file belongs to a writer that was killed. */
const ABANDONED_AFTER_MS = 60_000;
const NAME = /^(\d{4}-[\d-]+T[\d-]+\.\d{3}Z)-([0-9a-f]{8})(?:-undoes-([0-9a-f]{8}))?\.sealed$/;

/**
 * Keeps an entry, encrypted, and drops what is older than the newest 30; where there is no keychain,
 * makes one plain copy of each file as it was. Throws FILE_UNWRITABLE, DISK_FULL or LOCK_TIMEOUT.
 */
export async function saveEntry(
  context: JournalContext,
  entry: Omit<EntryToKeep, 'at'>,
): Promise<SavedEntry> {
  const full = { ...entry, at: context.clock.now() };
  const sealed = await seal(context, packEntry(full));
  if (sealed === undefined) return { id: undefined, copies: await copyEach(context, entry.files) };
  return await context.locks.withLock('journal', async () => {
    const names = await entryNames(context);
    // Sealed bytes are random from the start, so the first of them tell entries apart.
    const id = createHash('sha256').update(sealed.subarray(0, 4096)).digest('hex').slice(0, 8);
    const undoes = entry.undoes === undefined ? '' : `-undoes-${entry.undoes}`;
    const moment = momentAfter(names.at(-1), full.at);
    const fileName = `${moment}-${id}${undoes}.sealed`;
    await context.files.replace(join(journalFolder(context), fileName), sealed);
    await dropOldest(context, [...names, { id, undoes: entry.undoes, fileName }]);
    await sweepAbandoned(context);
    return { id, copies: [] };
  });
}

/** All entries, oldest first. */
export async function entryNames(
  context: Pick<JournalContext, 'files' | 'homePath'>,
): Promise<readonly EntryName[]> {
  const names = await context.files.list(journalFolder(context));
  return names.toSorted().flatMap((fileName) => {
    const [, , id, undoes] = NAME.exec(fileName) ?? [];
    return id === undefined ? [] : [{ id, undoes, fileName }];
  });
}

/**
 * Decrypts an entry; undefined where it is damaged, gone, or made with another key. Throws the
 * KEYCHAIN_ errors.
 */
export async function openEntry(
  { files, homePath, sealer }: Pick<JournalContext, 'files' | 'homePath' | 'sealer'>,
  { fileName }: Pick<EntryName, 'fileName'>,
): Promise<JournalEntry | undefined> {
  const state = await files.read(join(journalFolder({ homePath }), fileName));
  const plain = state.exists ? await sealer?.open(PURPOSE, state.bytes) : undefined;
  return plain === undefined ? undefined : unpackEntry(plain);
}

/** Forgets an entry: its change was not made after all. */
export async function removeEntry(
  context: Pick<JournalContext, 'files' | 'homePath'>,
  id: string | undefined,
): Promise<void> {
  const name = (await entryNames(context)).find((entry) => entry.id === id);
  if (name !== undefined) await context.files.remove(join(journalFolder(context), name.fileName));
}

/**
 * Keeps a file that is about to be written in place, where a crash could tear it. One copy for each
 * file, which pushes no entry out. Gives notices.
 */
export async function saveBeforeInPlace(
  context: JournalContext,
  file: SharedFile,
  state: FileState,
): Promise<readonly string[]> {
  const { realPath, bytes } = state;
  if (bytes.length === 0) return [];
  const change = { file, path: realPath, existsBefore: true, existsAfter: true, sessions: [] };
  const reason = 'Before the file was written in place';
  const files = [{ ...change, before: bytes, after: bytes }];
  const sealed = await seal(context, packEntry({ at: context.clock.now(), reason, files }));
  if (sealed === undefined) return [(await savePlainCopy(context, realPath, bytes)).notice];
  const name = `in-place-${pathDigest(realPath)}.sealed`;
  await context.files.replace(join(journalFolder(context), name), sealed);
  return [];
}

async function seal({ sealer }: JournalContext, plain: readonly Uint8Array[]) {
  try {
    return await sealer?.seal(PURPOSE, plain);
  } catch (error) {
    // The notice of the plain copy says that there was no keychain.
    const isMissing = isRoleValetError(
      error,
      'KEYCHAIN_UNAVAILABLE',
      'KEYCHAIN_LOCKED',
      'KEYCHAIN_REFUSED',
    );
    if (isMissing) return undefined;
    throw error;
  }
}

async function copyEach(context: JournalContext, files: readonly ChangeToKeep[]) {
  const copies: PlainCopy[] = [];
  for (const { path, before, existsBefore } of files) {
    if (existsBefore) copies.push(await savePlainCopy(context, path, before));
  }
  return copies;
}

/** Names sort by time, also for two entries of one millisecond or a clock that was set back. */
function momentAfter(newest: EntryName | undefined, now: number): string {
  const last = NAME.exec(newest?.fileName ?? '')?.[1];
  const lastAt = last === undefined ? 0 : Date.parse(last.replace(/T(\d\d)-(\d\d)-/, 'T$1:$2:'));
  return new Date(Math.max(now, lastAt + 1)).toISOString().replaceAll(':', '-');
}

async function dropOldest(context: JournalContext, names: readonly EntryName[]): Promise<void> {
  const origins = new Map<string, string>();
  for (const { id, undoes } of names) {
    origins.set(id, undoes === undefined ? id : (origins.get(undoes) ?? undoes));
  }
  const kept = new Set([...new Set(origins.values())].slice(-KEPT));
  for (const { id, fileName } of names) {
    if (kept.has(origins.get(id) ?? id)) continue;
    await context.files.remove(join(journalFolder(context), fileName));
  }
}

/**
 * Temporary files of killed writers are swept by the next write of the same name; here names never
 * come again.
 */
async function sweepAbandoned({ files, homePath, clock }: JournalContext): Promise<void> {
  for (const name of await files.list(journalFolder({ homePath }))) {
    if (!/^\..*\.role-valet\.tmp$/.test(name)) continue;
    const path = join(journalFolder({ homePath }), name);
    const { modifiedAt } = await files.read(path);
    if (modifiedAt !== undefined && clock.now() - modifiedAt > ABANDONED_AFTER_MS) {
      await files.remove(path);
    }
  }
}
