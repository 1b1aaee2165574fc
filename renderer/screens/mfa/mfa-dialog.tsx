import { useRef, useState } from 'react';
import { bridge } from '../../bridge.ts';
import { Dialog } from '../../components/dialog.tsx';
import { useVerbs } from '../../lib/run-verb.ts';
import { useSnapshot } from '../../lib/snapshot-store.ts';
import { CodeForm } from './code-form.tsx';
import styles from './mfa-dialog.module.css';
import { PracticeDevice } from './practice-device.tsx';
import { deviceName, questionText, questionTitle } from './question-text.ts';

/** Asks for a code whenever main has a question, over whatever screen is open. */
export function MfaDialog() {
  const { question, roles, accounts, isPractice } = useSnapshot();
  const { run } = useVerbs();
  const [dismissed, setDismissed] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const shown = question === undefined || question.id === dismissed ? undefined : question;

  const dismiss = (): void => {
    if (shown !== undefined) {
      // Closed at once: main's answer takes the question away a moment later.
      setDismissed(shown.id);
      run(() => bridge.dismissMfa(shown.id));
    }
  };

  return (
    <Dialog
      isOpen={shown !== undefined}
      isAlert
      onClose={dismiss}
      initialFocus={input}
      title={shown === undefined ? 'MFA code' : questionTitle(shown)}
      description={shown === undefined ? undefined : questionText(shown, roles, accounts)}
    >
      {shown === undefined ? null : (
        <>
          <p className={styles.device}>
            Device <code title={shown.serial}>{deviceName(shown)}</code>
          </p>
          <CodeForm question={shown} inputRef={input} onCancel={dismiss} />
          {isPractice ? <PracticeDevice /> : null}
        </>
      )}
    </Dialog>
  );
}
