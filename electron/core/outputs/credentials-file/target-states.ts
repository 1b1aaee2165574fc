import type { CredentialsFileContext } from './context.ts';
import { editableFile } from './file-text.ts';
import { sectionIn } from './only-section.ts';
import { isOurKey, knownLength, type OwnedTarget, ownedTargets } from './ownership.ts';
import { lastWindows, type SectionWindow } from './section-window.ts';
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
  const windows = new Map<string, ReadonlyMap<string, SectionWindow | undefined>>();
  for (const path of new Set(all.map(({ credentialsPath }) => credentialsPath))) {
    const state = await settledRead(context, path, (realPath) => knownLength(all, realPath));
    const here = all.filter(({ credentialsPath }) => credentialsPath === path);
    const names = here.map(({ target }) => target);
    windows.set(path, lastWindows(editableFile(state).bytes, names));
  }
  return all.map((owned) => ({
    ...owned,
    state: stateOf(owned, windows.get(owned.credentialsPath)?.get(owned.target), now),
  }));
}

function stateOf(owned: OwnedTarget, window: SectionWindow | undefined, now: number): TargetState {
  const section = sectionIn(window, owned.target);
  const { accessKeyId } = sectionCredentials(section);
  if (!accessKeyId) return 'missing';
  if (!isOurKey(owned, accessKeyId)) return 'taken-over';
  return owned.expiration <= now ? 'expired' : 'ours';
}
