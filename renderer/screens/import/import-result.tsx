import type { ImportPreview } from '../../../electron/contract/surgery.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { ChangePreview } from '../../components/change-preview.tsx';
import styles from './import.module.css';

/** More skipped roles than this are only counted. */
const MOST_SKIPPED = 30;

export interface ImportResultProps {
  readonly preview: ImportPreview;
  readonly isBusy: boolean;
  readonly onAdd: () => void;
}

/** What an import would add, what it skips and why, and the lines of the config file. */
export function ImportResult({ preview, isBusy, onAdd }: ImportResultProps) {
  const { roles, skipped, notes, diff } = preview;
  const hidden = skipped.length - MOST_SKIPPED;
  return (
    <Card title={roles.length === 0 ? 'Nothing to add' : `Adds ${roleCount(roles.length)}`}>
      {skipped.length === 0 ? null : (
        <section className={styles.skipped} aria-label="Skipped roles">
          <p className={styles.count}>{roleCount(skipped.length)} skipped</p>
          <ul className={styles.list}>
            {skipped.slice(0, MOST_SKIPPED).map(({ profile, reason }) => (
              <li key={`${profile} ${reason}`}>
                <strong>{profile}</strong> {reason}
              </li>
            ))}
          </ul>
          {hidden > 0 ? <p>and {hidden} more</p> : null}
        </section>
      )}
      <ChangePreview
        label="What it adds"
        diff={diff}
        notes={notes}
        {...(roles.length === 0
          ? {}
          : {
              actions: (
                <Button variant="primary" isBusy={isBusy} onClick={onAdd}>
                  Add {roleCount(roles.length)}
                </Button>
              ),
            })}
      />
    </Card>
  );
}

function roleCount(count: number): string {
  return count === 1 ? '1 role' : `${count} roles`;
}
