import { Lock, LockOpen } from 'lucide-react';
import { useState } from 'react';
import type { KeyView } from '../../../electron/contract/keys.ts';
import { bridge } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { useAwsTime } from '../../lib/clock.ts';
import { useVerbs } from '../../lib/run-verb.ts';
import { clockTime, timeLeft } from '../../lib/time-text.ts';
import styles from './keys.module.css';

/** The MFA session of a key: give its code ahead of need, or forget it. */
export function KeyMfa({ view }: { readonly view: KeyView }) {
  const { run } = useVerbs();
  const [isBusy, setIsBusy] = useState(false);
  const { profile, unlockedUntil } = view;
  const until = useAwsTime((now) =>
    unlockedUntil === undefined || unlockedUntil <= now
      ? ''
      : `until ${clockTime(unlockedUntil, now)}, for ${timeLeft(unlockedUntil - now)} more`,
  );
  const unlock = async (): Promise<void> => {
    // It lasts as long as the question for the code does.
    setIsBusy(true);
    await run(() => bridge.unlockBase(profile));
    setIsBusy(false);
  };
  return (
    <div className={styles.keyLine}>
      {until === '' ? (
        <>
          <Lock size={14} aria-hidden="true" />
          <p className={styles.keyLineText}>The next role asks for a code.</p>
          <Button isBusy={isBusy} onClick={() => void unlock()}>
            Unlock for the day
          </Button>
        </>
      ) : (
        <>
          <LockOpen size={14} aria-hidden="true" className={styles.unlocked} />
          <p className={styles.keyLineText}>No code needed {until}</p>
          <Button onClick={() => void run(() => bridge.forgetMfaSession(profile))}>
            Forget MFA session
          </Button>
        </>
      )}
    </div>
  );
}
