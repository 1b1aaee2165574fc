import { CalendarClock } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import { daysText } from '../../lib/time-text.ts';
import styles from './keys.module.css';
import type { Rotation } from './use-rotation.ts';

export interface KeyAgeProps {
  readonly days: number;
  /** Older than the user wants keys to be. */
  readonly isOld: boolean;
  readonly rotation: Rotation;
}

/** How old a key is, and the way to a new one. */
export function KeyAge({ days, isOld, rotation }: KeyAgeProps) {
  return (
    <div className={styles.keyLine}>
      <CalendarClock size={14} aria-hidden="true" className={isOld ? styles.old : undefined} />
      <p className={`${styles.keyLineText} ${isOld ? styles.old : ''}`}>{ageText(days, isOld)}</p>
      <Button isBusy={rotation.isBusy} onClick={() => void rotation.run('rotate')}>
        {rotation.isBusy ? 'Rotating…' : 'Rotate…'}
      </Button>
    </div>
  );
}

function ageText(days: number, isOld: boolean): string {
  if (days === 0) return 'New today.';
  return isOld ? `${daysText(days)} old: time for a new one.` : `${daysText(days)} old.`;
}
