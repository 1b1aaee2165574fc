import type { Command } from 'commander';
import { RoleValetError } from '../../contract/errors.ts';
import { childEnvironment } from '../../core/outputs/env/child-environment.ts';
import {
  addSessionOptions,
  type CommandContext,
  noteAll,
  type SessionOptions,
} from '../command-context.ts';
import { reportFailure } from '../failure.ts';
import { obtainRole } from '../obtain-role.ts';
import { runChild } from '../run-child.ts';

/** Exit code where we fail before the command starts, as `env` and `timeout` of coreutils have it. */
export const FAILED_BEFORE_START = 125;

/** `exec ROLE -- CMD`: runs a command with the role's credentials in a cleaned environment. */
export function addExecCommand(program: Command, context: CommandContext): void {
  addSessionOptions(program.command('exec <role> <command...>'))
    .description('run a command with the role: role-valet exec ROLE -- aws s3 ls')
    .action(async (role: string, command: string[], options: SessionOptions) => {
      const { terminal, setExitCode } = context;
      try {
        const [program, ...parameters] = command;
        if (program === undefined) {
          throw new RoleValetError(
            'USAGE',
            'exec needs a command',
            'Try: role-valet exec ROLE -- CMD',
          );
        }
        const { obtained } = await obtainRole(context, role, options);
        noteAll(terminal, obtained.warnings);
        const environment = childEnvironment(
          terminal.environment,
          obtained.session.credentials,
          obtained.chain.outputRegion,
          process.platform,
        );
        setExitCode(await runChild(program, parameters, environment));
      } catch (error) {
        reportFailure(terminal, error, options.json === true);
        setExitCode(FAILED_BEFORE_START);
      }
    });
}
