import { useState } from 'react';
import { type DiffLine, diffFiles, type FileDiff } from '../lib/diff-lines.ts';
import { Button } from './button.tsx';
import styles from './diff-text.module.css';
import { PathText } from './path-text.tsx';

/** More lines than this are shown only on demand. */
const MOST_LINES = 60;

const SIGNS = { added: '+', removed: '−', same: '', place: '', remark: '' } as const;
const WORDS = { added: 'added: ', removed: 'removed: ', same: '', place: '', remark: '' } as const;

/**
 * What changes in files, as `diff -u` has it: by sign, by colour, and for screen readers in words.
 * Long lines wrap. Secrets were hidden by main.
 */
export function DiffText({ diff }: { readonly diff: string }) {
  return (
    <div className={styles.files}>
      {diffFiles(diff).map((file) => (
        <FileChange key={file.path} file={file} />
      ))}
    </div>
  );
}

function FileChange({ file }: { readonly file: FileDiff }) {
  const [isWhole, setIsWhole] = useState(false);
  const { path, lines, added, removed } = file;
  const isLong = lines.length > MOST_LINES;
  const shown = isLong && !isWhole ? lines.slice(0, MOST_LINES) : lines;
  return (
    <figure className={styles.file} aria-label={`Change of ${path}`}>
      <figcaption className={styles.caption}>
        <code className={styles.path}>
          <PathText path={path} />
        </code>
        <span className={styles.counts}>
          <span className={styles.plus}>
            +{added}
            <span className="visually-hidden"> lines added,</span>
          </span>{' '}
          <span className={styles.minus}>
            −{removed}
            <span className="visually-hidden"> lines removed</span>
          </span>
        </span>
      </figcaption>
      <ol className={styles.lines}>
        {shown.map((line) => (
          <Line key={line.key} line={line} />
        ))}
      </ol>
      {isLong ? (
        <Button variant="plain" aria-expanded={isWhole} onClick={() => setIsWhole(!isWhole)}>
          {isWhole ? 'Show fewer lines' : `Show all ${lines.length} lines`}
        </Button>
      ) : null}
    </figure>
  );
}

function Line({ line: { kind, text } }: { readonly line: DiffLine }) {
  return (
    <li className={`${styles.line} ${styles[kind]}`}>
      <span className={styles.sign} aria-hidden="true">
        {SIGNS[kind]}
      </span>
      <span className={styles.text}>
        {WORDS[kind] === '' ? null : <span className="visually-hidden">{WORDS[kind]}</span>}
        {text}
      </span>
    </li>
  );
}
