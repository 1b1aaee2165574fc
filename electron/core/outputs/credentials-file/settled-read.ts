import { RoleValetError } from '../../../contract/errors.ts';
import type { Clock, FileState, Files } from '../../ports.ts';

/** Two reads this far apart must agree before a suspicious content is believed. */
const PAUSE_MS = 50;
/**
 * An empty file is believed after half a second only: a writer that was paused between its
 * truncation and its write would lose nothing itself, but everybody else's profiles.
 */
const EMPTY_PAUSES = 10;
/** Less than this share of the last known length is a sharp fall. */
const SHARP_FALL = 0.5;
const GIVE_UP_AFTER_MS = 3_000;

/**
 * Reads a file that other programs truncate and rewrite in place without a lock (the AWS CLI does:
 * https://github.com/aws/aws-cli/issues/10648). A read that is empty, much shorter than
 * `knownLength` says, or ends in the middle of a line is repeated until two reads 50 ms apart
 * agree. Throws FILE_UNSTABLE where that does not happen within 3 s, or FILE_UNREADABLE.
 */
export async function settledRead(
  { files, clock }: { readonly files: Files; readonly clock: Clock },
  path: string,
  knownLength: (realPath: string) => number | Promise<number> = () => 0,
): Promise<FileState> {
  const giveUpAt = clock.now() + GIVE_UP_AFTER_MS;
  let state = await files.read(path);
  let longest = Math.max(await knownLength(state.realPath), state.bytes.length);
  for (let agreed = 0; agreed < pausesNeeded(state, longest); ) {
    if (clock.now() >= giveUpAt) throw unstable(path);
    await clock.sleep(PAUSE_MS);
    const next = await files.read(path);
    agreed = isSameContent(state, next) ? agreed + 1 : 0;
    // Once two reads agree on the shorter content it is the truth, so only growth is remembered.
    longest = Math.max(longest, next.bytes.length);
    state = next;
  }
  return state;
}

/** True where both reads saw the same content, or both no file. */
export function isSameContent(one: FileState, other: FileState): boolean {
  return (
    one.exists === other.exists &&
    one.realPath === other.realPath &&
    Buffer.compare(one.bytes, other.bytes) === 0
  );
}

function pausesNeeded({ exists, bytes }: FileState, longest: number): number {
  // A missing file cannot be half written: nobody deletes it in order to rewrite it.
  if (!exists) return 0;
  if (bytes.length === 0) return EMPTY_PAUSES;
  const endsInLine = bytes.at(-1) !== 0x0a;
  return endsInLine || bytes.length < longest * SHARP_FALL ? 1 : 0;
}

function unstable(path: string): RoleValetError {
  return new RoleValetError(
    'FILE_UNSTABLE',
    `${path} is being rewritten by another program again and again`,
    'Wait until that program is done, then try again',
  );
}
