import type { Command } from 'commander';
import { RoleValetError } from '../../contract/errors.ts';
import { childEnvironment } from '../../core/outputs/env/child-environment.ts';
import {
  addSessionOptions,
  type CommandContext,
  noteAll,
  type SessionOptions,
  wishFrom,
} from '../command-context.ts';
import { reportFailure } from '../failure.ts';
import { obtainRole } from '../obtain-role.ts';
import { runChild } from '../run-child.ts';

/** Exit code where we fail before the command starts, as `env` and `timeout` of coreutils have it. */
export const FAILED_BEFORE_START = 125;

interface ExecOptions extends SessionOptions {
  readonly server?: true;
}

/**
 * `exec ROLE -- CMD`: runs a command with the role's credentials in a cleaned environment; with
 * `--server` it asks for them as it goes, so that they never run out.
 */
export function addExecCommand(program: Command, context: CommandContext): void {
  addSessionOptions(program.command('exec <role> <command...>'))
    .description('run a command with the role: role-valet exec ROLE -- aws s3 ls')
    .option('--server', 'keep the credentials fresh for as long as the command runs')
    .action(async (role: string, command: string[], options: ExecOptions) => {
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
        const found = await obtainRole(context, role, options);
        const { obtained } = found;
        noteAll(terminal, obtained.warnings);
        if (options.server === true) {
          // Only here: no other command pays for loading an HTTP server.
          const { runWithServer } = await import('../run-with-server.ts');
          const { mfaCode: _, ...lasting } = options;
          const wish = wishFrom(terminal, lasting);
          setExitCode(await runWithServer(terminal, found, wish, { program, parameters }));
          return;
        }
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
