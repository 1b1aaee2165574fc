import type { FindingView } from '../../../electron/contract/snapshot.ts';
import { Tag } from '../../components/tag.tsx';
import styles from './first-run.module.css';

/** More than this is no first look any more; the list of roles shows them all. */
const MOST_SHOWN = 4;

/** What is odd in the files, with its place, errors first. Empty where nothing is. */
export function FindingList({ findings }: { readonly findings: readonly FindingView[] }) {
  if (findings.length === 0) return null;
  const ordered = [...findings].sort(
    (one, other) => Number(other.severity === 'error') - Number(one.severity === 'error'),
  );
  const hidden = ordered.length - MOST_SHOWN;
  return (
    <section aria-labelledby="first-run-findings">
      <h2 className={styles.heading} id="first-run-findings">
        Worth a look in your files
      </h2>
      <ul className={styles.findings}>
        {ordered.slice(0, MOST_SHOWN).map((finding) => (
          <li key={`${finding.path}:${finding.line}:${finding.message}`}>
            <p>
              <Tag tone={finding.severity === 'error' ? 'danger' : 'warn'}>{finding.severity}</Tag>{' '}
              {finding.message}
            </p>
            <p className={styles.place}>
              {finding.path === undefined ? null : (
                <code>
                  {finding.path}
                  {finding.line === undefined ? '' : `:${finding.line}`}
                </code>
              )}{' '}
              {finding.hint}
            </p>
          </li>
        ))}
      </ul>
      {hidden > 0 ? (
        <p className={styles.text}>and {hidden.toLocaleString('en')} more; all else works.</p>
      ) : null}
    </section>
  );
}
