import { RoleValetError } from '../../../contract/errors.ts';
import type { MfaQuestionView } from '../../../contract/snapshot.ts';
import type { MfaPrompt, MfaQuestion } from '../app.ts';
import { isCode, withoutBlanks } from '../mfa-code.ts';

/** Whether somebody at the window, the tray or a terminal asked, or an AWS tool in the background. */
export type AskedBy = MfaQuestionView['askedBy'];

/** One question that waits for the person, or for AWS's verdict on the answer. */
interface OpenQuestion {
  readonly id: number;
  readonly question: MfaQuestion;
  readonly askedBy: AskedBy;
  /** Undefined once it was answered. */
  answer: ((code: string | undefined) => void) | undefined;
  /** Takes back the end that comes by itself. */
  stopTimer(): void;
}

/** A prompt for one piece of work; whatever it left open ends with the work. */
export interface MfaAsking extends MfaPrompt {
  close(): void;
}

/** What the broker needs from the outside. */
export interface MfaBrokerPorts {
  /** The machine's time, epoch milliseconds. */
  now(): number;
  /** Calls `run` once after `delayMs`; gives the function that takes it back. */
  after(delayMs: number, run: () => void): () => void;
  /** Questions came, went or changed. */
  onChange(): void;
}

/** Roles and bases that are being worked on and need a code of one device. */
export interface Waiting {
  readonly profiles: readonly string[];
  /** True where a person waits for one of them. */
  readonly hasPerson: boolean;
}

/** A prompt that nobody answers ends by itself. */
const QUESTION_LIMIT_MS = 5 * 60_000;

/** After a refusal programs are refused at once for so long, or until the person acts. */
const QUIET_MS = 5 * 60_000;

/** When a device's code was last refused, and how many pieces of work had begun by then. */
interface Refusal {
  readonly at: number;
  readonly work: number;
}

/**
 * Where questions for MFA codes meet the person, whoever asks: window, tray, command line,
 * `credential_process`. One question a device at a time, the oldest first. All that wait share the
 * answer, since they share the session that comes of it; and they share a refusal.
 */
export class MfaBroker {
  readonly #ports: MfaBrokerPorts;
  readonly #open: OpenQuestion[] = [];
  readonly #refusals = new Map<string, Refusal>();
  #lastId = 0;
  #lastWork = 0;

  constructor(ports: MfaBrokerPorts) {
    this.#ports = ports;
  }

  /** A prompt for one piece of work. Call `close` when the work has ended, however it ended. */
  opened(askedBy: AskedBy): MfaAsking {
    this.#lastWork += 1;
    const work = this.#lastWork;
    const mine = new Set<OpenQuestion>();
    return {
      ask: async (question) => {
        // The verdict on the earlier answer is in: it is asked again.
        this.#remove(mine);
        if (this.#isRefused(question.serial, work, askedBy)) {
          this.#ports.onChange();
          return undefined;
        }
        return await this.#ask(question, askedBy, mine);
      },
      close: () => {
        if (mine.size > 0) {
          this.#remove(mine);
          this.#ports.onChange();
        }
      },
    };
  }

  /** The question to show. `waiting` tells who else needs a code of the same device now. */
  view(waiting: (serial: string) => Waiting): MfaQuestionView | undefined {
    const [first] = this.#open;
    if (first === undefined) {
      return undefined;
    }
    const { serial, baseProfile, accountId, role, previous } = first.question;
    const { profiles, hasPerson } = waiting(serial);
    return {
      id: first.id,
      serial,
      baseProfile,
      roles: [...new Set([role, ...profiles])],
      isChecking: first.answer === undefined,
      askedBy: hasPerson ? 'person' : first.askedBy,
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

  #ask(
    question: MfaQuestion,
    askedBy: AskedBy,
    mine: Set<OpenQuestion>,
  ): Promise<string | undefined> {
    return new Promise((resolve) => {
      this.#lastId += 1;
      const open: OpenQuestion = {
        id: this.#lastId,
        question,
        askedBy,
        answer: resolve,
        stopTimer: this.#ports.after(QUESTION_LIMIT_MS, () => {
          if (open.answer !== undefined) this.#settle(open, undefined);
        }),
      };
      mine.add(open);
      this.#open.push(open);
      this.#ports.onChange();
    });
  }

  #isRefused(serial: string, work: number, askedBy: AskedBy): boolean {
    const refusal = this.#refusals.get(serial);
    if (refusal === undefined) return false;
    // This work waited behind the question that was refused.
    if (work <= refusal.work) return true;
    if (askedBy === 'person' || this.#ports.now() - refusal.at >= QUIET_MS) {
      this.#refusals.delete(serial);
      return false;
    }
    return true;
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
    const { answer } = open;
    open.answer = undefined;
    open.stopTimer();
    if (code === undefined) {
      this.#refusals.set(open.question.serial, { at: this.#ports.now(), work: this.#lastWork });
      this.#remove(new Set([open]));
    }
    answer?.(code);
    this.#ports.onChange();
  }

  #remove(questions: Set<OpenQuestion>): void {
    for (const open of questions) open.stopTimer();
    const kept = this.#open.filter((open) => !questions.has(open));
    this.#open.splice(0, this.#open.length, ...kept);
    questions.clear();
  }
}
