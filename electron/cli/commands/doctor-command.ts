import type { Command } from 'commander';
import { RoleValetError } from '../../contract/errors.ts';
import type { App } from '../../core/app/app.ts';
import { findRole } from '../../core/app/find-role.ts';
import { loadContext } from '../../core/app/load-context.ts';
import { planAllFixes } from '../../core/doctor/apply-fix.ts';
import { examine } from '../../core/doctor/examine.ts';
import { explainWalk } from '../../core/doctor/explain-walk.ts';
import type { Finding } from '../../core/doctor/types.ts';
import {
  type ChangeOptions,
  type CommandContext,
  confirmChange,
  noteAll,
  printJson,
  type SessionOptions,
  wishFrom,
} from '../command-context.ts';
import { fixOneByOne } from '../doctor-fixes.ts';
import { findingsText, findingValue, walkText } from '../doctor-text.ts';
import { allKeyReminders } from '../key-reminders.ts';

interface DoctorOptions extends ChangeOptions, Pick<SessionOptions, 'mfaCode'> {
  readonly fix?: true;
  readonly dryRun?: true;
  readonly notes?: true;
}

/** `doctor`: what is wrong in both files and the environment, with fixes. `doctor ROLE`: one chain. */
export function addDoctorCommand(program: Command, context: CommandContext): void {
  program
    .command('doctor [role]')
    .description('check the AWS files and the environment; with a role, walk its chain')
    .option('--fix', 'mend what can be mended: one by one on a terminal, else all')
    .option('--dry-run', 'show what --fix would change, and change nothing')
    .option('--yes', 'do not ask: mend all')
    .option('--notes', 'show notes too: what tools read differently and hardly anybody meets')
    .option('--mfa-code <code>', 'for a role: the six digits of the MFA device; - reads them')
    .action(async (query: string | undefined, options: DoctorOptions) => {
      if (query === undefined) await checkFiles(context, options);
      else await checkRole(context, query, options);
    });
}

async function checkRole(
  { terminal, app: makeApp, setExitCode }: CommandContext,
  query: string,
  options: DoctorOptions,
): Promise<void> {
  if (options.fix === true || options.dryRun === true) {
    throw new RoleValetError(
      'USAGE',
      'doctor takes either a role or --fix',
      'Mend the files first: role-valet doctor --fix',
    );
  }
  const { mfaCode } = wishFrom(terminal, options);
  const app = await makeApp(options);
  const loaded = await loadContext(app);
  const role = await findRole(app, loaded, query);
  const walk = await terminal.withProgress(`walking the chain of ${role}`, () =>
    explainWalk(app, loaded, role, mfaCode === undefined ? {} : { mfaCode }),
  );
  if (options.json === true) printJson(terminal, walk);
  else terminal.print(walkText(terminal, walk));
  const last = walk.links.at(-1)?.state;
  if (last === 'broken') setExitCode(1);
  if (last === 'needs-you') setExitCode(3);
}

async function checkFiles(context: CommandContext, options: DoctorOptions): Promise<void> {
  const { terminal, setExitCode } = context;
  const app = await context.app(options);
  let findings = await examine(app, await loadContext(app));
  let mended: readonly Finding[] = [];
  if (options.dryRun === true) {
    await showFixes(context, app, findings, options);
    return;
  }
  if (options.fix === true) {
    mended =
      terminal.canConfirm && options.yes !== true && options.json !== true
        ? await fixOneByOne(terminal, app)
        : await fixAll(context, app, findings, options);
    findings = await examine(app, await loadContext(app));
  }
  const keys = await allKeyReminders(app);
  const all = [...findings, ...keys.findings];
  if (options.json === true) {
    printJson(terminal, {
      findings: all.map(findingValue),
      ...(options.fix === true ? { mended: mended.map(findingValue) } : {}),
    });
  } else {
    terminal.print(findingsText(terminal, all, options.notes === true));
  }
  noteAll(terminal, keys.notes);
  if (findings.some(({ severity }) => severity === 'error')) setExitCode(1);
}

async function showFixes(
  { terminal }: CommandContext,
  app: App,
  findings: readonly Finding[],
  options: DoctorOptions,
): Promise<void> {
  const plan = await planAllFixes(app, await loadContext(app), findings);
  if (options.json === true) {
    printJson(terminal, { fixes: plan.findings.map(findingValue), diff: plan.diff });
    return;
  }
  terminal.print(plan.diff);
  const others = plan.findings.flatMap(({ fix, at }) =>
    fix === undefined || fix.kind === 'text' ? [] : [`${at?.path}: ${fix.description}`],
  );
  noteAll(terminal, plan.findings.length === 0 ? ['there is nothing that can be mended'] : others);
}

/** Mends all in one go; one question where a person is asked at all. */
async function fixAll(
  { terminal }: CommandContext,
  app: App,
  findings: readonly Finding[],
  options: DoctorOptions,
): Promise<readonly Finding[]> {
  const plan = await planAllFixes(app, await loadContext(app), findings);
  if (plan.findings.length === 0) return [];
  if (options.json !== true) terminal.print(plan.diff);
  const count = plan.findings.length;
  await confirmChange(terminal, `Mend ${count === 1 ? 'this' : `these ${count}`}?`, options);
  const changes = await plan.apply();
  noteAll(
    terminal,
    changes.flatMap(({ notices }) => notices),
  );
  if (options.json !== true) {
    terminal.note(
      `mended ${count} finding${count === 1 ? '' : 's'}; take it back with: role-valet undo`,
    );
  }
  return plan.findings;
}
