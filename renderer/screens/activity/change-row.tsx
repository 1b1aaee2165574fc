import { useState } from 'react';
import type { Failure } from '../../../electron/contract/results.ts';
import type { ChangeView, UndoPreviewView } from '../../../electron/contract/surgery.ts';
import { bridge } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { ChangePreview } from '../../components/change-preview.tsx';
import { Notice } from '../../components/notice.tsx';
import { Tag } from '../../components/tag.tsx';
import { useVerbs } from '../../lib/run-verb.ts';
import { capital } from '../../lib/sentence.ts';
import { clockTime } from '../../lib/time-text.ts';
import styles from './activity.module.css';

export interface ChangeRowProps {
  readonly change: ChangeView;
  readonly onUndone: () => Promise<void>;
}

/** One change: when, what, which files; and what taking it back would do. */
export function ChangeRow({ change, onUndone }: ChangeRowProps) {
  const { id, at, reason, paths, isUndone, undoes, note } = change;
  const { run } = useVerbs();
  const [preview, setPreview] = useState<UndoPreviewView>();
  const [failure, setFailure] = useState<Failure>();
  const [isBusy, setIsBusy] = useState(false);
  const verb = undoes === undefined ? 'Undo' : 'Make it again';
  const look = async (): Promise<void> => {
    setIsBusy(true);
    setFailure(undefined);
    setPreview(await run(() => bridge.previewUndo(id), { onFailure: setFailure }));
    setIsBusy(false);
  };
  const undo = async (): Promise<void> => {
    setIsBusy(true);
    const done = await run(() => bridge.undoChange(id), { onFailure: setFailure });
    setIsBusy(false);
    if (done === undefined) return;
    setPreview(undefined);
    await onUndone();
  };
  const diff = preview?.files.map((file) => file.diff).join('') ?? '';
  const refusal = failure ?? preview?.refusal;
  return (
    <li className={styles.change} aria-label={reason}>
      <div className={styles.line}>
        <div className={styles.what}>
          <h2 className={`${styles.reason} ${isUndone ? styles.gone : ''}`}>{capital(reason)}</h2>
          <p className={styles.facts}>
            <time dateTime={new Date(at).toISOString()}>{clockTime(at, Date.now())}</time>
            {paths.map((path) => (
              <code key={path} title={path}>
                {path.split(/[/\\]/).at(-1)}
              </code>
            ))}
            {isUndone ? <Tag tone="plain">taken back</Tag> : null}
          </p>
        </div>
        {isUndone ? null : (
          <Button
            isBusy={isBusy}
            aria-expanded={preview !== undefined}
            aria-label={`${preview === undefined ? `${verb}…` : 'Hide'} ${reason}`}
            onClick={() => (preview === undefined ? void look() : setPreview(undefined))}
          >
            {preview === undefined ? `${verb}…` : 'Hide'}
          </Button>
        )}
      </div>
      <div role="alert" className={styles.refusal}>
        {refusal === undefined ? null : (
          <Notice tone="danger" label="It can’t be taken back" hint={refusal.hint}>
            {refusal.message}
          </Notice>
        )}
      </div>
      {preview === undefined ? null : (
        <ChangePreview
          label={
            preview.refusal === undefined ? `What “${verb}” changes` : 'Changed since by others'
          }
          diff={diff}
          notes={[
            ...(note === undefined || preview.refusal !== undefined ? [] : [note]),
            ...(diff === '' && preview.refusal === undefined
              ? ['Nothing is left to take back: the files are as they were']
              : []),
          ]}
          {...(preview.refusal === undefined
            ? {
                actions: (
                  <Button variant="primary" isBusy={isBusy} onClick={() => void undo()}>
                    {undoes === undefined ? 'Undo this change' : 'Make it again'}
                  </Button>
                ),
              }
            : {})}
        >
          {preview.refusal === undefined || diff === '' ? null : (
            <p className={styles.facts}>Changed since by others:</p>
          )}
        </ChangePreview>
      )}
    </li>
  );
}
