import type { Command } from 'commander';
import { RoleValetError } from '../contract/errors.ts';
import type { App, SessionWish } from '../core/app/app.ts';
import { isCode, withoutBlanks } from '../core/app/mfa-code.ts';
import { parseDuration } from '../core/chain/duration.ts';
import { terminalMfaPrompt } from './mfa-prompt.ts';
import type { Terminal } from './terminal.ts';

/** What every command gets. The app is made on first use: `--help` needs no keychain. */
export interface CommandContext {
  readonly terminal: Terminal;
  app(options: GlobalOptions): Promise<App>;
  /** For commands whose exit code is another program's. */
  setExitCode(code: number): void;
}

/** Options that every command takes. */
export interface GlobalOptions {
  readonly json?: true;
  readonly memoryOnly?: true;
}

/** Options of the commands that make or reuse a session. */
export interface SessionOptions extends GlobalOptions {
  readonly mfaCode?: string;
  readonly duration?: string;
  readonly region?: string;
}

/** Options of the commands that change files. */
export interface ChangeOptions extends GlobalOptions {
  readonly yes?: true;
}

/** A wish from the command line. Throws DURATION_INVALID, or USAGE for what can't be a code. */
export function wishFrom(terminal: Terminal, options: SessionOptions): SessionWish {
  return {
    ...(options.duration === undefined
      ? {}
      : { requestedSeconds: parseDuration(options.duration) }),
    ...(options.region === undefined ? {} : { region: options.region }),
    ...(options.mfaCode === undefined ? {} : { mfaCode: givenCode(terminal, options.mfaCode) }),
    ...(terminal.canAsk ? { prompt: terminalMfaPrompt(terminal) } : {}),
  };
}

/** `-` reads the code from standard input, so that it stays out of the list of processes. */
function givenCode(terminal: Terminal, option: string): string {
  const code = withoutBlanks(option === '-' ? (terminal.readLine() ?? '') : option);
  if (!isCode(code)) {
    throw new RoleValetError(
      'USAGE',
      '--mfa-code is not a six-digit MFA code',
      'Give the six digits that the device shows now.',
    );
  }
  return code;
}

/**
 * Asks before a change where a person sits at a terminal; elsewhere goes ahead, because what it
 * guards can be taken back. Throws DECLINED for any answer but yes.
 */
export async function confirmChange(
  terminal: Terminal,
  question: string,
  options: ChangeOptions,
): Promise<void> {
  if (options.yes === true || !terminal.canConfirm) {
    return;
  }
  const answer = await terminal.ask(`${question} [y/N] `);
  if (!/^y(es)?$/i.test(answer?.trim() ?? '')) {
    throw new RoleValetError('DECLINED', 'nothing was changed', 'Everything is as it was.');
  }
}

/** Adds the options of the commands that make or reuse a session. */
export function addSessionOptions(command: Command): Command {
  return command
    .option(
      '--mfa-code <code>',
      'the six digits of the MFA device; - reads them from standard input',
    )
    .option('--duration <time>', 'how long it should last, such as 45m or 8h')
    .option('--region <region>', 'region for the outputs and for the call');
}

/** Prints a value for scripts. Never pass secrets that were not asked for. */
export function printJson(terminal: Terminal, value: unknown): void {
  terminal.print(`${JSON.stringify(value, null, 2)}\n`);
}

/** What a person reads where a list is empty; for a program an empty list is no line at all. */
export function sayEmpty(terminal: Terminal, sentence: string): void {
  if (terminal.isScreen) {
    terminal.print(`${sentence}\n`);
  } else {
    terminal.note(sentence);
  }
}

/** Sentences for people, on standard error. */
export function noteAll(terminal: Terminal, sentences: readonly string[]): void {
  for (const sentence of sentences) {
    terminal.note(`note: ${sentence}`);
  }
}
