import type { Cause, Check, Explanation } from '../contract/explanation.ts';
import type { Terminal } from './terminal.ts';

const SURE: Readonly<Record<Cause['certainty'], string>> = {
  certain: 'this is it',
  likely: 'likely',
  possible: 'possible',
};

const CHECKED: Readonly<Record<Check['state'], string>> = {
  made: 'looked',
  'not-permitted': 'not allowed',
  'not-made': 'not looked',
};

/** An explanation for a person: causes with what to look at, looks taken, and texts to send. */
export function explanationText(terminal: Terminal, explanation: Explanation): string {
  const { refused, causes, checks, texts } = explanation;
  const lines = [
    `Why AWS refused ${refused}, the likeliest first:`,
    ...causes.flatMap((cause, index) => causeLines(terminal, cause, index + 1)),
    ...(checks.length === 0 ? [] : ['', 'What was looked at with the refused credentials:']),
    ...checks.map(
      ({ call, state, result }) => `  ${CHECKED[state].padEnd(11)}  ${call}: ${result}`,
    ),
    ...texts.flatMap(({ title, text }) => [
      '',
      terminal.style('bold', `${title}, ready to send:`),
      '',
      ...text.split('\n').map((line) => (line === '' ? '' : `  ${line}`)),
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

function causeLines(terminal: Terminal, cause: Cause, number: number): readonly string[] {
  const { title, certainty, why, check, command } = cause;
  return [
    `  ${number}. ${terminal.style('bold', title)} (${SURE[certainty]})`,
    ...(why === '' ? [] : [`     ${why}`]),
    `     Next: ${check}`,
    ...(command === undefined ? [] : [`     ${terminal.style('dim', command)}`]),
  ];
}
