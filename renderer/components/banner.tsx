import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useFocusReturn } from '../lib/use-focus-return.ts';
import styles from './banner.module.css';

export interface BannerProps {
  /** Names the region for screen readers. */
  readonly label: string;
  readonly tone: 'accent' | 'warn';
  readonly icon: LucideIcon;
  readonly text: string;
  /** What the text leaves out, for the pointer. */
  readonly title: string;
  /** The buttons. */
  readonly actions: ReactNode;
  readonly children?: ReactNode;
}

/**
 * Something that waits for the person. It stands above the screen and takes room of its own, so that it
 * covers nothing; and it takes no focus, since whoever types is in the middle of something else.
 */
export function Banner({ label, tone, icon: Icon, text, title, actions, children }: BannerProps) {
  const focusReturn = useFocusReturn<HTMLElement>();
  return (
    <section {...focusReturn} className={`${styles.banner} ${styles[tone]}`} aria-label={label}>
      <Icon className={styles.icon} size={16} aria-hidden="true" />
      <p className={styles.text} title={title}>
        {text}
      </p>
      <div className={styles.actions}>{actions}</div>
      {children}
    </section>
  );
}
