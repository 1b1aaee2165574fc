import { isRoleValetError, RoleValetError } from '../../../contract/errors.ts';
import type { FileState, Files } from '../../ports.ts';
import { saveBackup } from './backups.ts';
import type { CredentialsFileContext } from './context.ts';
import { type OwnedTarget, removeOwnedTarget, upsertOwnedTarget } from './ownership.ts';
import type { EditPlan } from './plan-edit.ts';
import { isSameContent } from './settled-read.ts';

type Commitment = Pick<EditPlan, 'parts' | 'record' | 'previousRecord' | 'backupReason'>;

/**
 * Makes a planned write real: backup, record, file. The record comes before the file, so that a kill
 * in between leaves no section of ours that we do not know; if the file cannot be replaced, the
 * record is put back. Gives notices. Throws FILE_CHANGED where the file is no longer as `state` has
 * it, FILE_UNWRITABLE or DISK_FULL; the file is then as it was.
 */
export async function commitEdit(
  context: CredentialsFileContext,
  state: FileState,
  plan: Commitment,
): Promise<readonly string[]> {
  const notices: string[] = [];
  if (plan.backupReason !== undefined) {
    notices.push(...(await saveBackup(context, state, plan.backupReason)));
  }
  // Both wait for the disk, so they do it side by side; only the last step needs both.
  const recorded = upsertOwnedTarget(context, plan.record);
  try {
    notices.push(...(await replaceUnchanged(context, state, plan.parts, recorded)));
  } catch (error) {
    await Promise.allSettled([recorded]);
    await restoreRecord(context, plan.record, plan.previousRecord);
    throw error;
  }
  return notices;
}

/**
 * Replaces the file if it still is as `state` has it. Where a rename cannot do (hard links, a folder
 * that is not writable, a mounted file), a copy is kept and the file is written in place. `recorded` is
 * awaited before the last step.
 */
export async function replaceUnchanged(
  context: CredentialsFileContext,
  state: FileState,
  parts: readonly Uint8Array[],
  recorded: Promise<void> = Promise.resolve(),
): Promise<readonly string[]> {
  const { files } = context;
  const beforeCommit = async () => {
    await recorded;
    if (!(await isUnchanged(files, state))) throw changed(state.path);
  };
  const notices = modeNotices(state);
  try {
    await files.replace(state.path, parts, { beforeCommit });
    return notices;
  } catch (error) {
    if (!state.exists || !isRoleValetError(error, 'FILE_UNWRITABLE')) throw error;
    const reason = 'Before the file was written in place';
    const copyNotices = await saveBackup(context, state, reason, 'in-place');
    await files.replace(state.path, parts, { beforeCommit, inPlace: true });
    return [...notices, ...copyNotices, `Written in place: ${error.message}`];
  }
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
