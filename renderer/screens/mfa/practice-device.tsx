import { useEffect, useState } from 'react';
import { bridge } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { useAwsTime } from '../../lib/clock.ts';
import { secondsUntil } from '../../lib/next-code.ts';
import { useVerbs } from '../../lib/run-verb.ts';
import styles from './mfa-dialog.module.css';

interface ShownCode {
  readonly code: string;
  /** When the device shows the next one, epoch milliseconds. */
  readonly endsAt: number;
}

/** Stands in for the phone: in the practice organisation the window can show the device's code. */
export function PracticeDevice() {
  const { run } = useVerbs();
  const [shown, setShown] = useState<ShownCode>();
  const seconds = useAwsTime((now) => (shown === undefined ? 1 : secondsUntil(shown.endsAt, now)));
  const isOver = shown !== undefined && seconds === 0;

  useEffect(() => {
    if (isOver) {
      run(() => bridge.practiceCode()).then(setShown);
    }
  }, [isOver, run]);

  if (shown === undefined) {
    return (
      <div className={styles.practice}>
        <Button onClick={() => run(() => bridge.practiceCode()).then(setShown)}>
          Show the practice device’s code
        </Button>
      </div>
    );
  }
  return (
    <div className={styles.practice}>
      Practice device
      <output aria-label="Code of the practice device">{shown.code}</output>
      <span>for {seconds} s</span>
    </div>
  );
}
