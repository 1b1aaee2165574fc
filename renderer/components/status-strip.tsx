import type { KeyView } from '../../electron/contract/keys.ts';
import type { RoleView } from '../../electron/contract/roles.ts';
import { useAwsTime } from '../lib/clock.ts';
import { isLive } from '../lib/role-life.ts';
import { roughTimeLeft, timeLeft } from '../lib/time-text.ts';
import styles from './status-strip.module.css';

export interface StatusStripProps {
  readonly roles: readonly RoleView[];
  readonly keys: readonly KeyView[];
  readonly onStopAll: () => void;
}

/** One line about everything: how much is live, what ends next, how long no code is needed. */
export function StatusStrip({ roles, keys, onStopAll }: StatusStripProps) {
  const live = roles.filter(isLive);
  const nextEnd = live.reduce<number | undefined>(
    (earliest, { expiresAt }) =>
      expiresAt === undefined ? earliest : Math.min(earliest ?? expiresAt, expiresAt),
    undefined,
  );
  const unlocked = keys.find(({ unlockedUntil }) => unlockedUntil !== undefined);
  const nextText = useAwsTime((now) => (nextEnd === undefined ? '' : timeLeft(nextEnd - now)));
  const unlockedText = useAwsTime((now) =>
    unlocked?.unlockedUntil === undefined || unlocked.unlockedUntil <= now
      ? ''
      : `MFA for ${roughTimeLeft(unlocked.unlockedUntil - now)}`,
  );
  return (
    <div className={styles.strip}>
      <span className={styles.part}>
        <span
          className={`${styles.dot} ${live.length === 0 ? '' : styles.on}`}
          aria-hidden="true"
        />
        {live.length === 0 ? 'Nothing live' : `${live.length} live`}
      </span>
      {nextText === '' ? null : <span className={styles.part}>next ends in {nextText}</span>}
      {live.length < 2 ? null : (
        <button type="button" className={styles.stop} onClick={onStopAll}>
          Stop all
        </button>
      )}
      {unlockedText === '' ? null : (
        <span
          className={styles.right}
          title={`How long roles of ${unlocked?.profile} need no new code`}
        >
          {keys.length > 1 ? `${unlocked?.profile} · ` : null}
          {unlockedText}
        </span>
      )}
    </div>
  );
}
