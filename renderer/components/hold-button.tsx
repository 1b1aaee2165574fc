import { type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from 'react';
import buttonStyles from './button.module.css';
import styles from './hold-button.module.css';

export interface HoldButtonProps {
  readonly children: string;
  readonly onHeld: () => void;
  readonly isBusy?: boolean;
}

/** As long as the filling in hold-button.module.css takes, milliseconds. */
const HOLD_MS = 900;

/**
 * A button that must be held, by pointer, Enter or Space, so that no slip of the hand does what can't
 * be taken back. A click that came from neither (a screen reader's, voice control) counts: whoever
 * sends one can't hold, and chose it by name.
 */
export function HoldButton({ children, onHeld, isBusy = false }: HoldButtonProps) {
  const [isHeld, setIsHeld] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const sawPress = useRef(false);

  const release = (): void => {
    clearTimeout(timer.current);
    setIsHeld(false);
  };
  const press = (): void => {
    if (isBusy || isHeld) return;
    sawPress.current = true;
    setIsHeld(true);
    timer.current = setTimeout(() => {
      setIsHeld(false);
      onHeld();
    }, HOLD_MS);
  };
  useEffect(() => () => clearTimeout(timer.current), []);

  const isHoldKey = ({ key }: KeyboardEvent): boolean => key === 'Enter' || key === ' ';
  return (
    <button
      type="button"
      className={`${buttonStyles.button} ${buttonStyles.danger} ${styles.hold}`}
      data-held={isHeld ? '' : undefined}
      aria-disabled={isBusy || undefined}
      aria-busy={isBusy || undefined}
      onPointerDown={(event) => {
        if (event.button === 0) press();
      }}
      onPointerUp={release}
      onPointerLeave={release}
      onPointerCancel={release}
      onKeyDown={(event) => {
        if (!isHoldKey(event)) return;
        event.preventDefault();
        if (!event.repeat) press();
      }}
      onKeyUp={release}
      onBlur={release}
      onClick={(event: MouseEvent) => {
        if (event.detail === 0 && !sawPress.current && !isBusy) onHeld();
        sawPress.current = false;
      }}
    >
      <span className={styles.words}>{children}</span>
    </button>
  );
}
