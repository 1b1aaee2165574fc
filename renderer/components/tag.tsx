import type { ReactNode } from 'react';
import styles from './tag.module.css';

export type TagTone = 'accent' | 'live' | 'warn' | 'danger' | 'plain';

/** A word about a state. The colour repeats what the word says. */
export function Tag({ tone, children }: { readonly tone: TagTone; readonly children: ReactNode }) {
  return <span className={`${styles.tag} ${styles[tone]}`}>{children}</span>;
}
