import { type ReactNode, useId } from 'react';
import styles from './card.module.css';

export interface CardProps {
  readonly title?: string;
  readonly description?: ReactNode;
  /** At the right of the title. */
  readonly action?: ReactNode;
  readonly children?: ReactNode;
}

/** A panel of things that belong together; with a title it is a region of its own. */
export function Card({ title, description, action, children }: CardProps) {
  const id = useId();
  if (title === undefined) {
    return <div className={styles.card}>{children}</div>;
  }
  return (
    <section className={styles.card} aria-labelledby={id}>
      <header className={styles.header}>
        <h2 className={styles.title} id={id}>
          {title}
        </h2>
        {action}
      </header>
      {description === undefined ? null : <p className={styles.description}>{description}</p>}
      {children}
    </section>
  );
}
