import { History } from 'lucide-react';
import { bridge } from '../../bridge.ts';
import { Notice } from '../../components/notice.tsx';
import { ScreenFrame } from '../../components/screen-frame.tsx';
import { focusHeading } from '../../lib/focus-heading.ts';
import { useSnapshot } from '../../lib/snapshot-store.ts';
import { useReading } from '../../lib/use-reading.ts';
import styles from './activity.module.css';
import { ChangeRow } from './change-row.tsx';

const listChanges = () => bridge.listChanges();

/** What Role Valet changed in the AWS files, and the way back. */
export function ActivityScreen() {
  const { filesRevision, keychain } = useSnapshot();
  const { reading, readAgain } = useReading(listChanges, `${filesRevision} ${keychain.state}`);
  const undone = async (): Promise<void> => {
    await readAgain();
    focusHeading();
  };
  return (
    <ScreenFrame title="Activity" subtitle="What Role Valet changed in your AWS files">
      {reading.state === 'failed' ? (
        <Notice tone="danger" label="No list of changes" hint={reading.failure.hint}>
          {reading.failure.message}
        </Notice>
      ) : null}
      {reading.state === 'ready' && reading.value.length === 0 ? (
        <div className={styles.empty}>
          <History size={28} strokeWidth={1.5} aria-hidden="true" />
          <p className={styles.emptyTitle}>Nothing was changed so far</p>
          <p>
            Whatever Role Valet changes in the config and the credentials file is kept here,
            encrypted, and can be taken back. Sessions that it writes and renews are not changes.
          </p>
        </div>
      ) : null}
      {reading.state === 'ready' && reading.value.length > 0 ? (
        <ul className={styles.changes}>
          {reading.value.map((change) => (
            <ChangeRow key={change.id} change={change} onUndone={undone} />
          ))}
        </ul>
      ) : null}
    </ScreenFrame>
  );
}
