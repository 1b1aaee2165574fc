import { type RefObject, useState } from 'react';
import type { MfaQuestionView } from '../../../electron/contract/snapshot.ts';
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

/** What was typed for one question. */
interface Entry {
  readonly question: number;
  readonly digits: string;
  readonly isSent: boolean;
  /** Why main took the answer for none. */
  readonly problem: string;
  /** When the code that was refused before this question goes away on the device. */
  readonly refusedCodeEnds: number;
}

function newEntry(question: number, refusedCodeEnds: number): Entry {
  return { question, digits: '', isSent: false, problem: '', refusedCodeEnds };
}

const PLACES = [0, 1, 2, 3, 4, 5];

/**
 * Six boxes that are one field, so that pasting, screen readers and one-time code filling work. The
 * sixth digit sends the code; the field is emptied at once.
 */
export function CodeForm({ question, inputRef, onCancel }: CodeFormProps) {
  const { run } = useVerbs();
  const seconds = useAwsTime((now) => secondsUntil(nextCodeAt(now), now));
  const nextCode = useAwsTime(nextCodeAt);
  const [entry, setEntry] = useState(() => newEntry(question.id, nextCode));
  // Asked again: a new entry in the same field, which keeps the focus.
  if (entry.question !== question.id) {
    setEntry(newEntry(question.id, nextCode));
  }
  const { digits, isSent, problem } = entry;
  const hasNewCode = nextCode > entry.refusedCodeEnds;
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
    if (next.length < PLACES.length) {
      setEntry({ ...entry, digits: next, problem: '' });
      return;
    }
    setEntry({ ...entry, digits: '', isSent: true, problem: '' });
    run(() => bridge.answerMfa(question.id, next), {
      onFailure: ({ message, hint }) =>
        setEntry((current) =>
          current.question === question.id
            ? { ...current, isSent: false, problem: `${message}. ${hint}` }
            : current,
        ),
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
