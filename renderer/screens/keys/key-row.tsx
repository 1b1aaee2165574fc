import { useState } from 'react';
import type { Failure, Identity, KeyView } from '../../../electron/contract/types.ts';
import { bridge } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { useAwsTime } from '../../lib/clock.ts';
import { useVerbs } from '../../lib/run-verb.ts';
import { keyAge } from '../role-detail/chain-picture.ts';
import { KeyMfa } from './key-mfa.tsx';
import styles from './keys.module.css';

export interface KeyRowProps {
  readonly view: KeyView;
  readonly onReplace: () => void;
}

/** AWS advises to change keys after this long. */
const OLD_DAYS = 90;

type Verdict =
  | { readonly state: 'asking' }
  | { readonly state: 'valid'; readonly identity: Identity }
  | { readonly state: 'failed'; readonly failure: Failure };

/** One key: what it is, who uses it, and whether AWS still takes it. */
export function KeyRow({ view, onReplace }: KeyRowProps) {
  const { run, confirm } = useVerbs();
  const [verdict, setVerdict] = useState<Verdict>();
  const { profile, accessKeyId, createdAt } = view;
  const age = useAwsTime((now) => (createdAt === undefined ? '' : keyAge(createdAt, now)));
  const isOld = useAwsTime(
    (now) => createdAt !== undefined && now - createdAt > OLD_DAYS * 86_400_000,
  );

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
        {age === '' ? null : (
          <span className={isOld ? styles.old : undefined}>
            {age === 'new today' ? age : `${age} here`}
            {isOld ? ': time for a new one' : ''}
          </span>
        )}
        <span>{rolesText(view.roleCount)}</span>
        <span>{view.mfaSerial === undefined ? 'no MFA device' : deviceName(view.mfaSerial)}</span>
      </p>
      {view.mfaSerial === undefined || accessKeyId === undefined ? null : <KeyMfa view={view} />}
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
