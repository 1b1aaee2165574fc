import { Command, CommanderError, Option } from 'commander';
import { RoleValetError } from '../contract/errors.ts';
import type { App } from '../core/app/app.ts';
import { tryToFinishChanges } from '../core/journal/finish-interrupted.ts';
import { MEMORY_ONLY_VARIABLE, wantsMemoryOnly } from '../core/memory-only.ts';
import type { CommandContext, GlobalOptions } from './command-context.ts';
import { addAssumeCommand } from './commands/assume-command.ts';
import { addConsoleCommand } from './commands/console-command.ts';
import { addDoctorCommand } from './commands/doctor-command.ts';
import { addEnvCommand } from './commands/env-command.ts';
import { addExecCommand, FAILED_BEFORE_START } from './commands/exec-command.ts';
import { addExportCommand } from './commands/export-command.ts';
import { addImportCommand } from './commands/import-command.ts';
import { addKeysCommands } from './commands/keys-commands.ts';
import { addManageCommands } from './commands/manage-command.ts';
import { addPlanCommand } from './commands/plan-command.ts';
import { addPracticeCommand } from './commands/practice-command.ts';
import { addRolesCommand } from './commands/roles-command.ts';
import { addSignInCommand } from './commands/sign-in-command.ts';
import { addStatusCommand } from './commands/status-command.ts';
import { addStopCommand } from './commands/stop-command.ts';
import { addUndoCommand } from './commands/undo-command.ts';
import { addWriteCommand } from './commands/write-command.ts';
import { reportFailure } from './failure.ts';
import { processTerminal, type Terminal } from './terminal.ts';
import { VERSION } from './version.ts';

/** Runs one command line and gives its exit code. Everything but `credential-process`. */
export async function runProgram(words: readonly string[]): Promise<number> {
  const argv = withLeadingOptionsBehind(words);
  const terminal = processTerminal();
  const json = argv.slice(0, endOfOptions(argv)).includes('--json');
  let app: Promise<App> | undefined;
  const result = { exitCode: 0 };
  const context: CommandContext = {
    terminal,
    app: (options: GlobalOptions) => {
      app ??= makeApp(terminal, options);
      return app;
    },
    setExitCode: (code) => {
      result.exitCode = code;
    },
  };
  try {
    requireDashes(argv);
    await buildProgram(context, terminal).parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      const exitCode = usageFailure(terminal, error, json);
      // What `exec` gives below 125 is always its command's own.
      return exitCode !== 0 && argv[0] === 'exec' ? FAILED_BEFORE_START : exitCode;
    }
    return reportFailure(terminal, error, json);
  } finally {
    await tellNotices(terminal, app);
  }
  return result.exitCode;
}

/** The options of `exec` that take the next word. */
const OPTIONS_WITH_VALUE: ReadonlySet<string> = new Set(['--mfa-code', '--duration', '--region']);

/** Without the two dashes `exec` would take the command's own options for ours, without a word. */
function requireDashes(argv: readonly string[]): void {
  if (argv[0] !== 'exec') {
    return;
  }
  const own = argv.slice(1, endOfOptions(argv));
  const isHelp = own.length < 2 && own.every((word) => word === '--help' || word === '-h');
  const operands = own.filter((word, index) => {
    const isValue = OPTIONS_WITH_VALUE.has(own[index - 1] ?? '');
    return !isValue && (word === '-' || !word.startsWith('-'));
  });
  if (!isHelp && (!argv.includes('--') || operands.length !== 1)) {
    throw new CommanderError(
      2,
      'role-valet.exec',
      'exec needs one role, then -- before its command',
    );
  }
}

/** The tree of commands. Options that every command takes are added to each, so that they may stand anywhere. */
export function buildProgram(context: CommandContext, terminal: Terminal): Command {
  const program = new Command('role-valet')
    .description('Short-lived AWS credentials, cut on demand and handed to the right tool.')
    .version(VERSION)
    .showHelpAfterError('Run role-valet --help for the commands.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.print(text),
      // Commander's own error text is told by usageFailure, in our form.
      writeErr: () => undefined,
    });
  addKeysCommands(program, context);
  addRolesCommand(program, context);
  addPlanCommand(program, context);
  addAssumeCommand(program, context);
  addEnvCommand(program, context);
  addWriteCommand(program, context);
  addStopCommand(program, context);
  addExecCommand(program, context);
  addConsoleCommand(program, context);
  program
    .command('credential-process <role>')
    .description('print credentials for AWS tools (credential_process)');
  addSignInCommand(program, context);
  addManageCommands(program, context);
  addStatusCommand(program, context);
  addDoctorCommand(program, context);
  addUndoCommand(program, context);
  addExportCommand(program, context);
  addImportCommand(program, context);
  addPracticeCommand(program, context);
  addGlobalOptions(program);
  return program;
}

function addGlobalOptions(command: Command): void {
  for (const child of command.commands) {
    addGlobalOptions(child);
    if (child.commands.length === 0) {
      child
        .addOption(new Option('--json', 'print the result or the error as JSON'))
        .addOption(
          new Option(
            '--memory-only',
            `use no keychain; keep sessions in memory for this run (or ${MEMORY_ONLY_VARIABLE}=1)`,
          ),
        );
    }
  }
}

async function makeApp(terminal: Terminal, options: GlobalOptions): Promise<App> {
  const { wireApp } = await import('../node/wire-app.ts');
  const app = await wireApp({
    environment: terminal.environment,
    platform: process.platform,
    memoryOnly: options.memoryOnly === true || wantsMemoryOnly(terminal.environment),
  });
  // A change that was killed half-way is mended before anything is read.
  for (const notice of await tryToFinishChanges(app)) {
    terminal.note(`note: ${notice}`);
  }
  return app;
}

function usageFailure(terminal: Terminal, error: CommanderError, json: boolean): number {
  if (error.exitCode === 0) {
    return 0;
  }
  const message = error.message.replace(/^error: /, '').split('\n')[0] ?? '';
  const text = message.startsWith('(') ? 'no command given' : message;
  return reportFailure(
    terminal,
    new RoleValetError('USAGE', text, 'See: role-valet --help, or role-valet COMMAND --help'),
    json,
  );
}

async function tellNotices(terminal: Terminal, app: Promise<App> | undefined): Promise<void> {
  const made = await app?.catch(() => undefined);
  for (const notice of made?.sessions.takeNotices() ?? []) {
    terminal.note(`note: ${notice}`);
  }
}

/** Options that every command takes may stand before the command too. */
function withLeadingOptionsBehind(words: readonly string[]): readonly string[] {
  const count = words.findIndex((word) => word !== '--json' && word !== '--memory-only');
  if (count <= 0) {
    return words;
  }
  const rest = words.slice(count);
  const end = endOfOptions(rest);
  return [...rest.slice(0, end), ...words.slice(0, count), ...rest.slice(end)];
}

function endOfOptions(argv: readonly string[]): number {
  const index = argv.indexOf('--');
  return index === -1 ? argv.length : index;
}
