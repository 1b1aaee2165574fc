import { ChevronRight, X } from 'lucide-react';
import { useState } from 'react';
import type { FindingView } from '../../../electron/contract/snapshot.ts';
import { IconButton } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import styles from './findings-bar.module.css';

export interface FindingsBarProps {
  readonly findings: readonly FindingView[];
  /** Messages that were put away. */
  readonly dismissed: ReadonlySet<string>;
  readonly onDismiss: (message: string) => void;
}

/** What is wrong in the files, one at a time, below the list: it moves no row when it comes. */
export function FindingsBar({ findings, dismissed, onDismiss }: FindingsBarProps) {
  const [wanted, setWanted] = useState(0);
  const open = findings.filter(({ message }) => !dismissed.has(message));
  const index = wanted < open.length ? wanted : 0;
  const finding = open[index];
  if (finding === undefined) {
    return null;
  }
  return (
    <div className={styles.bar}>
      <Notice
        tone={finding.severity === 'error' ? 'danger' : 'warn'}
        label="Findings in your files"
        hint={finding.hint}
      >
        {finding.message}
        <Place finding={finding} />
      </Notice>
      <div className={styles.buttons}>
        <IconButton
          label="Put this finding away"
          icon={X}
          onClick={() => onDismiss(finding.message)}
        />
        {open.length < 2 ? null : (
          <>
            <IconButton
              label="Next finding"
              icon={ChevronRight}
              onClick={() => setWanted((index + 1) % open.length)}
            />
            <span className={styles.count}>
              {index + 1} of {open.length}
            </span>
          </>
        )}
      </div>
    </div>
  );
}

function Place({ finding: { path, line } }: { readonly finding: FindingView }) {
  if (path === undefined) {
    return null;
  }
  const fileName = path.split(/[/\\]/).at(-1);
  return (
    <code className={styles.place} title={path}>
      {line === undefined ? fileName : `${fileName}:${line}`}
    </code>
  );
}
