import type { OwnedTarget } from '../outputs/credentials-file/ownership.ts';
import type { FileState } from '../ports.ts';
import { commonText } from './common-text.ts';
import type { FileChange, SharedFile } from './entry.ts';
import { ownSections } from './own-sections.ts';

/** The change from what a file is to `bytes` (undefined: no file); undefined where it is none. */
export function fileChange(
  file: SharedFile,
  state: FileState,
  bytes: Uint8Array | undefined,
  owned: readonly OwnedTarget[],
): FileChange | undefined {
  const after = bytes ?? new Uint8Array();
  const existsAfter = bytes !== undefined;
  const isSame = Buffer.compare(state.bytes, after) === 0;
  if (isSame && (state.exists === existsAfter || after.length === 0)) return undefined;
  const change = {
    file,
    path: state.realPath,
    existsBefore: state.exists,
    existsAfter,
    before: state.bytes,
    after,
  };
  const [before, now] = ownIn(change, owned);
  return { ...change, sessions: [...new Set([...before, ...now])] };
}

/** Records of sections that held a session of ours before the changes and don't any more. */
export function sessionsLost(
  changes: readonly FileChange[],
  owned: readonly OwnedTarget[],
): readonly OwnedTarget[] {
  return changes.flatMap((change) => {
    const [before, after] = ownIn(change, owned);
    return owned.filter(
      ({ target, credentialsPath }) =>
        credentialsPath === change.path && before.includes(target) && !after.includes(target),
    );
  });
}

function ownIn(
  { file, path, before, after }: Omit<FileChange, 'sessions'>,
  owned: readonly OwnedTarget[],
): readonly [readonly string[], readonly string[]] {
  if (file === 'config') return [[], []];
  const [was = '', is = ''] = commonText([before, after]).texts;
  return [ownSections(was, owned, path), ownSections(is, owned, path)];
}
