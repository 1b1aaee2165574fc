import type { Command } from 'commander';
import { RoleValetError } from '../../contract/errors.ts';
import type { App } from '../../core/app/app.ts';
import { findRole } from '../../core/app/find-role.ts';
import { type LoadedContext, loadContext } from '../../core/app/load-context.ts';
import { type StoppedRole, stoppableProfiles, stopRole } from '../../core/app/stop-role.ts';
import {
  type ChangeOptions,
  type CommandContext,
  confirmChange,
  noteAll,
  printJson,
} from '../command-context.ts';
import { clockTime } from '../time-text.ts';

interface StopOptions extends ChangeOptions {
  readonly all?: true;
}

/** `stop ROLE`, `stop --all`: ends sessions and targets of ours. */
export function addStopCommand(program: Command, context: CommandContext): void {
  program
    .command('stop [role]')
    .description('end a role: its session, and its section where it is still ours')
    .option('--all', 'end every role')
    .option('--yes', 'do not ask')
    .action(async (query: string | undefined, options: StopOptions) => {
      const { terminal } = context;
      if ((query === undefined) === (options.all !== true)) {
        throw new RoleValetError(
          'USAGE',
          'stop needs a role or --all',
          'Try: role-valet stop ROLE',
        );
      }
      const app = await context.app(options);
      const loaded = await loadContext(app);
      const known = await stoppableProfiles(app);
      const profiles = query === undefined ? known : [await meant(app, loaded, known, query)];
      if (profiles.length > 0) {
        await confirmChange(terminal, `Stop ${profiles.join(', ')}?`, options);
      }
      const stopped: StoppedRole[] = [];
      for (const profile of profiles) {
        stopped.push(await stopRole(app, loaded, profile));
      }
      if (options.json === true) {
        printJson(terminal, { stopped });
        return;
      }
      for (const role of stopped) {
        terminal.print(stoppedText(role, app.clock.now()));
        noteAll(terminal, role.notices);
      }
      if (stopped.length === 0) {
        terminal.print('Nothing to stop.\n');
      }
    });
}

/** What is live can be stopped by its name even where the role is no longer in the files. */
async function meant(
  app: App,
  loaded: LoadedContext,
  known: readonly string[],
  query: string,
): Promise<string> {
  return known.includes(query) ? query : findRole(app, loaded, query);
}

function stoppedText(role: StoppedRole, now: number): string {
  const removed =
    role.removedTargets.length === 0
      ? ''
      : `, removed [${role.removedTargets.join('], [')}] from the credentials file`;
  if (role.removedTargets.length === 0 && role.copiesValidUntil === undefined) {
    return `Nothing of ${role.profile} was live.\n`;
  }
  const copies =
    role.copiesValidUntil === undefined
      ? ''
      : `\nCopies already handed out stay valid until ${clockTime(role.copiesValidUntil, now)}: AWS cannot recall them.`;
  return `Stopped  ${role.profile}${removed}${copies}\n`;
}
