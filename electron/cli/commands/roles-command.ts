import type { Command } from 'commander';
import { filterRows, listRoles, type RoleRow } from '../../core/app/list-roles.ts';
import { loadContext } from '../../core/app/load-context.ts';
import { type CommandContext, type GlobalOptions, noteAll, printJson } from '../command-context.ts';
import type { Terminal } from '../terminal.ts';
import { timeLeft } from '../time-text.ts';

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
        printJson(terminal, { roles: shown.map((row) => rowValue(row, now)) });
        return;
      }
      if (rows.length === 0) {
        terminal.print(`No roles in ${app.configPath} yet. Try: role-valet practice\n`);
      } else if (shown.length === 0) {
        terminal.print(`None of ${rows.length} roles fits ${JSON.stringify(query.join(' '))}.\n`);
      } else {
        terminal.print(rowsText(terminal, shown, now));
      }
      noteAll(terminal, [
        ...shown.flatMap((row) =>
          row.error === undefined
            ? []
            : [`${row.profile}: ${row.error.message}. ${row.error.hint}`],
        ),
        ...loaded.config.findings.map(({ message, at }) =>
          at === undefined ? message : `${at.path}, line ${at.line}: ${message}`,
        ),
        ...(loaded.keychainProblem === undefined
          ? []
          : [`${loaded.keychainProblem.message}. ${loaded.keychainProblem.hint}`]),
      ]);
    });
}

function rowsText(terminal: Terminal, rows: readonly RoleRow[], now: number): string {
  const cells = rows.map((row) => [
    row.profile,
    row.accountId ?? '',
    row.chain.join(' > '),
    stateText(terminal, row),
    row.target === undefined
      ? ''
      : `${row.target.name}${row.target.state === 'ours' ? '' : ` (${row.target.state.replace('-', ' ')})`}`,
    row.expiration === undefined ? '' : timeLeft(row.expiration - now),
  ]);
  return terminal.table(['NAME', 'ACCOUNT', 'CHAIN', 'STATE', 'TARGET', 'LEFT'], cells);
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
