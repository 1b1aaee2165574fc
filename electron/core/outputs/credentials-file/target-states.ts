import type { CredentialsFileContext } from './context.ts';
import { editableFile } from './file-text.ts';
import { sectionIn } from './only-section.ts';
import { isOurKey, knownLength, type OwnedTarget, ownedTargets } from './ownership.ts';
import { sectionWindows } from './section-window.ts';
import { settledRead } from './settled-read.ts';
import { sectionCredentials } from './trio-properties.ts';

/**
 * What became of a target. `taken-over`: another program wrote to the section; `missing`: it is gone
 * or holds no credentials; `expired`: ours, and of no more use.
 */
export type TargetState = 'ours' | 'taken-over' | 'missing' | 'expired';

/** A target with its state at the moment of the call. */
export interface TargetWithState extends OwnedTarget {
  readonly state: TargetState;
}

/**
 * Looks at all owned targets; each credentials file is read once. Throws FILE_UNSTABLE,
 * FILE_UNREADABLE or EDIT_REFUSED (a file in UTF-16).
 */
export async function targetStates(
  context: Pick<CredentialsFileContext, 'files' | 'clock' | 'homePath'>,
): Promise<readonly TargetWithState[]> {
  const all = await ownedTargets(context);
  const now = context.clock.now();
  const contents = new Map<string, Uint8Array>();
  for (const path of new Set(all.map(({ credentialsPath }) => credentialsPath))) {
    const state = await settledRead(context, path, (realPath) => knownLength(all, realPath));
    contents.set(path, editableFile(state).bytes);
  }
  return all.map((owned) => ({
    ...owned,
    state: stateOf(owned, contents.get(owned.credentialsPath) ?? new Uint8Array(), now),
  }));
}

function stateOf(owned: OwnedTarget, bytes: Uint8Array, now: number): TargetState {
  const section = sectionIn(sectionWindows(bytes, owned.target).at(-1), owned.target);
  const { accessKeyId } = sectionCredentials(section);
  if (!accessKeyId) return 'missing';
  if (!isOurKey(owned, accessKeyId)) return 'taken-over';
  return owned.expiration <= now ? 'expired' : 'ours';
}
