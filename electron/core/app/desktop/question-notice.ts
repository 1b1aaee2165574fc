import type { MfaQuestionView } from '../../../contract/snapshot.ts';
import { deviceName } from '../../tray/device-name.ts';
import { names } from './notice-words.ts';
import type { DesktopPorts } from './ports.ts';

/** Tells of a question that a program raised: it waits for the person without taking the focus. */
export class QuestionNotice {
  readonly #ports: Pick<DesktopPorts, 'notify' | 'dismissNotice'>;
  #told: string | undefined;

  constructor(ports: Pick<DesktopPorts, 'notify' | 'dismissNotice'>) {
    this.#ports = ports;
  }

  /** To be told which question is open, if any: told once, and taken back when none is left. */
  compare(question: MfaQuestionView | undefined): void {
    if (question?.askedBy === 'program' && this.#told === undefined) {
      this.#told = `question:${question.serial}`;
      this.#ports.notify({
        id: this.#told,
        title: 'An AWS tool waits for an MFA code',
        body: `${names(question.roles)} needs a code of ${deviceName(question)}.`,
        show: { kind: 'question' },
      });
    }
    if (question === undefined && this.#told !== undefined) {
      this.#ports.dismissNotice(this.#told);
      this.#told = undefined;
    }
  }
}
