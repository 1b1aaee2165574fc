import { bridge } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { useVerbs } from '../../lib/run-verb.ts';
import { useSnapshot } from '../../lib/snapshot-store.ts';
import styles from './settings.module.css';

export function PracticeSection() {
  const { isPractice } = useSnapshot();
  const { run } = useVerbs();
  return (
    <Card
      title="Practice organisation"
      description={
        isPractice
          ? 'It is open: nothing that you see is real, and your own roles are untouched.'
          : 'A make-believe AWS on this computer, with roles, MFA and mistakes to learn from.'
      }
    >
      <div className={styles.buttons}>
        {isPractice ? (
          <>
            <Button onClick={() => void run(() => bridge.copyPracticeSetUp())}>
              Copy set-up for a terminal
            </Button>
            <Button onClick={() => void run(() => bridge.leavePractice())}>Leave it</Button>
          </>
        ) : (
          <Button onClick={() => void run(() => bridge.openPractice())}>Open it</Button>
        )}
      </div>
    </Card>
  );
}

export function FilesSection() {
  const { files } = useSnapshot();
  return (
    <Card title="Files" description="Where everything is kept.">
      <dl className={styles.files}>
        <div>
          <dt>Roles</dt>
          <dd>
            <code>{files.configPath}</code>
            {files.configExists ? null : ' (not there yet)'}
          </dd>
        </div>
        <div>
          <dt>Written sessions</dt>
          <dd>
            <code>{files.credentialsPath}</code>
          </dd>
        </div>
        <div>
          <dt>Role Valet’s own</dt>
          <dd>
            <code>{files.homePath}</code>
          </dd>
        </div>
      </dl>
    </Card>
  );
}

export function AboutSection() {
  const { version } = useSnapshot();
  const { run } = useVerbs();
  return (
    <Card title="About">
      <div className={styles.about}>
        <p>Role Valet {version}</p>
        <Button onClick={() => void run(() => bridge.quit())}>Quit Role Valet</Button>
      </div>
    </Card>
  );
}
