import { Copy, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import type { Failure } from '../../../electron/contract/results.ts';
import type { ExportFormat } from '../../../electron/contract/settings.ts';
import { bridge } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Notice } from '../../components/notice.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { canRenew, FORMAT_CHOICES, isShellFormat } from '../../lib/format-names.ts';
import { useVerbs } from '../../lib/run-verb.ts';
import styles from './role-actions.module.css';

export interface CopyCardProps {
  readonly profile: string;
  /** The format of the settings, to begin with. */
  readonly usualFormat: ExportFormat;
}

/** Copies what a terminal or a program takes. Main copies: no secret comes into the window. */
export function CopyCard({ profile, usualFormat }: CopyCardProps) {
  const { run } = useVerbs();
  const [format, setFormat] = useState(usualFormat);
  return (
    <Card title="Copy for a terminal or a program">
      <div className={styles.controls}>
        <SelectField label="Format" value={format} choices={FORMAT_CHOICES} onChange={setFormat} />
        <div className={styles.buttons}>
          <Button icon={Copy} onClick={() => void run(() => bridge.copyExports(profile, format))}>
            Copy credentials
          </Button>
          <Button onClick={() => void run(() => bridge.copyCommand(profile, format))}>
            Copy a command
          </Button>
          {isShellFormat(format) ? (
            <Button onClick={() => void run(() => bridge.copyUnset(format))}>Copy “unset”</Button>
          ) : null}
        </div>
        <p className={styles.note}>
          A command holds no secret: it asks Role Valet when it runs. “Unset” takes the variables
          away again.
        </p>
        {canRenew(format) ? <RenewingCopy profile={profile} format={format} /> : null}
      </div>
    </Card>
  );
}

interface RenewingCopyProps {
  readonly profile: string;
  readonly format: ExportFormat;
}

/** A URL and a token instead of a trio. Why that can't be had is long, so it stands here, not in a toast. */
function RenewingCopy({ profile, format }: RenewingCopyProps) {
  const { run } = useVerbs();
  const [failure, setFailure] = useState<Failure>();
  const [isBusy, setIsBusy] = useState(false);
  const copy = async (): Promise<void> => {
    setFailure(undefined);
    setIsBusy(true);
    await run(() => bridge.copyRenewingExports(profile, format), { onFailure: setFailure });
    setIsBusy(false);
  };
  return (
    <>
      <div className={`${styles.buttons} ${styles.renewing}`}>
        <Button icon={RefreshCw} isBusy={isBusy} onClick={() => void copy()}>
          Copy exports that renew
        </Button>
      </div>
      <p className={styles.note}>
        For tools that know container credentials (AWS CLI, SDKs): a URL and a token that renew them
        until the role is stopped.
      </p>
      <div role="alert" className={styles.refusal}>
        {failure === undefined ? null : (
          <Notice tone="danger" label="Nothing was copied" hint={failure.hint}>
            {failure.message}
          </Notice>
        )}
      </div>
    </>
  );
}
