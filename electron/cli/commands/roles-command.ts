import type { Command } from 'commander';
import { filterRows, listRoles, type RoleRow } from '../../core/app/list-roles.ts';
import { type LoadedContext, loadContext } from '../../core/app/load-context.ts';
import type { ConfigFinding } from '../../core/aws-config/types.ts';
import { timeLeft } from '../../core/time-text.ts';
import {
  type CommandContext,
  type GlobalOptions,
  noteAll,
  printJson,
  sayEmpty,
} from '../command-context.ts';
import type { Terminal } from '../terminal.ts';

/** `roles [QUERY]`: name, account, chain, state, target, time left. */
export function addRolesCommand(program: Command, context: CommandContext): void {
  program
    .command('roles [query...]')
    .description('list roles and bases; words narrow by name, account or ARN')
    .action(async (query: string[], options: GlobalOptions) => {
      const { terminal } = context;
      const app = await context.app(options);
      const loaded = await loadContext(app);
      const { rows, now } = await listRoles(app, loaded);
      const shown = filterRows(rows, query.join(' '));
      if (options.json === true) {
        printJson(terminal, {
          roles: shown.map((row) => rowValue(row, now)),
          notices: noticesOf(loaded),
        });
        return;
      }
      if (rows.length === 0) {
        sayEmpty(terminal, `No roles in ${app.configPath} yet. Try: role-valet practice`);
      } else if (shown.length === 0) {
        const words = JSON.stringify(query.join(' '));
        sayEmpty(terminal, `None of ${rows.length} roles and bases fits ${words}.`);
      } else {
        terminal.print(rowsText(terminal, shown, now));
      }
      noteAll(terminal, [...rowProblems(shown), ...noticesOf(loaded)]);
    });
}

/** More notes than this bury what they say. */
const MOST_NOTES = 20;

/** One sentence a problem, however many roles it stops: a missing key stops all behind it. */
function rowProblems(rows: readonly RoleRow[]): string[] {
  const namesByProblem = new Map<string, string[]>();
  for (const { profile, error } of rows) {
    if (error !== undefined) {
      const problem = `${error.message}. ${error.hint}`;
      const names = namesByProblem.get(problem) ?? [];
      names.push(profile);
      namesByProblem.set(problem, names);
    }
  }
  return limited(
    [...namesByProblem].map(([problem, names]) => {
      const [first, second, ...rest] = names;
      const shown =
        rest.length > 0 ? `${first}, ${second} and ${rest.length} more` : names.join(', ');
      return `${shown}: ${problem}`;
    }),
  );
}

/** What is wrong beside the roles themselves: in the files, or with the keychain. */
function noticesOf({ config, keychainProblem }: LoadedContext): string[] {
  const keychain =
    keychainProblem === undefined ? [] : [`${keychainProblem.message}. ${keychainProblem.hint}`];
  return [...fileFindings(config.findings), ...keychain];
}

function fileFindings(findings: readonly ConfigFinding[]): string[] {
  return limited(
    findings.map(({ message, at }) =>
      at === undefined || message.includes(at.path)
        ? message
        : `${at.path}, line ${at.line}: ${message}`,
    ),
  );
}

function limited(notes: readonly string[]): string[] {
  const rest = notes.length - MOST_NOTES;
  return rest > 0 ? [...notes.slice(0, MOST_NOTES), `and ${rest} more of the kind`] : [...notes];
}

function rowsText(terminal: Terminal, rows: readonly RoleRow[], now: number): string {
  const cells = rows.map((row) => [
    row.profile,
    row.accountId ?? '',
    row.chain.join(' > '),
    stateText(terminal, row),
    row.targets.map(targetText).join(', '),
    row.expiration === undefined ? '' : timeLeft(row.expiration - now),
  ]);
  return terminal.table(['NAME', 'ACCOUNT', 'CHAIN', 'STATE', 'TARGET', 'LEFT'], cells);
}

function targetText({ name, state }: RoleRow['targets'][number]): string {
  return state === 'ours' ? name : `${name} (${state.replace('-', ' ')})`;
}

function stateText(terminal: Terminal, row: RoleRow): string {
  if (row.state === 'error') {
    return terminal.style('red', 'error');
  }
  return row.state === 'active'
    ? terminal.style('green', 'active')
    : row.kind === 'base'
      ? 'base'
      : '';
}

function rowValue(row: RoleRow, now: number): object {
  const { expiration, ...rest } = row;
  return {
    ...rest,
    ...(expiration === undefined
      ? {}
      : {
          expiration: new Date(expiration).toISOString(),
          secondsLeft: Math.floor((expiration - now) / 1000),
        }),
  };
}
