import { useState } from 'react';
import type { Failure } from '../../../electron/contract/results.ts';
import type {
  DoctorFindingView,
  FixPreview,
  ReaderOutcome,
} from '../../../electron/contract/surgery.ts';
import { bridge } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { ChangePreview } from '../../components/change-preview.tsx';
import { Notice } from '../../components/notice.tsx';
import { Tag, type TagTone } from '../../components/tag.tsx';
import { useNavigation } from '../../lib/navigation.ts';
import { useVerbs } from '../../lib/run-verb.ts';
import styles from './doctor.module.css';

const TONES: Readonly<Record<DoctorFindingView['severity'], TagTone>> = {
  error: 'danger',
  warning: 'warn',
  note: 'plain',
};

const OUTCOMES: Readonly<Record<ReaderOutcome, string>> = {
  reads: 'as meant',
  'refuses-file': 'refuses the whole file',
  ignores: 'does not see it',
  misreads: 'reads something else',
};

export interface FindingItemProps {
  readonly finding: DoctorFindingView;
  readonly onMended: () => Promise<void>;
}

/** One finding: where, what, who stumbles over it, what to do, and its fix with the diff. */
export function FindingItem({ finding, onMended }: FindingItemProps) {
  const { id, severity, place, profile, message, hint, verdicts, fix } = finding;
  const { run } = useVerbs();
  const navigation = useNavigation();
  const [preview, setPreview] = useState<FixPreview>();
  const [failure, setFailure] = useState<Failure>();
  const [isBusy, setIsBusy] = useState(false);
  const during = async <T,>(work: () => Promise<T>): Promise<T> => {
    setIsBusy(true);
    setFailure(undefined);
    const value = await work();
    setIsBusy(false);
    return value;
  };
  const look = async (): Promise<void> => {
    setPreview(await during(() => run(() => bridge.previewFix(id), { onFailure: setFailure })));
  };
  const mend = async (): Promise<void> => {
    const done = await during(() => run(() => bridge.applyFix(id), { onFailure: setFailure }));
    if (done !== undefined) await onMended();
  };
  return (
    <li className={styles.finding}>
      <p className={styles.where}>
        <Tag tone={TONES[severity]}>{severity}</Tag>
        {place === undefined ? null : <span>line {place.line}</span>}
        {profile === undefined ? null : <span className={styles.profile}>{profile}</span>}
      </p>
      <p className={styles.message}>{message}</p>
      {verdicts === undefined ? null : (
        <ul className={styles.verdicts} aria-label="Who reads it how">
          <Verdict reader="AWS CLI, boto3" outcome={verdicts.awsCli} />
          <Verdict reader="JavaScript SDK" outcome={verdicts.javascriptSdk} />
        </ul>
      )}
      <p className={styles.hint}>{hint}</p>
      {fix === undefined ? (
        <KeysLink hint={hint} onOpen={() => navigation.open({ screen: 'keys' })} />
      ) : (
        <div className={styles.fix}>
          <Button
            isBusy={isBusy}
            aria-expanded={preview !== undefined}
            aria-label={`${preview === undefined ? 'Show the fix' : 'Hide the fix'}: ${message}`}
            onClick={() => (preview === undefined ? void look() : setPreview(undefined))}
          >
            {preview === undefined ? 'Show the fix' : 'Hide the fix'}
          </Button>
        </div>
      )}
      {preview === undefined ? null : (
        <ChangePreview
          label="The fix"
          diff={preview.diff}
          notes={[...(preview.diff === '' ? [] : [fix ?? '']), ...preview.others]}
          actions={
            <Button variant="primary" isBusy={isBusy} onClick={() => void mend()}>
              Mend this
            </Button>
          }
        />
      )}
      <div role="alert" className={styles.refusal}>
        {failure === undefined ? null : (
          <Notice tone="danger" label="Nothing was changed" hint={failure.hint}>
            {failure.message}
          </Notice>
        )}
      </div>
    </li>
  );
}

interface VerdictProps {
  readonly reader: string;
  readonly outcome: ReaderOutcome;
}

function Verdict({ reader, outcome }: VerdictProps) {
  return (
    <li>
      <span className={styles.reader}>{reader}</span>{' '}
      <span className={styles[outcome]}>{OUTCOMES[outcome]}</span>
    </li>
  );
}

/** Where the next step is on the screen of the keys, the way there. */
function KeysLink({ hint, onOpen }: { readonly hint: string; readonly onOpen: () => void }) {
  if (!/\bKeys\b/.test(hint)) return null;
  return (
    <div className={styles.fix}>
      <Button onClick={onOpen}>Open Keys</Button>
    </div>
  );
}
