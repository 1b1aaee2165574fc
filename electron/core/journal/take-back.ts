import { dominantLineBreak, splitLines } from '../aws-config/ini-lines.ts';
import { newStrictFaults, strictFaults } from '../aws-config/strict-check.ts';
import type { OwnedTarget } from '../outputs/credentials-file/ownership.ts';
import type { FileState } from '../ports.ts';
import { type InsertionOrder, mergeLines } from '../text-diff/merge-lines.ts';
import { unifiedDiff } from '../text-diff/unified-diff.ts';
import { commonText } from './common-text.ts';
import type { FileChange } from './entry.ts';
import { isMergedByMeaning } from './merge-properties.ts';
import { ownSections, withoutSessions } from './own-sections.ts';

/** A file with a change of ours taken back. */
export interface TakenBack {
  /** Undefined where the file goes, because it was not there before the change. */
  readonly bytes: Uint8Array | undefined;
  /** Sections with a session of ours that are left as they are now. */
  readonly left: readonly string[];
  /** The change in words of `diff -u`, secrets hidden; empty where nothing is left to take back. */
  readonly diff: string;
}

/** Why a change can't be taken back. */
export interface NotTakenBack {
  readonly reason: string;
  /** What others changed since, secrets hidden. */
  readonly diff: string;
}

/**
 * Takes a change back from a file as it is `now`. What others changed since stays where it is about
 * other lines and other keys; where both touch the same, the change is not taken back. Byte for byte
 * what it was before where nobody changed anything since. A session of ours is never put back, and
 * what could be read before or can be read now can be read afterwards.
 */
export function takeBack(
  change: FileChange,
  now: FileState,
  owned: readonly OwnedTarget[],
): TakenBack | NotTakenBack {
  const { path, before, after } = change;
  const common = commonText([before, after, now.bytes]);
  const [textBefore = '', textAfter = '', textNow = ''] = common.texts;
  const isCredentials = change.file === 'credentials';
  const freed = isCredentials
    ? withoutSessions(
        change,
        { before: textBefore, after: textAfter, now: textNow },
        ownSections(textNow, owned, path),
      )
    : { before: textBefore, after: textAfter, left: [] };
  const text = merged(freed.before, freed.after, textNow);
  if (text === undefined) {
    const reason = 'other programs changed the same lines since';
    return { reason, diff: unifiedDiff(freed.after, textNow, path) };
  }
  const bytes = common.encode(text);
  const fault = newFault(change, now.bytes, bytes);
  if (fault !== undefined) {
    return { reason: `the AWS CLI could not read it afterwards (${fault})`, diff: '' };
  }
  const isGone = text === '' && !change.existsBefore;
  return {
    bytes: isGone ? undefined : bytes,
    left: freed.left,
    diff: unifiedDiff(textNow, text, path),
  };
}

/** The change from `after` to `before`, made to `now`. */
function merged(before: string, after: string, now: string): string | undefined {
  if (now === after) return before;
  if (now === before || before === after) return now;
  // A last line that only got its break, because lines were put behind it, is still the same line.
  const [base, one, other] = [after, before, now].map((text) => splitLines(closed(text)));
  for (const order of ['other-first', 'one-first'] satisfies InsertionOrder[]) {
    const text = mergeLines(base ?? [], one ?? [], other ?? [], order)?.join('');
    const texts = { base: after, one: before, other: now };
    if (text === undefined || !isMergedByMeaning({ ...texts, merged: text })) continue;
    const endsOpen = isOpen(now) === isOpen(after) ? isOpen(before) : isOpen(now);
    return endsOpen ? text.replace(/(?:\r\n|\r|\n)$/, '') : text;
  }
  return undefined;
}

function isOpen(text: string): boolean {
  return text !== '' && !/[\r\n]$/.test(text);
}

function closed(text: string): string {
  return isOpen(text) ? text + dominantLineBreak(text) : text;
}

/** A fault that stands in the file neither before the change nor now. */
function newFault({ file, before }: FileChange, now: Uint8Array, bytes: Uint8Array) {
  const added = newStrictFaults(strictFaults(before, file), strictFaults(bytes, file));
  return newStrictFaults(strictFaults(now, file), added)[0]?.message;
}
