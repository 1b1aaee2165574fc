import { useRef } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import { useSnapshot } from '../../lib/snapshot-store.ts';
import { CodeForm } from './code-form.tsx';
import styles from './mfa-dialog.module.css';
import { PracticeDevice } from './practice-device.tsx';
import { deviceName, questionText, questionTitle } from './question-text.ts';
import type { QuestionModel } from './use-question.ts';

/** Asks for a code over whatever screen is open. */
export function MfaDialog({ asked: shown, dismiss }: QuestionModel) {
  const { roles, accounts, isPractice } = useSnapshot();
  const input = useRef<HTMLInputElement>(null);
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
