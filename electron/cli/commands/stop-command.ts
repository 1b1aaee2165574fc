import type { Command } from 'commander';
import { RoleValetError } from '../../contract/errors.ts';
import type { App } from '../../core/app/app.ts';
import { findRole } from '../../core/app/find-role.ts';
import { type LoadedContext, loadContext } from '../../core/app/load-context.ts';
import {
  type StoppedRole,
  stoppableProfiles,
  stopRole,
  unlockedBases,
} from '../../core/app/stop-role.ts';
import { clockTime } from '../../core/time-text.ts';
import {
  type ChangeOptions,
  type CommandContext,
  confirmChange,
  noteAll,
  printJson,
  sayEmpty,
} from '../command-context.ts';
import type { Terminal } from '../terminal.ts';

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
          'stop takes either a role or --all',
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
      const { stopped, failure } = await stopEach(app, loaded, profiles);
      const unlocked = options.all === true ? await unlockedBases(app) : [];
      if (options.json === true) {
        printJson(terminal, { stopped: stopped.map(stoppedValue), unlocked: unlocked.map(isoEnd) });
      } else {
        tell(terminal, stopped, unlocked, app.clock.now());
      }
      if (failure !== undefined) {
        throw failure;
      }
    });
}

/** Stops one after the other. A failure ends nothing that can still be ended; the first is told last. */
async function stopEach(app: App, loaded: LoadedContext, profiles: readonly string[]) {
  const stopped: StoppedRole[] = [];
  let failure: unknown;
  for (const profile of profiles) {
    try {
      stopped.push(await stopRole(app, loaded, profile));
    } catch (error) {
      failure ??= error;
    }
  }
  return { stopped, failure };
}

function tell(
  terminal: Terminal,
  stopped: readonly StoppedRole[],
  unlocked: Awaited<ReturnType<typeof unlockedBases>>,
  now: number,
): void {
  for (const role of stopped) {
    terminal.print(stoppedText(role, now));
    noteAll(terminal, role.notices);
  }
  if (stopped.length === 0) {
    sayEmpty(terminal, 'Nothing to stop.');
  }
  noteAll(
    terminal,
    unlocked.map(
      ({ profile, expiration }) =>
        `the MFA session of ${profile} stays until ${clockTime(expiration, now)}; end it with: role-valet stop ${profile}`,
    ),
  );
}

function isoEnd<T extends { readonly expiration: number }>({ expiration, ...rest }: T) {
  return { ...rest, expiration: new Date(expiration).toISOString() };
}

function stoppedValue({ copiesValidUntil, ...role }: StoppedRole): object {
  return copiesValidUntil === undefined
    ? role
    : { ...role, copiesValidUntil: new Date(copiesValidUntil).toISOString() };
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
