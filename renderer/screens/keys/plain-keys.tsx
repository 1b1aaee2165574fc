import { useState } from 'react';
import type { Failure } from '../../../electron/contract/results.ts';
import type { AdoptedKeys, LeftKeyView, PlainKeyView } from '../../../electron/contract/surgery.ts';
import { bridge } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { SentenceList } from '../../components/change-preview.tsx';
import { Notice } from '../../components/notice.tsx';
import { focusHeading } from '../../lib/focus-heading.ts';
import { useNavigation } from '../../lib/navigation.ts';
import { useVerbs } from '../../lib/run-verb.ts';
import { useSnapshot } from '../../lib/snapshot-store.ts';
import { useReading } from '../../lib/use-reading.ts';
import styles from './plain-keys.module.css';

/** How many roles a line names before it says how many more there are. */
const MOST_ROLES = 4;

const findPlainKeys = () => bridge.findPlainKeys();

/** Long-term keys that stand in the AWS files, and the way into the keychain. Nothing where none do. */
export function PlainKeys() {
  const { filesRevision, keychain } = useSnapshot();
  const { run } = useVerbs();
  const { reading, readAgain } = useReading(findPlainKeys, `${filesRevision} ${keychain.state}`);
  const [adopted, setAdopted] = useState<AdoptedKeys>();
  const [failure, setFailure] = useState<Failure>();
  const [moving, setMoving] = useState<readonly string[]>([]);
  if (keychain.state !== 'ready') return null;
  if (reading.state === 'failed') {
    return (
      <Notice tone="danger" label="Keys in your files" hint={reading.failure.hint}>
        {reading.failure.message}
      </Notice>
    );
  }
  if (reading.state === 'loading') return null;

  const { keys, left, notices } = reading.value;
  const move = async (profiles: readonly string[]): Promise<void> => {
    setMoving(profiles);
    setFailure(undefined);
    const done = await run(() => bridge.adoptKeys(profiles), { onFailure: setFailure });
    if (done !== undefined) setAdopted(done);
    await readAgain();
    setMoving([]);
    if (done !== undefined) focusHeading();
  };
  const names = keys.map(({ profile }) => profile);
  return (
    <>
      {adopted === undefined ? null : (
        <NextStep adopted={adopted} onClose={() => setAdopted(undefined)} />
      )}
      <div role="alert" className={styles.refusal}>
        {failure === undefined ? null : (
          <Notice tone="danger" label="No key was moved" hint={failure.hint}>
            {failure.message}
          </Notice>
        )}
      </div>
      {keys.length === 0 && left.length === 0 ? null : (
        <section className={styles.plain} aria-labelledby="plain-keys">
          <header className={styles.head}>
            <h2 id="plain-keys">In plain text in your files</h2>
            {keys.length < 2 ? null : (
              <Button isBusy={moving.length > 0} onClick={() => void move(names)}>
                Move all {keys.length}
              </Button>
            )}
          </header>
          <p className={styles.text}>
            Every program that you start can read these. Moved, a key is in the keychain and its
            lines are out of the file; Activity can put them back.
          </p>
          <ul className={styles.keys}>
            {keys.map((key) => (
              <PlainKey
                key={key.profile}
                view={key}
                isMoving={moving.includes(key.profile)}
                onMove={() => void (moving.length > 0 ? undefined : move([key.profile]))}
              />
            ))}
            {left.map((key) => (
              <LeftKey key={`${key.place.path} ${key.place.line}`} view={key} />
            ))}
          </ul>
          <SentenceList sentences={notices} />
        </section>
      )}
    </>
  );
}

interface PlainKeyProps {
  readonly view: PlainKeyView;
  readonly isMoving: boolean;
  readonly onMove: () => void;
}

function PlainKey({ view, isMoving, onMove }: PlainKeyProps) {
  const { profile, accessKeyId, places, isStored, strandedRoles } = view;
  return (
    <li className={styles.key} aria-label={`${profile}, in plain text`}>
      <div className={styles.names}>
        <h3 className={styles.name}>{profile}</h3>
        <code className={styles.id}>{accessKeyId}</code>
        {places.map(({ path, line }) => (
          <p className={styles.place} key={path}>
            <Place path={path} line={line} />
          </p>
        ))}
        {isStored ? (
          <p className={styles.text}>The keychain has it already: only its lines go.</p>
        ) : null}
        {strandedRoles.length === 0 ? null : (
          <p className={styles.text}>
            Role Valet goes on assuming {listed(strandedRoles)}; other AWS tools can’t until they
            use {profile} by its own name, which is the next step here.
          </p>
        )}
      </div>
      <Button isBusy={isMoving} onClick={onMove}>
        {isMoving ? 'Moving…' : 'Move into the keychain'}
      </Button>
    </li>
  );
}

function LeftKey({ view: { profile, accessKeyId, place, failure } }: { view: LeftKeyView }) {
  return (
    <li className={styles.key} aria-label={`${profile}, can’t be moved`}>
      <div className={styles.names}>
        <h3 className={styles.name}>{profile}</h3>
        {accessKeyId === undefined ? null : <code className={styles.id}>{accessKeyId}</code>}
        <p className={styles.place}>
          <Place {...place} />
        </p>
        <p className={styles.stays}>Stays as it is: {failure.message}</p>
        <p className={styles.text}>{failure.hint}</p>
      </div>
    </li>
  );
}

interface NextStepProps {
  readonly adopted: AdoptedKeys;
  readonly onClose: () => void;
}

/** After a move: what other tools need to find the key's session again. */
function NextStep({ adopted: { unmanaged, left }, onClose }: NextStepProps) {
  const navigation = useNavigation();
  const [first] = left;
  return (
    <>
      {first === undefined ? null : (
        <Notice tone="warn" label="A key was left in its file" hint={first.failure.hint}>
          {first.profile}: {first.failure.message}
        </Notice>
      )}
      {unmanaged.length === 0 ? null : (
        <Notice
          tone="info"
          label="Next step"
          hint="Then the AWS CLI and the SDKs get its session from Role Valet, and so do roles that start from it."
          actions={
            <>
              {unmanaged.map((profile) => (
                <Button key={profile} onClick={() => navigation.open({ screen: 'role', profile })}>
                  Go to {profile}
                </Button>
              ))}
              <Button variant="plain" onClick={onClose}>
                Not now
              </Button>
            </>
          }
        >
          Next, let AWS tools use {unmanaged.join(', ')} by its own name.
        </Notice>
      )}
    </>
  );
}

function Place({ path, line }: { readonly path: string; readonly line: number }) {
  return (
    <span title={path}>
      {path.split(/[/\\]/).slice(-2).join('/')}, line {line}
    </span>
  );
}

function listed(names: readonly string[]): string {
  const more = names.length - MOST_ROLES;
  const shown = names.slice(0, MOST_ROLES).join(', ');
  return more > 0 ? `${shown} and ${more} more` : shown;
}
