import { useState } from 'react';
import type { Failure } from '../../../electron/contract/results.ts';
import { bridge } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { ChangePreview } from '../../components/change-preview.tsx';
import { Notice } from '../../components/notice.tsx';
import { useVerbs } from '../../lib/run-verb.ts';
import { useReading } from '../../lib/use-reading.ts';
import styles from './doctor.module.css';

export interface MendAllProps {
  /** Changes whenever the findings do: then what is shown is old. */
  readonly moment: string;
  readonly onMended: () => Promise<void>;
  readonly onClose: () => void;
}

const previewAllFixes = () => bridge.previewAllFixes();

/** Everything that can be mended as one change, shown before it is made. */
export function MendAll({ moment, onMended, onClose }: MendAllProps) {
  const { run } = useVerbs();
  const { reading } = useReading(previewAllFixes, moment);
  const [failure, setFailure] = useState<Failure>();
  const [isBusy, setIsBusy] = useState(false);
  const mend = async (): Promise<void> => {
    setIsBusy(true);
    const done = await run(() => bridge.applyAllFixes(), { onFailure: setFailure });
    setIsBusy(false);
    if (done !== undefined) await onMended();
  };
  const shown = reading.state === 'failed' ? reading.failure : failure;
  return (
    <Card
      title="Mend all"
      description="One change, which Activity can take back. No value is lost: what must go becomes a comment."
    >
      <div role="alert" className={styles.refusal}>
        {shown === undefined ? null : (
          <Notice tone="danger" label="Nothing was changed" hint={shown.hint}>
            {shown.message}
          </Notice>
        )}
      </div>
      {reading.state === 'ready' ? (
        <ChangePreview
          label="All fixes"
          diff={reading.value.diff}
          notes={reading.value.others}
          actions={
            <>
              <Button variant="primary" isBusy={isBusy} onClick={() => void mend()}>
                Mend {reading.value.count}
              </Button>
              <Button onClick={onClose}>Not now</Button>
            </>
          }
        />
      ) : null}
    </Card>
  );
}
