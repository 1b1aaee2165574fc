import { FlaskConical, KeyRound, List, type LucideIcon, Plus } from 'lucide-react';
import { useMemo } from 'react';
import { bridge } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { useNavigation } from '../../lib/navigation.ts';
import { createVerbRunner, useVerbs } from '../../lib/run-verb.ts';
import { useSnapshot } from '../../lib/snapshot-store.ts';
import { KeychainNotice } from '../keys/keychain-notice.tsx';
import { FindingList } from './finding-list.tsx';
import { firstLook } from './first-look.ts';
import styles from './first-run.module.css';

/** The first start: what was found, what will happen, and what to do first. */
export function FirstRunScreen() {
  const snapshot = useSnapshot();
  const navigation = useNavigation();
  const verbs = useVerbs();
  const look = firstLook(snapshot);
  const quiet = useMemo(() => createVerbRunner({ ...verbs, tell: () => undefined }), [verbs]);
  // Saving no change at all is how the user says that the welcome is over.
  const goToRoles = (): void => {
    void quiet.run(() => bridge.saveSettings({}));
  };
  const steps: readonly (Step & { readonly isWanted: boolean })[] = [
    {
      isWanted: look.needsKey,
      icon: KeyRound,
      title: 'Add a key',
      text: 'A key of an IAM user, for the keychain. With SSO or another source, skip this.',
      action: 'Add a key',
      onClick: () => navigation.open({ screen: 'keys' }),
    },
    {
      isWanted: look.hasRoles,
      icon: List,
      title: 'Look at your roles',
      text: 'They are all in the list already. Enter switches.',
      action: 'Show roles',
      onClick: goToRoles,
    },
    {
      isWanted: !look.hasRoles,
      icon: Plus,
      title: 'Add a role',
      text: 'Its ARN, and the profile that it starts from.',
      action: 'Add a role',
      onClick: () => navigation.open({ screen: 'role-form', original: '' }),
    },
    {
      isWanted: true,
      icon: FlaskConical,
      title: 'Try it without risk',
      text: 'The practice organisation: a make-believe AWS on this computer.',
      action: 'Practise',
      onClick: () => void verbs.run(() => bridge.openPractice()),
    },
  ];
  const wanted = steps.filter(({ isWanted }) => isWanted);
  return (
    <div className={styles.screen}>
      <div className={styles.column}>
        <h1 className={styles.title}>Welcome to Role Valet</h1>
        <p className={styles.lead}>
          It assumes AWS roles for you and hands the short-lived credentials to your tools. Nothing
          is touched until you act.
        </p>
        <section aria-labelledby="first-run-found">
          <h2 className={styles.heading} id="first-run-found">
            What was found
          </h2>
          <ul className={styles.facts}>
            {look.facts.map((fact) => (
              <li key={fact}>{fact}</li>
            ))}
          </ul>
        </section>
        <KeychainNotice keychain={snapshot.keychain} platform={snapshot.platform} />
        <section aria-labelledby="first-run-next">
          <h2 className={styles.heading} id="first-run-next">
            What next
          </h2>
          <ol className={styles.steps}>
            {wanted.map((step, index) => (
              <StepRow key={step.title} step={step} isFirst={index === 0} />
            ))}
          </ol>
        </section>
        <FindingList findings={snapshot.findings} />
        {look.hasRoles ? null : (
          <p className={styles.later}>
            <Button variant="plain" onClick={goToRoles}>
              Not now: show the empty list
            </Button>
          </p>
        )}
      </div>
    </div>
  );
}

interface Step {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly onClick: () => void;
}

function StepRow({ step, isFirst }: { readonly step: Step; readonly isFirst: boolean }) {
  const { icon: Icon, title, text, action, onClick } = step;
  return (
    <li className={styles.step}>
      <Icon className={styles.icon} size={18} strokeWidth={1.8} aria-hidden="true" />
      <div className={styles.words}>
        <h3 className={styles.stepTitle}>{title}</h3>
        <p className={styles.text}>{text}</p>
      </div>
      <Button variant={isFirst ? 'primary' : 'quiet'} onClick={onClick}>
        {action}
      </Button>
    </li>
  );
}
