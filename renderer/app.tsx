import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Failure } from '../electron/contract/results.ts';
import type { Bridge } from '../electron/contract/verbs.ts';
import styles from './app.module.css';
import { Button } from './components/button.tsx';
import { VerbHost } from './components/verb-host.tsx';
import { Frame } from './frame.tsx';
import type { ShowRequests } from './lib/show-requests.ts';
import type { SnapshotStore } from './lib/snapshot-store.ts';

export interface AppProps {
  readonly bridge: Bridge;
  readonly store: SnapshotStore;
  readonly requests: ShowRequests;
}

/** Waits for the first snapshot; from then on the frame shows what the newest one says. */
export function App({ bridge, store, requests }: AppProps) {
  const snapshot = useSyncExternalStore(store.subscribe, store.read);
  const [failure, setFailure] = useState<Failure>();
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` is what asks once more
  useEffect(() => {
    setFailure(undefined);
    bridge.snapshot().then(
      (result) => (result.ok ? store.accept(result.value) : setFailure(result.error)),
      (error: unknown) => setFailure(brokenBridge(error)),
    );
  }, [bridge, store, attempt]);

  if (snapshot !== undefined) {
    return (
      <VerbHost>
        <Frame requests={requests} />
      </VerbHost>
    );
  }
  return failure === undefined ? (
    <main className={styles.waiting} aria-busy="true" aria-label="Role Valet starts" />
  ) : (
    <main className={styles.waiting}>
      <h1>Role Valet can’t show your roles</h1>
      <p role="alert">{failure.message}</p>
      <p>{failure.hint}</p>
      <Button variant="primary" onClick={() => setAttempt(attempt + 1)}>
        Try again
      </Button>
    </main>
  );
}

function brokenBridge(error: unknown): Failure {
  return {
    code: 'INTERNAL',
    message: error instanceof Error ? error.message : 'The app did not answer.',
    hint: 'Quit Role Valet and start it again.',
  };
}
