import type { FileState, Files, Locks } from '../ports.ts';
import type { Sealer } from '../sealing.ts';
import type { SessionStore, StoredSession } from './types.ts';

export interface FileSessionStoreOptions {
  readonly files: Files;
  readonly locks: Locks;
  readonly sealer: Sealer;
  readonly path: string;
}

const PURPOSE = 'sessions';
const LOCK = 'sessions';
const VERSION = 1;

/**
 * Sessions in one encrypted file that all processes of a home share. Every change re-reads the file
 * under a lock. A file that can't be opened (damaged, or its key is gone) is set aside with a notice
 * and counts as empty: it only costs calls, and perhaps a code.
 */
export function fileSessionStore(options: FileSessionStoreOptions): SessionStore {
  const { files, locks, sealer, path } = options;
  const notices: string[] = [];
  /** What was read or written last, so that a file that is still the same is not opened again. */
  let known: { readonly state: FileState; readonly sessions: readonly StoredSession[] } | undefined;

  /** Undefined where the file can't be opened. */
  const read = async (): Promise<readonly StoredSession[] | undefined> => {
    const last = known;
    if (last !== undefined && (await files.isUnchanged?.(last.state)) === true) {
      return last.sessions;
    }
    const state = await files.read(path);
    const sessions = state.exists ? await openSessions(sealer, state.bytes) : [];
    known = sessions === undefined ? undefined : { state, sessions };
    return sessions;
  };
  /** Only under the lock: another process may have set it aside, and begun anew, since we looked. */
  const readOrSetAside = async (): Promise<readonly StoredSession[]> => {
    const sessions = await read();
    if (sessions === undefined) {
      notices.push(await setAside(files, path));
    }
    return sessions ?? [];
  };
  const readSafely = async (): Promise<readonly StoredSession[]> =>
    (await read()) ?? (await locks.withLock(LOCK, readOrSetAside));
  const change = (
    edit: (before: readonly StoredSession[]) => readonly StoredSession[],
  ): Promise<void> =>
    locks.withLock(LOCK, async () => {
      const sessions = edit(await readOrSetAside());
      const text = JSON.stringify({ version: VERSION, sessions });
      const sealed = await sealer.seal(PURPOSE, Buffer.from(text));
      const before = known?.state;
      known = undefined;
      // A lost session costs a call, and perhaps a code: less than a wait with every switch.
      await files.replace(path, sealed, { mode: 0o600, mayBeLost: true });
      if (before !== undefined)
        known = { state: { ...before, exists: true, bytes: sealed }, sessions };
    });

  return {
    live: async (now) => liveAt(await readSafely(), now),
    put: (session, now) => change((before) => withSession(before, session, now)),
    remove: async (matches) => {
      // Most removals find nothing: then nothing is locked or written.
      if (!(await readSafely()).some(matches)) {
        return 0;
      }
      let removed = 0;
      await change((before) => {
        const kept = before.filter((session) => !matches(session));
        removed = before.length - kept.length;
        return kept;
      });
      return removed;
    },
    takeNotices: () => notices.splice(0),
  };
}

/** Sessions of this process only: the choice where there is no keychain. */
export function memorySessionStore(): SessionStore {
  let sessions: readonly StoredSession[] = [];
  return {
    live: async (now) => liveAt(sessions, now),
    put: async (session, now) => {
      sessions = withSession(sessions, session, now);
    },
    remove: async (matches) => {
      const before = sessions.length;
      sessions = sessions.filter((session) => !matches(session));
      return before - sessions.length;
    },
    takeNotices: () => [],
  };
}

function liveAt(sessions: readonly StoredSession[], now: number): readonly StoredSession[] {
  return sessions.filter(({ credentials }) => credentials.expiration > now);
}

function withSession(
  before: readonly StoredSession[],
  session: StoredSession,
  now: number,
): readonly StoredSession[] {
  const others = liveAt(before, now).filter(({ identity }) => identity !== session.identity);
  return [...others, session];
}

/** Moves a file that can't be opened out of the way, over nothing that was set aside earlier. */
async function setAside(files: Files, path: string): Promise<string> {
  const { bytes } = await files.read(path);
  let aside = `${path}.damaged`;
  for (let count = 2; (await files.read(aside)).exists; count += 1) {
    aside = `${path}.damaged-${count}`;
  }
  await files.replace(aside, bytes, { mode: 0o600 });
  await files.remove(path);
  return `kept sessions could not be opened and were set aside as ${aside}; they are made anew as needed`;
}

async function openSessions(
  sealer: Sealer,
  sealed: Uint8Array,
): Promise<readonly StoredSession[] | undefined> {
  const opened = await sealer.open(PURPOSE, sealed);
  return opened === undefined ? undefined : parseSessions(opened);
}

/**
 * The content is authenticated, so it is ours, but perhaps a later version's: its outline is looked
 * at by hand, since every AWS call of a user pays for what this path loads.
 */
function parseSessions(opened: Uint8Array): readonly StoredSession[] | undefined {
  const value: unknown = JSON.parse(Buffer.from(opened).toString('utf8'));
  const { version, sessions } = value as Record<string, unknown>;
  return version === VERSION && Array.isArray(sessions) && sessions.every(isSession)
    ? sessions
    : undefined;
}

function isSession(value: unknown): value is StoredSession {
  const { identity, shape, profile, credentials } = (value ?? {}) as Record<string, unknown>;
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = (credentials ?? {}) as Record<
    string,
    unknown
  >;
  return (
    [identity, shape, profile, accessKeyId, secretAccessKey, sessionToken].every(
      (text) => typeof text === 'string' && text !== '',
    ) && typeof expiration === 'number'
  );
}
