import { useCallback, useRef, useState } from 'react';
import type { MfaQuestionView } from '../../../electron/contract/snapshot.ts';
import { bridge } from '../../bridge.ts';
import { useVerbs } from '../../lib/run-verb.ts';
import { useSnapshot } from '../../lib/snapshot-store.ts';
import { type OpenedQuestion, openedNext } from './opened-question.ts';

/** Main's question for a code, and where in the window it stands. */
export interface QuestionModel {
  /** Stands in the dialog. */
  readonly asked: MfaQuestionView | undefined;
  /** A program's, which waits in the banner until somebody turns to it. */
  readonly waiting: MfaQuestionView | undefined;
  /** Brings the question that there is into the dialog. */
  readonly open: () => void;
  readonly dismiss: () => void;
}

export function useQuestion(): QuestionModel {
  const { question } = useSnapshot();
  const { run } = useVerbs();
  const [opened, setOpened] = useState<OpenedQuestion>();
  const [dismissed, setDismissed] = useState(0);
  const newest = useRef(question);
  newest.current = question;
  const next = openedNext(opened, question);
  if (next?.id !== opened?.id) {
    setOpened(next);
  }

  const open = useCallback(() => {
    setOpened(newest.current);
    setDismissed(0);
  }, []);
  const dismiss = useCallback(() => {
    const id = newest.current?.id;
    if (id !== undefined) {
      // Gone at once: main's answer takes the question away a moment later.
      setDismissed(id);
      run(() => bridge.dismissMfa(id));
    }
  }, [run]);

  const shown = question?.id === dismissed ? undefined : question;
  const isOpen = shown !== undefined && shown.id === next?.id;
  return {
    asked: isOpen ? shown : undefined,
    waiting: isOpen || shown?.isChecking === true ? undefined : shown,
    open,
    dismiss,
  };
}
