import type { Command } from 'commander';
import { findRole, rememberLastRole } from '../../core/app/find-role.ts';
import { loadContext } from '../../core/app/load-context.ts';
import {
  lostSettings,
  planWrite,
  requireConfirmedSource,
  type WritePlan,
  whatStopsAwsCli,
  writeRole,
} from '../../core/app/write-role.ts';
import { resolveChain } from '../../core/chain/resolve-chain.ts';
import type { WriteTargetResult } from '../../core/outputs/credentials-file/write-target.ts';
import { clockTime, timeLeft } from '../../core/time-text.ts';
import {
  addSessionOptions,
  type ChangeOptions,
  type CommandContext,
  confirmChange,
  noteAll,
  printJson,
  type SessionOptions,
  wishFrom,
} from '../command-context.ts';
import { type HandedOut, obtainFor } from '../obtain-role.ts';
import { sessionValue } from './assume-command.ts';

interface WriteOptions extends SessionOptions, ChangeOptions {
  readonly target?: string;
}

/** `write ROLE`: the trio into one section of the credentials file. */
export function addWriteCommand(program: Command, context: CommandContext): void {
  addSessionOptions(program.command('write <role>'))
    .description('write the session into one section of the credentials file')
    .option('--target <name>', 'profile name to write (default: ROLE-session)')
    .option('--yes', 'do not ask')
    .action(async (query: string, options: WriteOptions) => {
      const { terminal } = context;
      const wish = wishFrom(terminal, options);
      const app = await context.app(options);
      const loaded = await loadContext(app, options.region);
      const role = await findRole(app, loaded, query);
      const plan = planWrite(loaded, resolveChain(loaded, role), options.target);
      requireConfirmedSource(plan, options.yes === true || terminal.canConfirm);
      await confirmChange(terminal, questionFor(plan, role, app.credentialsPath), options);
      const obtained = await obtainFor({ terminal, app, context: loaded, role, wish, options });
      const written = await writeRole(app, loaded, obtained, plan);
      await rememberLastRole(app, role);
      const faults = await whatStopsAwsCli(app);
      const notices = [
        ...obtained.warnings,
        ...written.result.notices,
        ...lostSettings(plan, role),
        ...faults,
      ];
      if (options.json === true) {
        const lookedBack = await written.lookBack();
        printJson(terminal, {
          ...sessionValue(obtained),
          ...writtenValue(written.result),
          notices: [...notices, ...lookedBack],
        });
        return;
      }
      terminal.print(writtenText(obtained, written.result, faults.length === 0));
      noteAll(terminal, notices);
      noteAll(terminal, await written.lookBack());
    });
}

function questionFor(plan: WritePlan, role: string, path: string): string {
  const danger =
    plan.startsFromIt.length === 0
      ? ''
      : ` These roles would then start from it: ${plan.startsFromIt.join(', ')}.`;
  return `Write ${role} to [${plan.target}] in ${path}?${danger}`;
}

/** Picked by name: what else a result carries, the file's text among it, is not for printing. */
function writtenValue({ target, credentialsPath, created, previousOwner }: WriteTargetResult) {
  return { target, credentialsPath, created, previousOwner };
}

function writtenText(
  { session, now, isFromApp }: HandedOut,
  written: WriteTargetResult,
  isUsable: boolean,
): string {
  const { expiration } = session.credentials;
  const renewal =
    isFromApp === true
      ? 'the Role Valet app renews it while it runs'
      : 'nothing renews it, so run this again then';
  const lines = [
    `Wrote    [${written.target}] in ${written.credentialsPath}`,
    `Until    ${clockTime(expiration, now)} (${timeLeft(expiration - now)} left); ${renewal}`,
    ...(isUsable ? [`Use      aws --profile ${written.target} sts get-caller-identity`] : []),
  ];
  return `${lines.join('\n')}\n`;
}
