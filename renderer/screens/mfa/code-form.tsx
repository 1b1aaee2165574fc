import { type RefObject, useState } from 'react';
import type { MfaQuestionView } from '../../../electron/contract/types.ts';
import { bridge } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { useAwsTime } from '../../lib/clock.ts';
import { codeDigits, nextCodeAt, secondsUntil } from '../../lib/next-code.ts';
import { useVerbs } from '../../lib/run-verb.ts';
import styles from './code-form.module.css';
import { codeNote } from './question-text.ts';

export interface CodeFormProps {
  readonly question: MfaQuestionView;
  readonly inputRef: RefObject<HTMLInputElement | null>;
  readonly onCancel: () => void;
}

const PLACES = [0, 1, 2, 3, 4, 5];

/**
 * Six boxes that are one field, so that pasting, screen readers and one-time code filling work. The
 * sixth digit sends the code; the field is emptied at once.
 */
export function CodeForm({ question, inputRef, onCancel }: CodeFormProps) {
  const { run } = useVerbs();
  const [digits, setDigits] = useState('');
  const [isSent, setIsSent] = useState(false);
  const [problem, setProblem] = useState('');
  const refusedCodeEnds = useRefusedCodeEnd();
  const seconds = useAwsTime((now) => secondsUntil(nextCodeAt(now), now));
  const hasNewCode = useAwsTime((now) => now >= refusedCodeEnds);
  const isChecking = isSent || question.isChecking;
  const note =
    problem === ''
      ? codeNote({ ...question, isChecking }, seconds, hasNewCode)
      : ({ tone: 'problem', text: problem } as const);

  const change = (text: string): void => {
    const next = codeDigits(text);
    if (isChecking) {
      return;
    }
    setProblem('');
    if (next.length < PLACES.length) {
      setDigits(next);
      return;
    }
    setDigits('');
    setIsSent(true);
    run(() => bridge.answerMfa(question.id, next), {
      onFailure: ({ message, hint }) => {
        setIsSent(false);
        setProblem(`${message}. ${hint}`);
      },
    });
  };

  return (
    <div className={styles.form}>
      <div className={styles.code} data-checking={isChecking ? '' : undefined}>
        <input
          ref={inputRef}
          className={styles.input}
          type="text"
          inputMode="numeric"
          autoComplete="one-time-code"
          spellCheck={false}
          aria-label="Six-digit code"
          aria-describedby="mfa-note"
          aria-invalid={note.tone === 'problem' || undefined}
          aria-busy={isChecking}
          value={digits}
          onChange={(event) => change(event.target.value)}
        />
        <div className={styles.boxes} aria-hidden="true">
          {PLACES.map((place) => (
            <span
              key={place}
              className={styles.box}
              data-next={place === digits.length && !isChecking ? '' : undefined}
            >
              {isChecking ? '•' : digits[place]}
            </span>
          ))}
        </div>
      </div>
      <div className={styles.footer}>
        <p id="mfa-note" className={`${styles.note} ${styles[note.tone]}`}>
          {note.text}
        </p>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
      <p className="visually-hidden" role="alert">
        {note.tone === 'problem' ? spoken(problem, question) : ''}
      </p>
    </div>
  );
}

/** Without the seconds: a live region that counts would never be silent. */
function spoken(problem: string, question: MfaQuestionView): string {
  return problem === '' ? (codeNote(question, 0, true).text.split('. ')[0] ?? '') : problem;
}

/** When the code that was refused before this question goes away on the device. */
function useRefusedCodeEnd(): number {
  const end = useAwsTime(nextCodeAt);
  return useState(end)[0];
}
