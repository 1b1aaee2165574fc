import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Snapshot } from '../../electron/contract/snapshot.ts';

/** The window's mirror of main's state. Nothing else in the window holds main's data. */
export interface SnapshotStore {
  /** The newest snapshot; undefined until the first one came. */
  read(): Snapshot | undefined;
  /** Takes a snapshot over, unless it is older than what is there (messages may cross). */
  accept(snapshot: Snapshot): void;
  subscribe(listener: () => void): () => void;
}

export function createSnapshotStore(): SnapshotStore {
  let current: Snapshot | undefined;
  const listeners = new Set<() => void>();
  return {
    read: () => current,
    accept: (snapshot) => {
      if (current !== undefined && snapshot.revision <= current.revision) {
        return;
      }
      current = snapshot;
      for (const listener of listeners) {
        listener();
      }
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export const SnapshotStoreContext = createContext<SnapshotStore | undefined>(undefined);

/**
 * The newest snapshot; the component renders again with each one.
 *
 * @throws outside of the app's frame, which waits for the first snapshot before it shows a screen
 */
export function useSnapshot(): Snapshot {
  const store = useContext(SnapshotStoreContext);
  if (store === undefined) {
    throw new Error('useSnapshot needs a SnapshotStoreContext.');
  }
  const snapshot = useSyncExternalStore(store.subscribe, store.read);
  if (snapshot === undefined) {
    throw new Error('useSnapshot was called before the first snapshot came.');
  }
  return snapshot;
}
