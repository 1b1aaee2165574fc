import { useState } from 'react';
import type { Identity, KeyView } from '../../../electron/contract/keys.ts';
import type { Failure } from '../../../electron/contract/results.ts';
import { bridge } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { useVerbs } from '../../lib/run-verb.ts';
import { KeyAge } from './key-age.tsx';
import { KeyMfa } from './key-mfa.tsx';
import styles from './keys.module.css';
import { RotationNotice } from './rotation-notice.tsx';
import { useRotation } from './use-rotation.ts';

export interface KeyRowProps {
  readonly view: KeyView;
  readonly onReplace: () => void;
}

type Verdict =
  | { readonly state: 'asking' }
  | { readonly state: 'valid'; readonly identity: Identity }
  | { readonly state: 'failed'; readonly failure: Failure };

/** One key: what it is, who uses it, and whether AWS still takes it. */
export function KeyRow({ view, onReplace }: KeyRowProps) {
  const { run, confirm } = useVerbs();
  const rotation = useRotation(view.profile);
  const [verdict, setVerdict] = useState<Verdict>();
  const { profile, accessKeyId, ageDays, isOld } = view;

  const verify = async (): Promise<void> => {
    setVerdict({ state: 'asking' });
    const identity = await run(() => bridge.verifyKey(profile), {
      onFailure: (failure) => setVerdict({ state: 'failed', failure }),
    });
    if (identity !== undefined) setVerdict({ state: 'valid', identity });
  };
  const remove = async (): Promise<void> => {
    const isWanted = await confirm({
      title: `Remove the key of ${profile}?`,
      message: `${whatStops(view.roleCount)} The key stays valid at AWS until you delete it there.`,
      action: 'Remove',
      isDangerous: true,
    });
    if (isWanted) await run(() => bridge.removeKey(profile));
  };

  return (
    <li className={styles.key} aria-label={profile}>
      <div className={styles.keyHead}>
        <div className={styles.keyNames}>
          <h2 className={styles.keyName}>{profile}</h2>
          {accessKeyId === undefined ? null : <code className={styles.keyId}>{accessKeyId}</code>}
        </div>
        <div className={styles.keyButtons}>
          {accessKeyId === undefined ? (
            <Button onClick={onReplace}>Enter it again</Button>
          ) : (
            <Button isBusy={verdict?.state === 'asking'} onClick={() => void verify()}>
              {verdict?.state === 'asking' ? 'Asking…' : 'Verify'}
            </Button>
          )}
          <Button onClick={() => void remove()}>Remove…</Button>
        </div>
      </div>
      <p className={styles.keyFacts}>
        <span>{rolesText(view.roleCount)}</span>
        <span>{view.mfaSerial === undefined ? 'no MFA device' : deviceName(view.mfaSerial)}</span>
      </p>
      {view.mfaSerial === undefined || accessKeyId === undefined ? null : <KeyMfa view={view} />}
      {ageDays === undefined || accessKeyId === undefined || view.rotation !== undefined ? null : (
        <KeyAge days={ageDays} isOld={isOld} rotation={rotation} />
      )}
      {view.rotation === undefined ? null : (
        <RotationNotice profile={profile} view={view.rotation} rotation={rotation} />
      )}
      {view.failure === undefined ? null : (
        <Notice tone="danger" label={`State of the key ${profile}`} hint={view.failure.hint}>
          {view.failure.message}
        </Notice>
      )}
      <div role="status">
        {verdict?.state === 'valid' ? (
          <p className={styles.valid}>
            Valid: it belongs to <code>{verdict.identity.arn}</code>
          </p>
        ) : null}
        {verdict?.state === 'failed' ? (
          <Notice tone="danger" label="AWS did not take the key" hint={verdict.failure.hint}>
            {verdict.failure.message}
          </Notice>
        ) : null}
      </div>
      <div role="alert">
        {rotation.failure === undefined ? null : (
          <Notice tone="danger" label="The key was not rotated" hint={rotation.failure.hint}>
            {rotation.failure.message}
          </Notice>
        )}
      </div>
    </li>
  );
}

function rolesText(count: number): string {
  if (count === 0) return 'no role starts from it';
  return count === 1 ? '1 role starts from it' : `${count} roles start from it`;
}

function whatStops(count: number): string {
  if (count === 0) return 'No role starts from it.';
  return count === 1
    ? 'The one role that starts from it stops working here, and its sessions end.'
    : `The ${count} roles that start from it stop working here, and their sessions end.`;
}

/** `arn:aws:iam::111122223333:mfa/ana` is known as `mfa/ana`. */
function deviceName(serial: string): string {
  return serial.split(':').at(-1) ?? serial;
}
