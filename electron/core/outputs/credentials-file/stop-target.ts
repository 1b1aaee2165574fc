import { isRoleValetError } from '../../../contract/errors.ts';
import type { FileState } from '../../ports.ts';
import { replaceUnchanged } from './commit-edit.ts';
import type { CredentialsFileContext } from './context.ts';
import { removeFromFile } from './file-edit.ts';
import { editableFile } from './file-text.ts';
import { onlyWindow, sectionIn } from './only-section.ts';
import {
  isOurKey,
  knownLength,
  type OwnedTarget,
  ownedTarget,
  ownedTargets,
  removeOwnedTarget,
} from './ownership.ts';
import { propertyValue } from './section-text.ts';
import { settledRead } from './settled-read.ts';
import { sectionCredentials, TRIO_KEYS } from './trio-properties.ts';

/** What a stop did. */
export interface StopTargetResult {
  /** True where something of ours was removed from the file. */
  readonly removed: boolean;
  readonly notices: readonly string[];
}

const MOST_ATTEMPTS = 20;

/**
 * Removes from the credentials file what we wrote for `owned`, if it is still ours, and forgets the
 * target. What stood there before is never put back: an older trio would be a silent change of
 * identity. A section that somebody else changed since is left alone with a notice. Throws
 * EDIT_REFUSED, FILE_UNSTABLE, FILE_CHANGED, LOCK_TIMEOUT, FILE_UNREADABLE, FILE_UNWRITABLE, DISK_FULL.
 */
export async function stopTarget(
  context: CredentialsFileContext,
  owned: OwnedTarget,
): Promise<StopTargetResult> {
  return await context.locks.withFileLock(owned.credentialsPath, async () => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await stopOnce(context, owned);
      } catch (error) {
        if (!isRoleValetError(error, 'FILE_CHANGED') || attempt >= MOST_ATTEMPTS) throw error;
      }
    }
  });
}

async function stopOnce(
  context: CredentialsFileContext,
  asked: OwnedTarget,
): Promise<StopTargetResult> {
  const owned = await ownedTarget(context, asked);
  if (owned === undefined || owned.role !== asked.role) return { removed: false, notices: [] };
  const all = await ownedTargets(context);
  const state = await settledRead(context, owned.credentialsPath, (realPath) =>
    knownLength(all, realPath),
  );
  const edited = withoutTrio(state, owned);
  const notices =
    edited.parts === undefined
      ? [edited.notice]
      : await replaceUnchanged(context, state, edited.parts);
  await removeOwnedTarget(context, owned);
  return { removed: edited.parts !== undefined, notices };
}

/** The text without what we wrote, or why nothing is to be removed. */
function withoutTrio(
  state: FileState,
  owned: OwnedTarget,
):
  | { readonly parts: readonly Uint8Array[] }
  | { readonly parts: undefined; readonly notice: string } {
  const { target } = owned;
  const { bytes } = editableFile(state);
  const window = onlyWindow(bytes, target, state.path);
  const section = sectionIn(window, target);
  const { accessKeyId } = sectionCredentials(section);
  if (window === undefined || accessKeyId === undefined) {
    return { parts: undefined, notice: `[${target}] was already gone from ${state.path}` };
  }
  if (!isOurKey(owned, accessKeyId)) {
    const notice = `[${target}] was left alone: another program has written to it since`;
    return { parts: undefined, notice };
  }
  const region = propertyValue(section, 'region');
  const isOurRegion = region !== undefined && region === owned.region;
  const keys = new Set([...TRIO_KEYS, ...(isOurRegion ? ['region'] : [])]);
  return { parts: removeFromFile(bytes, window, target, keys, owned) };
}
