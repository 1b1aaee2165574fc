import type { ReactNode } from 'react';
import { sentence } from '../lib/sentence.ts';
import styles from './change-preview.module.css';
import { DiffText } from './diff-text.tsx';

export interface ChangePreviewProps {
  /** Names the region for screen readers. */
  readonly label: string;
  readonly diff: string;
  /** What the diff does not say, one sentence each. */
  readonly notes?: readonly string[];
  readonly children?: ReactNode;
  /** What goes ahead, or takes no for an answer. */
  readonly actions?: ReactNode;
}

/** A change of files before it is made: its lines, what else to know, and the button that makes it. */
export function ChangePreview({ label, diff, notes = [], children, actions }: ChangePreviewProps) {
  return (
    <section className={styles.preview} aria-label={label}>
      {children}
      {diff === '' ? null : <DiffText diff={diff} />}
      <SentenceList sentences={notes} />
      {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
    </section>
  );
}

/** Sentences that core ends without a full stop. */
export function SentenceList({ sentences }: { readonly sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <ul className={styles.notes}>
      {sentences.map((text) => (
        <li key={text}>{sentence(text)}</li>
      ))}
    </ul>
  );
}
