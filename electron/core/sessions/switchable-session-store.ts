import { memorySessionStore } from './session-store.ts';
import type { SessionStore } from './types.ts';

/** A store whose sessions outlive the process or not, as the user wishes at the moment. */
export interface SwitchableSessionStore extends SessionStore {
  /**
   * From now on sessions are kept, or are in memory alone. Live ones (at `now`, epoch milliseconds,
   * server's clock) come along; what is not to be kept is taken out of the file.
   */
  keep(isKept: boolean, now: number): Promise<void>;
}

/**
 * Puts `kept` behind a switch. A change waits for what is under way, and what begins meanwhile waits
 * for the change: a session that is made in the same moment ends up where it is looked for.
 */
export function switchableSessionStore(
  kept: SessionStore,
  isKeptAtFirst: boolean,
): SwitchableSessionStore {
  const memory = memorySessionStore();
  let current = isKeptAtFirst ? kept : memory;
  let changes: Promise<void> = Promise.resolve();
  const underWay = new Set<Promise<unknown>>();

  const run = async <T>(work: (store: SessionStore) => Promise<T>): Promise<T> => {
    let seen: Promise<void> | undefined;
    while (seen !== changes) {
      seen = changes;
      await seen;
    }
    const done = work(current);
    underWay.add(done);
    try {
      return await done;
    } finally {
      underWay.delete(done);
    }
  };
  const change = async (isKept: boolean, now: number): Promise<void> => {
    const next = isKept ? kept : memory;
    if (next === current) {
      return;
    }
    await Promise.allSettled(underWay);
    const live = await current.live(now);
    for (const session of live) {
      await next.put(session, now);
    }
    await current.remove(() => true);
    current = next;
  };

  return {
    live: (now) => run((store) => store.live(now)),
    put: (session, now) => run((store) => store.put(session, now)),
    remove: (matches) => run((store) => store.remove(matches)),
    takeNotices: () => kept.takeNotices(),
    keep: (isKept, now) => {
      const changed = changes.then(() => change(isKept, now));
      // A failure belongs to whoever asked for this change, not to what waits behind it.
      changes = changed.catch(() => undefined);
      return changed;
    },
  };
}
