import { isRoleValetError, RoleValetError } from '../../../contract/errors.ts';
import { heardLater } from '../../heard-later.ts';
import type { ChangeToKeep, SharedFile } from '../../journal/entry.ts';
import { saveBeforeInPlace, saveEntry } from '../../journal/journal-store.ts';
import type { FileState, Files } from '../../ports.ts';
import type { CredentialsFileContext } from './context.ts';
import { type OwnedTarget, removeOwnedTarget, upsertOwnedTarget } from './ownership.ts';
import type { EditPlan } from './plan-edit.ts';
import { isSameContent } from './settled-read.ts';

type Commitment = Pick<EditPlan, 'parts' | 'record' | 'previousRecord' | 'journalReason'>;

/**
 * Makes a planned write real: journal, record, file. The first two come before the file, so that a kill
 * in between leaves no section of ours that we do not know, and nothing lost; if the file cannot be
 * replaced, the record is put back. Gives notices. Throws FILE_CHANGED where the file is no longer as `state` has
 * it, FILE_UNWRITABLE or DISK_FULL; the file is then as it was.
 */
export async function commitEdit(
  context: CredentialsFileContext,
  state: FileState,
  plan: Commitment,
): Promise<readonly string[]> {
  // All wait for the disk, so they do it side by side; only the last step needs them all.
  const journalled = saveBefore(context, state, plan);
  const recorded = upsertOwnedTarget(context, plan.record);
  const ready = heardLater(Promise.all([journalled, recorded]));
  try {
    const notices = await replaceUnchanged(context, state, plan.parts, { ready });
    return [...(await journalled), ...notices];
  } catch (error) {
    await Promise.allSettled([journalled, recorded]);
    await restoreRecord(context, plan.record, plan.previousRecord);
    throw error;
  }
}

/** Keeps what another program had in the section. Gives notices. */
async function saveBefore(
  context: CredentialsFileContext,
  state: FileState,
  plan: Commitment,
): Promise<readonly string[]> {
  if (plan.journalReason === undefined) return [];
  const files = [changeOf(state, plan)];
  const { copies } = await saveEntry(context, { reason: plan.journalReason, files });
  return copies.map(({ notice }) => notice);
}

/**
 * Replaces the file if it still is as `state` has it. Where a rename cannot do (hard links, a folder
 * that is not writable, a mounted file), a copy is kept and the file is written in place. The file
 * becomes the user's alone unless a mode is given.
 */
export async function replaceUnchanged(
  context: CredentialsFileContext,
  state: FileState,
  parts: readonly Uint8Array[],
  options: ReplaceUnchangedOptions = {},
): Promise<readonly string[]> {
  const { files } = context;
  const { ready, file = 'credentials', mode } = options;
  const beforeCommit = async () => {
    await ready;
    if (!(await isUnchanged(files, state))) throw changed(state.path);
  };
  const how = { beforeCommit, ...(mode === undefined ? {} : { mode }) };
  const notices = mode === undefined ? modeNotices(state) : [];
  try {
    await files.replace(state.path, parts, how);
    return notices;
  } catch (error) {
    if (!state.exists || !isRoleValetError(error, 'FILE_UNWRITABLE')) throw error;
    const copyNotices = await saveBeforeInPlace(context, file, state);
    await files.replace(state.path, parts, { ...how, inPlace: true });
    return [...notices, ...copyNotices, `Written in place: ${error.message}`];
  }
}

/** Ways of `replaceUnchanged`. */
export interface ReplaceUnchangedOptions {
  /** Awaited before the last step. */
  readonly ready?: Promise<unknown>;
  readonly file?: SharedFile;
  readonly mode?: number | undefined;
}

/** The write as the journal keeps it: what another program had in the section can be put back. */
function changeOf(state: FileState, { parts, record }: Commitment): ChangeToKeep {
  return {
    file: 'credentials',
    path: state.realPath,
    existsBefore: true,
    existsAfter: true,
    before: state.bytes,
    after: parts,
    sessions: [record.target],
    written: record.target,
  };
}

async function isUnchanged(files: Files, state: FileState): Promise<boolean> {
  if (files.isUnchanged !== undefined) return await files.isUnchanged(state);
  return isSameContent(state, await files.read(state.path));
}

async function restoreRecord(
  context: CredentialsFileContext,
  record: OwnedTarget,
  previous: OwnedTarget | undefined,
): Promise<void> {
  if (previous === undefined) await removeOwnedTarget(context, record);
  else await upsertOwnedTarget(context, previous);
}

function modeNotices({ mode, path }: FileState): string[] {
  if (mode === undefined || (mode & 0o077) === 0) return [];
  const was = mode.toString(8).padStart(4, '0');
  return [`Other users could read ${path} (mode ${was}); now you alone can`];
}

function changed(path: string): RoleValetError {
  return new RoleValetError(
    'FILE_CHANGED',
    `${path} was changed by another program at the same moment, and was left as it is`,
    'Wait until that program is done, then try again',
  );
}
