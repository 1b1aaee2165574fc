import type { Command } from 'commander';
import { findRole } from '../../core/app/find-role.ts';
import { type LoadedContext, loadContext } from '../../core/app/load-context.ts';
import {
  type ManagedRole,
  type ManagePlan,
  manageRole,
  planManage,
  planUnmanage,
  unmanageRole,
} from '../../core/app/manage-role.ts';
import { ownCommand } from '../../node/own-command.ts';
import {
  type ChangeOptions,
  type CommandContext,
  confirmChange,
  noteAll,
  printJson,
} from '../command-context.ts';

interface UnmanageOptions extends ChangeOptions {
  readonly dryRun?: true;
}

interface ManageOptions extends UnmanageOptions {
  readonly removeSession?: true;
}

/** `manage ROLE` and `unmanage ROLE`: AWS tools reach a profile by its own name, through us. */
export function addManageCommands(program: Command, context: CommandContext): void {
  program
    .command('manage <role>')
    .description('let AWS tools use a role by its own name, renewed through credential_process')
    .option('--dry-run', 'print the change and make none')
    .option('--remove-session', 'also remove a session in the credentials file that would win')
    .option('--yes', 'do not ask')
    .action((query: string, options: ManageOptions) => manage(context, query, options));
  program
    .command('unmanage <role>')
    .description('take manage back: AWS tools read the role by themselves again')
    .option('--dry-run', 'print the change and make none')
    .option('--yes', 'do not ask')
    .action((query: string, options: UnmanageOptions) => unmanage(context, query, options));
}

async function manage(context: CommandContext, query: string, options: ManageOptions) {
  const { app, loaded, profile } = await roleFor(context, query, options);
  const { terminal } = context;
  const command = await ownCommand({
    scriptPath: process.argv[1] ?? '',
    nodePath: process.execPath,
    environment: terminal.environment,
    platform: process.platform,
  });
  const wish = { profile, command, removeSession: options.removeSession === true };
  const plan = await planManage(app, loaded, wish);
  if (options.dryRun === true) {
    printPlan(context, plan, { profile, managed: true }, options);
    return;
  }
  const affected =
    plan.affected.length === 0 ? '' : ` It changes what these get: ${plan.affected.join('; ')}.`;
  await confirm(context, plan, `Manage ${profile}?${affected}`, options);
  const isAgreed = options.yes === true || terminal.canConfirm;
  const managed = await manageRole(app, loaded, { ...wish, isAgreed });
  const notices = managed.paths.length === 0 ? [] : homeNotice(terminal.environment);
  printResult(context, { ...managed, notices: [...managed.notices, ...notices] }, true, options);
}

async function unmanage(context: CommandContext, query: string, options: UnmanageOptions) {
  const { app, loaded, profile } = await roleFor(context, query, options);
  const plan = await planUnmanage(app, loaded, profile);
  if (options.dryRun === true) {
    printPlan(context, plan, { profile, managed: false }, options);
    return;
  }
  await confirm(context, plan, `Take the management of ${profile} back?`, options);
  printResult(context, await unmanageRole(app, loaded, profile), false, options);
}

async function roleFor(context: CommandContext, query: string, options: UnmanageOptions) {
  const app = await context.app(options);
  const loaded: LoadedContext = await loadContext(app);
  return { app, loaded, profile: await findRole(app, loaded, query) };
}

/** Shows the change to a person who can be asked about it. */
async function confirm(
  { terminal }: CommandContext,
  { diff }: ManagePlan,
  question: string,
  options: UnmanageOptions,
): Promise<void> {
  if (diff === '' || options.yes === true || !terminal.canConfirm) return;
  terminal.note(diff.trimEnd());
  await confirmChange(terminal, question, options);
}

function printPlan(
  { terminal }: CommandContext,
  { diff, notices, affected }: ManagePlan,
  about: { readonly profile: string; readonly managed: boolean },
  options: UnmanageOptions,
): void {
  if (options.json === true) {
    printJson(terminal, { ...about, dryRun: true, diff, affected, notices });
    return;
  }
  terminal.print(diff === '' ? `Nothing to change: ${stateText(about)}\n` : diff);
  noteAll(terminal, [...affected.map((who) => `this changes what is given to ${who}`), ...notices]);
}

function printResult(
  { terminal }: CommandContext,
  { profile, paths, entryId, notices }: ManagedRole,
  managed: boolean,
  options: UnmanageOptions,
): void {
  if (options.json === true) {
    printJson(terminal, { profile, managed, paths, entryId, notices });
    return;
  }
  const lines = paths.map((path) => `Changed  ${profile} in ${path}`);
  if (paths.length === 0) lines.push(`Kept     ${stateText({ profile, managed })}`);
  if (managed) lines.push(`Use      aws --profile ${profile} sts get-caller-identity`);
  terminal.print(`${lines.join('\n')}\n`);
  noteAll(terminal, notices);
}

/** What the command in the file can't carry along. */
function homeNotice({ ROLE_VALET_HOME: home }: NodeJS.ProcessEnv): readonly string[] {
  if (!home) return [];
  return [
    `AWS tools find these keys and sessions only where ROLE_VALET_HOME is ${home}, as it is here`,
  ];
}

function stateText({ profile, managed }: { profile: string; managed: boolean }): string {
  return managed ? `${profile} is managed already` : `${profile} is not managed`;
}
