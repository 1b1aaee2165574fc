import type { Command } from 'commander';
import { RoleValetError } from '../../contract/errors.ts';
import { evalCommand } from '../../core/outputs/env/command-line.ts';
import { exportBlock, unsetBlock } from '../../core/outputs/env/export-block.ts';
import { ENV_FORMATS, type EnvFormat, isEnvFormat } from '../../core/outputs/env/formats.ts';
import { guessFormat } from '../../core/outputs/env/guess-shell.ts';
import { parentProcessName } from '../../node/parent-process.ts';
import {
  addSessionOptions,
  type CommandContext,
  noteAll,
  printJson,
  type SessionOptions,
} from '../command-context.ts';
import { obtainRole } from '../obtain-role.ts';
import type { Terminal } from '../terminal.ts';

interface EnvOptions extends SessionOptions {
  readonly format?: string;
  readonly unset?: true;
}

/** `env ROLE`: the export block for the caller's shell; `env --unset`: its opposite. */
export function addEnvCommand(program: Command, context: CommandContext): void {
  addSessionOptions(program.command('env [role]'))
    .description('print the variables for your shell, to be evaluated')
    .option('--format <format>', `one of ${ENV_FORMATS.join(', ')} (default: your shell's)`)
    .option('--unset', 'print the block that takes the variables away')
    .action(async (role: string | undefined, options: EnvOptions) => {
      const { terminal } = context;
      const format = await chosenFormat(terminal.environment, options);
      if (options.unset === true && role !== undefined) {
        throw new RoleValetError(
          'USAGE',
          'env --unset is for no role in particular',
          'Leave the role out: role-valet env --unset',
        );
      }
      if (options.unset === true) {
        printUnset(terminal, format, options.json === true);
        return;
      }
      if (role === undefined) {
        throw new RoleValetError('USAGE', 'env needs a role', 'Try: role-valet env ROLE');
      }
      const { obtained } = await obtainRole(context, role, options);
      const { chain, session } = obtained;
      terminal.print(
        exportBlock({
          format,
          credentials: session.credentials,
          profileName: chain.defaultTarget,
          ...(chain.outputRegion === undefined ? {} : { region: chain.outputRegion }),
        }),
      );
      noteAll(terminal, obtained.warnings);
      if (terminal.isScreen) {
        // The person sees the secrets and the shell does not: say how it is meant.
        terminal.note(`To load it into your shell: ${evalCommand(format, chain.profile).trim()}`);
      }
    });
}

function printUnset(terminal: Terminal, format: EnvFormat, json: boolean): void {
  const block = unsetBlock(format);
  if (json) {
    printJson(terminal, { format, block });
  } else {
    terminal.print(block);
  }
}

async function chosenFormat(
  environment: NodeJS.ProcessEnv,
  options: EnvOptions,
): Promise<EnvFormat> {
  if (options.format === undefined) {
    return options.json === true && options.unset !== true
      ? 'json'
      : guessFormat(environment, process.platform, await parentProcessName());
  }
  if (options.json === true && options.unset !== true && options.format !== 'json') {
    throw new RoleValetError(
      'USAGE',
      '--json and --format say different things',
      'Leave one of them out; --json alone prints the variables as JSON.',
    );
  }
  if (!isEnvFormat(options.format)) {
    throw new RoleValetError(
      'USAGE',
      `--format ${JSON.stringify(options.format)} is not a format`,
      `Choose one of: ${ENV_FORMATS.join(', ')}.`,
    );
  }
  return options.format;
}
