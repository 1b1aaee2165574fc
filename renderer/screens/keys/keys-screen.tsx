import { KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { ScreenFrame } from '../../components/screen-frame.tsx';
import { useSnapshot } from '../../lib/snapshot-store.ts';
import { AddKeyDialog } from './add-key-dialog.tsx';
import { KeyRow } from './key-row.tsx';
import { KeychainNotice } from './keychain-notice.tsx';
import styles from './keys.module.css';
import { PlainKeys } from './plain-keys.tsx';

/** The long-term keys of the keychain: see, add, check and remove them. Never their secrets. */
export function KeysScreen() {
  const { keys, keychain, platform } = useSnapshot();
  const [asked, setAsked] = useState<{ readonly profile: string }>();
  const canAdd = keychain.state === 'ready';
  const add = (
    <Button variant="primary" icon={Plus} onClick={() => setAsked({ profile: '' })}>
      Add a key
    </Button>
  );
  return (
    <ScreenFrame
      title="Keys"
      subtitle="Long-term keys, in this computer’s keychain"
      {...(canAdd && keys.length > 0 ? { action: add } : {})}
    >
      <KeychainNotice keychain={keychain} platform={platform} />
      <PlainKeys />
      {keys.length === 0 ? (
        canAdd ? (
          <div className={styles.empty}>
            <KeyRound size={28} strokeWidth={1.5} aria-hidden="true" />
            <p className={styles.emptyTitle}>No key yet</p>
            <p>
              A key of an IAM user is where most chains start. Here it is kept in the keychain, so
              that no file holds it. SSO and other sources need none.
            </p>
            {add}
          </div>
        ) : null
      ) : (
        <ul className={styles.keys}>
          {keys.map((view) => (
            <KeyRow
              key={view.profile}
              view={view}
              onReplace={() => setAsked({ profile: view.profile })}
            />
          ))}
        </ul>
      )}
      <AddKeyDialog
        isOpen={asked !== undefined}
        profile={asked?.profile ?? ''}
        onClose={() => setAsked(undefined)}
      />
    </ScreenFrame>
  );
}
