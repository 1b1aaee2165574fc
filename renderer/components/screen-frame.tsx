import { ArrowLeft } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { IconButton } from './button.tsx';
import styles from './screen-frame.module.css';

export interface ScreenFrameProps {
  readonly title: string;
  readonly subtitle?: ReactNode;
  /** Given by screens that lie on top of another one. They take the focus when they open. */
  readonly onBack?: () => void;
  /** The screen's main action, at the right of the title. */
  readonly action?: ReactNode;
  /** Below the title, above what scrolls. */
  readonly banner?: ReactNode;
  /** Buttons that stay in sight below what scrolls. */
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}

/** A screen: its head stays, its body scrolls. */
export function ScreenFrame(props: ScreenFrameProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const isOnTop = props.onBack !== undefined;
  const screen = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Unless something inside was opened for its own sake and has it already.
    const hasFocus = screen.current?.contains(document.activeElement) === true;
    if (isOnTop && !hasFocus) heading.current?.focus();
  }, [isOnTop]);
  return (
    <div className={styles.screen} ref={screen}>
      <header className={styles.head}>
        {props.onBack === undefined ? null : (
          <IconButton label="Back" icon={ArrowLeft} onClick={props.onBack} />
        )}
        <div className={styles.titles}>
          <h1 className={styles.title} ref={heading} tabIndex={-1}>
            {props.title}
          </h1>
          {props.subtitle === undefined ? null : (
            <p className={styles.subtitle}>{props.subtitle}</p>
          )}
        </div>
        {props.action === undefined ? null : <div className={styles.action}>{props.action}</div>}
      </header>
      {props.banner}
      <div className={styles.body}>
        <div className={styles.column}>{props.children}</div>
      </div>
      {props.footer === undefined ? null : (
        <footer className={styles.footer}>{props.footer}</footer>
      )}
    </div>
  );
}
