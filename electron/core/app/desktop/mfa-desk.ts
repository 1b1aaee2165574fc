import { RoleValetError } from '../../../contract/errors.ts';
import type { MfaQuestionView } from '../../../contract/types.ts';
import type { MfaPrompt, MfaQuestion } from '../app.ts';
import { isCode, withoutBlanks } from '../mfa-code.ts';

/** One question that waits for the person, or for AWS's verdict on the answer. */
interface OpenQuestion {
  readonly id: number;
  readonly question: MfaQuestion;
  /** Undefined once it was answered. */
  answer: ((code: string | undefined) => void) | undefined;
}

/** A prompt for one piece of work; whatever it left open ends with the work. */
export interface MfaAsking extends MfaPrompt {
  close(): void;
}

/**
 * Where questions for MFA codes meet the person. They are shown one at a time, the oldest first; the
 * work behind them shares sessions, so one answer serves all roles that wait for the same device.
 */
export class MfaDesk {
  readonly #onChange: () => void;
  readonly #open: OpenQuestion[] = [];
  #lastId = 0;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** A prompt for one piece of work. Call `close` when the work has ended, however it ended. */
  opened(): MfaAsking {
    const mine = new Set<OpenQuestion>();
    return {
      ask: (question) =>
        new Promise((resolve) => {
          // The verdict on the earlier answer is in: it is asked again.
          this.#remove(mine);
          this.#lastId += 1;
          const open: OpenQuestion = { id: this.#lastId, question, answer: resolve };
          mine.add(open);
          this.#open.push(open);
          this.#onChange();
        }),
      close: () => {
        if (mine.size > 0) {
          this.#remove(mine);
          this.#onChange();
        }
      },
    };
  }

  /**
   * The question to show. `waiting` gives the roles that are being assumed now and need a code of
   * the same device.
   */
  view(waiting: (serial: string) => readonly string[]): MfaQuestionView | undefined {
    const [first] = this.#open;
    if (first === undefined) {
      return undefined;
    }
    const { serial, baseProfile, accountId, role, previous } = first.question;
    return {
      id: first.id,
      serial,
      baseProfile,
      roles: [...new Set([role, ...waiting(serial)])],
      isChecking: first.answer === undefined,
      ...(accountId === undefined ? {} : { accountId }),
      ...(previous === undefined ? {} : { previous }),
    };
  }

  /**
   * Hands an answer in. Throws MFA_CODE_INVALID for what is no code, and leaves the question open;
   * USAGE where the question is over, since a code for the wrong device would be wasted.
   */
  answer(id: number, text: string): void {
    const code = withoutBlanks(text);
    const open = this.#answerable(id);
    if (!isCode(code)) {
      throw new RoleValetError(
        'MFA_CODE_INVALID',
        'that is not a six-digit MFA code',
        'Give the six digits that the device shows now.',
      );
    }
    this.#settle(open, code);
  }

  /** Takes a refusal: whoever waits gets MFA_REQUIRED. Throws USAGE where the question is over. */
  dismiss(id: number): void {
    this.#settle(this.#answerable(id), undefined);
  }

  /** Refuses every open question, for a quit or another world. */
  dismissAll(): void {
    for (const open of this.#open.filter(({ answer }) => answer !== undefined)) {
      this.#settle(open, undefined);
    }
  }

  #answerable(id: number): OpenQuestion {
    const open = this.#open.find((candidate) => candidate.id === id);
    if (open?.answer === undefined) {
      throw new RoleValetError(
        'USAGE',
        'this question for a code is over',
        'If a new question is shown, answer that one.',
      );
    }
    return open;
  }

  #settle(open: OpenQuestion, code: string | undefined): void {
    open.answer?.(code);
    open.answer = undefined;
    if (code === undefined) {
      this.#remove(new Set([open]));
    }
    this.#onChange();
  }

  #remove(questions: Set<OpenQuestion>): void {
    const kept = this.#open.filter((open) => !questions.has(open));
    this.#open.splice(0, this.#open.length, ...kept);
    questions.clear();
  }
}
