import { CircleAlert, CircleX, Info } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './notice.module.css';

export interface NoticeProps {
  readonly tone: 'info' | 'warn' | 'danger';
  /** What is so, in one sentence. */
  readonly children: ReactNode;
  /** The next step. */
  readonly hint?: ReactNode;
  readonly actions?: ReactNode;
  /** The actions are buttons without a border: they line up with the words. */
  readonly hasTextButtons?: boolean;
  /** Names the region for screen readers. */
  readonly label: string;
}

const ICONS = { info: Info, warn: CircleAlert, danger: CircleX };

/** A bar about the state of things, with the next step. It stays until the state changes. */
export function Notice({ tone, children, hint, actions, label, hasTextButtons }: NoticeProps) {
  const Icon = ICONS[tone];
  const actionsClass =
    hasTextButtons === true ? `${styles.actions} ${styles.textButtons}` : styles.actions;
  return (
    <section className={`${styles.notice} ${styles[tone]}`} aria-label={label}>
      <Icon className={styles.icon} size={15} aria-hidden="true" />
      <div className={styles.body}>
        <p className={styles.message}>{children}</p>
        {hint === undefined ? null : <p className={styles.hint}>{hint}</p>}
        {actions === undefined ? null : <div className={actionsClass}>{actions}</div>}
      </div>
    </section>
  );
}
