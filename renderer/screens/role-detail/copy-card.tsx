import { Copy } from 'lucide-react';
import { useState } from 'react';
import type { ExportFormat } from '../../../electron/contract/types.ts';
import { bridge } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { FORMAT_CHOICES, isShellFormat } from '../../lib/format-names.ts';
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
      </div>
    </Card>
  );
}
