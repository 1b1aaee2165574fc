import { Wrench } from 'lucide-react';
import { useState } from 'react';
import { bridge } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { PathText } from '../../components/path-text.tsx';
import { ScreenFrame } from '../../components/screen-frame.tsx';
import { focusHeading } from '../../lib/focus-heading.ts';
import { useSnapshot } from '../../lib/snapshot-store.ts';
import { useReading } from '../../lib/use-reading.ts';
import styles from './doctor.module.css';
import { FindingItem } from './finding-item.tsx';
import { countText, type FindingGroup, groupFindings } from './group-findings.ts';
import { MendAll } from './mend-all.tsx';
import { NothingWrong } from './nothing-wrong.tsx';

const examine = () => bridge.examine();

/** What is wrong in both files and the environment, who stumbles over it, and mending it. */
export function DoctorScreen() {
  const { filesRevision } = useSnapshot();
  const { reading, readAgain } = useReading(examine, filesRevision);
  const [showsNotes, setShowsNotes] = useState(false);
  const [isMendingAll, setIsMendingAll] = useState(false);
  const findings = reading.state === 'ready' ? reading.value.findings : [];
  const serious = findings.filter(({ severity }) => severity !== 'note');
  const notes = findings.filter(({ severity }) => severity === 'note');
  const fixable = findings.filter(({ fix }) => fix !== undefined);
  const mended = async (): Promise<void> => {
    setIsMendingAll(false);
    await readAgain();
    focusHeading();
  };
  return (
    <ScreenFrame
      title="Doctor"
      subtitle={subtitleOf(reading.state, countText(findings))}
      {...(fixable.length > 1
        ? {
            action: (
              <Button
                variant="primary"
                icon={Wrench}
                aria-expanded={isMendingAll}
                onClick={() => setIsMendingAll(!isMendingAll)}
              >
                Mend all {fixable.length}…
              </Button>
            ),
          }
        : {})}
    >
      {reading.state === 'failed' ? (
        <Notice tone="danger" label="The files were not examined" hint={reading.failure.hint}>
          {reading.failure.message}
        </Notice>
      ) : null}
      {isMendingAll && fixable.length > 1 ? (
        <MendAll
          moment={fixable.map(({ id }) => id).join(' ')}
          onMended={mended}
          onClose={() => setIsMendingAll(false)}
        />
      ) : null}
      {reading.state === 'ready' && serious.length === 0 ? (
        <NothingWrong hasNotes={notes.length > 0} />
      ) : null}
      <FindingGroups findings={serious} onMended={mended} />
      {notes.length === 0 ? null : (
        <div className={styles.notes}>
          <Button
            variant="plain"
            aria-expanded={showsNotes}
            onClick={() => setShowsNotes(!showsNotes)}
          >
            {showsNotes ? 'Hide the notes' : notesText(notes.length)}
          </Button>
          <p>What tools read differently, and hardly anybody meets.</p>
        </div>
      )}
      {showsNotes ? <FindingGroups findings={notes} onMended={mended} /> : null}
    </ScreenFrame>
  );
}

interface FindingGroupsProps {
  readonly findings: FindingGroup['findings'];
  readonly onMended: () => Promise<void>;
}

function FindingGroups({ findings, onMended }: FindingGroupsProps) {
  return groupFindings(findings).map(({ title, isFile, findings: found }) => (
    <section className={styles.group} key={title} aria-label={title}>
      <h2 className={styles.heading}>
        {isFile ? (
          <code>
            <PathText path={title} />
          </code>
        ) : (
          title
        )}
      </h2>
      <ul className={styles.list}>
        {found.map((finding) => (
          <FindingItem key={finding.id} finding={finding} onMended={onMended} />
        ))}
      </ul>
    </section>
  ));
}

function notesText(count: number): string {
  return count === 1 ? 'Show 1 note' : `Show ${count} notes`;
}

function subtitleOf(state: 'loading' | 'ready' | 'failed', counts: string): string {
  if (state === 'loading') return 'Looking…';
  if (state === 'failed') return 'Not looked';
  return counts === '' ? 'Nothing is wrong' : counts;
}
