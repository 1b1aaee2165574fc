import type { ReactNode } from 'react';
import styles from './tag.module.css';

export type TagTone = 'accent' | 'live' | 'warn' | 'danger' | 'plain';

export interface TagProps {
  readonly tone: TagTone;
  /** Shown under the pointer. */
  readonly title?: string | undefined;
  readonly children: ReactNode;
}

/** A word about a state. The colour repeats what the word says. */
export function Tag({ tone, title, children }: TagProps) {
  return (
    <span className={`${styles.tag} ${styles[tone]}`} title={title}>
      {children}
    </span>
  );
}
