import { bridge } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { useVerbs } from '../../lib/run-verb.ts';
import { useSnapshot } from '../../lib/snapshot-store.ts';
import styles from './state-notices.module.css';

/** What is true of everything below: the practice organisation, and a keychain that is missing. */
export function StateNotices() {
  const { isPractice, keychain } = useSnapshot();
  const { run } = useVerbs();
  if (!isPractice && keychain.state === 'ready') {
    return null;
  }
  return (
    <div className={styles.notices}>
      {isPractice ? (
        <Notice
          tone="info"
          label="Practice"
          hasTextButtons
          hint="Nothing here is real; your own files stay as they are."
          actions={
            <>
              <Button variant="plain" onClick={() => run(() => bridge.copyPracticeSetUp())}>
                Copy terminal set-up
              </Button>
              <Button variant="plain" onClick={() => run(() => bridge.leavePractice())}>
                Leave practice
              </Button>
            </>
          }
        >
          Practice organisation
        </Notice>
      ) : null}
      {keychain.state === 'unavailable' ? (
        <Notice
          tone="danger"
          label="Keychain"
          hint={keychain.failure?.hint}
          actions={
            <>
              <Button onClick={() => run(() => bridge.retryKeychain())}>Try again</Button>
              {/* biome-ignore lint/correctness/useHookAtTopLevel: a verb of the bridge, no hook */}
              <Button onClick={() => run(() => bridge.useMemoryOnly())}>
                Go on without (this run only)
              </Button>
            </>
          }
        >
          {keychain.failure?.message ?? 'There is no keychain.'}
        </Notice>
      ) : null}
      {keychain.state === 'memory-only' && !isPractice ? (
        <Notice
          tone="warn"
          label="Keychain"
          hint="Keys and sessions are forgotten at the end of this run."
        >
          Working without a keychain
        </Notice>
      ) : null}
    </div>
  );
}
