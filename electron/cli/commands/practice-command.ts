import type { Command } from 'commander';
import { wantsMemoryOnly } from '../../core/memory-only.ts';
import { type CommandContext, type GlobalOptions, printJson } from '../command-context.ts';

interface PracticeOptions extends GlobalOptions {
  readonly shell?: true;
  readonly code?: true;
}

/** `practice`: an AWS organisation on this machine to learn and test with. */
export function addPracticeCommand(
  program: Command,
  { terminal, setExitCode }: CommandContext,
): void {
  program
    .command('practice')
    .description('start a practice organisation: an STS on this machine, throw-away keys and files')
    .option('--shell', 'open your shell in it, and end it with the shell')
    .option('--code', 'print the current code of the practice MFA device (inside a practice shell)')
    .action(async (options: PracticeOptions) => {
      // The simulator is loaded only here: no other command pays for it.
      const { printPracticeCode, runPractice } = await import('../practice-run.ts');
      if (options.code === true) {
        const shown = await printPracticeCode(terminal.environment, Date.now());
        if (options.json === true) {
          printJson(terminal, shown);
        } else {
          terminal.print(`${shown.code}\n`);
        }
        return;
      }
      setExitCode(
        await runPractice(terminal, {
          shell: options.shell === true,
          memoryOnly: options.memoryOnly === true || wantsMemoryOnly(terminal.environment),
          json: options.json === true,
        }),
      );
    });
}
