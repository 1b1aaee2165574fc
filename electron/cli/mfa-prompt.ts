import type { MfaPrompt, MfaQuestion } from '../core/app/app.ts';
import type { Terminal } from './terminal.ts';

const WHY_AGAIN: Readonly<Record<NonNullable<MfaQuestion['previous']>, string>> = {
  wrong: 'AWS did not accept that code. Wait for the next one, then type it.',
  spent: 'That code was used already, and AWS takes a code once. Wait for the next one.',
  malformed: 'A code has six digits. An empty line gives up.',
};

/** Asks for a code on standard error, naming role, account and device. */
export function terminalMfaPrompt(terminal: Terminal): MfaPrompt {
  return {
    ask: async (question) => {
      if (question.previous !== undefined) {
        terminal.note(WHY_AGAIN[question.previous]);
      }
      const answer = await terminal.ask(questionText(question));
      return answer === undefined || answer.trim() === '' ? undefined : answer;
    },
  };
}

/** One line that tells which device to look at, and what the code is for. */
export function questionText(question: MfaQuestion): string {
  const account = question.accountId === undefined ? '' : ` in account ${question.accountId}`;
  return `MFA code for ${question.role} (device ${question.serial} of ${question.baseProfile}${account}): `;
}
