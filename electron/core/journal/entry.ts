import { between, lengthOf, sameAtEnd, sameAtStart } from './byte-parts.ts';

/** Which of the two shared files. */
export type SharedFile = 'config' | 'credentials';

/** One file before and after a change of ours. */
export interface FileChange {
  readonly file: SharedFile;
  /** Behind all links. */
  readonly path: string;
  readonly existsBefore: boolean;
  readonly existsAfter: boolean;
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  /** Sections that held a session of ours before or after: an undo never puts one back. */
  readonly sessions: readonly string[];
  /** The section that a session of ours was written to, over what another program had there. */
  readonly written?: string;
}

/** What a change did, as the journal keeps it. Holds the secrets that the files held. */
export interface JournalEntry {
  /** Epoch milliseconds. */
  readonly at: number;
  /** What was done and why, one line without a full stop. */
  readonly reason: string;
  /** What an undo leaves alone, one sentence. */
  readonly note?: string;
  /** The entry that this one took back. */
  readonly undoes?: string;
  readonly files: readonly FileChange[];
}

type Head = Omit<JournalEntry, 'files'> & { readonly files: readonly FileHead[] };

interface FileHead extends Omit<FileChange, 'before' | 'after'> {
  readonly beforeLength: number;
  /** How many bytes at the start and at the end both versions have in common. */
  readonly headLength: number;
  readonly tailLength: number;
  readonly middleLength: number;
}

/** A change on its way into the journal: of a large file `after` is its parts, which need no copy. */
export type ChangeToKeep = Omit<FileChange, 'after'> & {
  readonly after: Uint8Array | readonly Uint8Array[];
};

/** An entry on its way into the journal. */
export type EntryToKeep = Omit<JournalEntry, 'files'> & { readonly files: readonly ChangeToKeep[] };

/**
 * The bytes of an entry, in parts: one line of JSON, then for each file all that was before and what
 * stands in its middle now. A change touches little, so what came of it costs little beside what was.
 */
export function packEntry(entry: EntryToKeep): readonly Uint8Array[] {
  const packed = entry.files.map(packFile);
  const head: Head = { ...entry, files: packed.map((file) => file.head) };
  return [Buffer.from(`${JSON.stringify(head)}\n`), ...packed.flatMap(({ parts }) => parts)];
}

/** The entry of `packEntry`, or undefined where the bytes are none. */
export function unpackEntry(bytes: Uint8Array): JournalEntry | undefined {
  const end = bytes.indexOf(0x0a);
  if (end < 0) return undefined;
  // The bytes were sealed by us: what opens is what was packed.
  const head: Head = JSON.parse(Buffer.from(bytes.subarray(0, end)).toString());
  let at = end + 1;
  const take = (length: number): Uint8Array => {
    at += length;
    return bytes.subarray(at - length, at);
  };
  const files = head.files.map((file): FileChange => {
    const { beforeLength, headLength, tailLength, middleLength, ...rest } = file;
    const before = take(beforeLength);
    const tail = before.subarray(beforeLength - tailLength);
    const after = Buffer.concat([before.subarray(0, headLength), take(middleLength), tail]);
    return { ...rest, before, after };
  });
  return { ...head, files };
}

function packFile({ before, after, ...rest }: ChangeToKeep) {
  const parts = after instanceof Uint8Array ? [after] : after;
  const afterLength = lengthOf(parts);
  const headLength = sameAtStart(before, parts);
  const tailLength = sameAtEnd(
    before.subarray(headLength),
    between(parts, headLength, afterLength),
  );
  const middle = between(parts, headLength, afterLength - tailLength);
  const head: FileHead = {
    ...rest,
    beforeLength: before.length,
    headLength,
    tailLength,
    middleLength: lengthOf(middle),
  };
  return { head, parts: [before, ...middle] };
}
