import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import {
  type Confirmation,
  createVerbRunner,
  type VerbOutlets,
  VerbRunnerContext,
} from '../lib/run-verb.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { Toast, type ToastContent } from './toast.tsx';
import styles from './verb-host.module.css';

interface AskedConfirmation extends Confirmation {
  readonly answer: (isYes: boolean) => void;
}

const SHOWN_MS = 5000;
/** For each further sentence, so that all can be read. */
const SHOWN_MS_MORE = 4000;

/** Gives the screens below it the verbs, and shows what comes of each: toasts and questions. */
export function VerbHost({ children }: { readonly children: ReactNode }) {
  const [toast, setToast] = useState<ToastContent>();
  const [isHeld, setIsHeld] = useState(false);
  const [asked, setAsked] = useState<AskedConfirmation>();
  const count = useRef(0);

  const runner = useMemo(() => {
    const show = (
      tone: ToastContent['tone'],
      message: string,
      details: readonly string[],
    ): void => {
      count.current += 1;
      setIsHeld(false);
      setToast({ id: count.current, tone, message, details });
    };
    const outlets: VerbOutlets = {
      tell: ({ message, notices }) => show('done', message, notices),
      warn: ({ message, hint }) => show('failure', message, hint === '' ? [] : [hint]),
      confirm: (question) =>
        new Promise((resolve) => {
          setAsked({
            ...question,
            answer: (isYes) => {
              setAsked(undefined);
              resolve(isYes);
            },
          });
        }),
    };
    return createVerbRunner(outlets);
  }, []);

  useEffect(() => {
    if (toast?.tone !== 'done' || isHeld) {
      return undefined;
    }
    const milliseconds = SHOWN_MS + SHOWN_MS_MORE * toast.details.length;
    const timer = setTimeout(() => setToast(undefined), milliseconds);
    return () => clearTimeout(timer);
  }, [toast, isHeld]);

  return (
    <VerbRunnerContext value={runner}>
      {children}
      <Toast content={toast} onClose={() => setToast(undefined)} onHold={setIsHeld} />
      <ConfirmDialog
        isOpen={asked !== undefined}
        title={asked?.title ?? ''}
        description={<ConfirmText message={asked?.message ?? ''} hint={asked?.hint ?? ''} />}
        confirmLabel={asked?.action ?? ''}
        isDangerous={asked?.isDangerous === true}
        onConfirm={() => asked?.answer(true)}
        onCancel={() => asked?.answer(false)}
      />
    </VerbRunnerContext>
  );
}

function ConfirmText({ message, hint }: { readonly message: string; readonly hint: string }) {
  return (
    <div className={styles.question}>
      <p>{message}</p>
      {hint === '' ? null : <p>{hint}</p>}
    </div>
  );
}
