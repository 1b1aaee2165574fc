import { text as textOf } from 'node:stream/consumers';
import { type Command, Option } from 'commander';
import { RoleValetError } from '../../contract/errors.ts';
import type { App } from '../../core/app/app.ts';
import { type Import, importRoles, planRoleImport } from '../../core/app/import-roles.ts';
import { decodeText } from '../../core/aws-config/text-codec.ts';
import type { MoveInReading } from '../../core/move-in/move-in-role.ts';
import type { ImportPlan } from '../../core/move-in/plan-import.ts';
import {
  IMPORT_FORMATS,
  type ImportFormat,
  readRoleFile,
} from '../../core/move-in/read-role-file.ts';
import { unifiedDiff } from '../../core/text-diff/unified-diff.ts';
import {
  type ChangeOptions,
  type CommandContext,
  confirmChange,
  noteAll,
  printJson,
  sayEmpty,
} from '../command-context.ts';
import { openStoredSettings } from '../role-marks.ts';
import type { Terminal } from '../terminal.ts';

interface ImportOptions extends ChangeOptions {
  readonly format: ImportFormat;
  readonly source?: string;
  readonly dryRun?: true;
}

/** `import FILE`: adds the roles of another file to config. */
export function addImportCommand(program: Command, context: CommandContext): void {
  program
    .command('import <file>')
    .description(
      'add the roles of an export, an AWS config file, or AWS Extend Switch Roles; - reads standard input',
    )
    .addOption(
      new Option('--format <format>', 'what the file is').choices(IMPORT_FORMATS).default('auto'),
    )
    .option('--source <profile>', 'where roles start from that name no source')
    .option('--dry-run', 'show what would be added, and change nothing')
    .option('--yes', 'do not ask')
    .action((file: string, options: ImportOptions) => importFile(context, file, options));
}

async function importFile(context: CommandContext, file: string, options: ImportOptions) {
  const { terminal } = context;
  const app = await context.app(options);
  const text = file === '-' ? await textOf(process.stdin) : await fileText(app, file);
  const path = file === '-' ? 'standard input' : file;
  const reading = await readRoleFile(text, options.format, path);
  const request = { reading, source: options.source };
  if (options.dryRun === true) {
    const { plan, before } = await planRoleImport(app, request);
    const { text: after, ...rest } = plan;
    const diff = unifiedDiff(before, after, app.configPath);
    if (options.json === true) {
      printJson(terminal, { ...jsonOf(rest), notes: reading.notes, diff });
      return;
    }
    terminal.print(diff);
    tell(terminal, { ...rest, notices: [] }, reading, 'Would add');
    return;
  }
  const done = await importRoles(app, {
    ...request,
    settings: await openStoredSettings(app),
    confirm: async (plan) => {
      if (plan.roles.length === 0) return;
      const what = `Add ${count(plan.roles.length, 'role')} to ${app.configPath}?`;
      if (terminal.canConfirm && options.yes !== true) noteAll(terminal, baseNotes(plan));
      await confirmChange(terminal, what, options);
    },
  });
  if (options.json === true) {
    printJson(terminal, { ...done, ...jsonOf(done), notes: reading.notes });
  } else {
    tell(terminal, done, reading, 'Added');
  }
}

function tell(terminal: Terminal, done: Import, reading: MoveInReading, verb: string): void {
  const { roles, skipped, notices } = done;
  if (roles.length === 0) {
    sayEmpty(terminal, 'There was nothing to add.');
  } else {
    const names = roles.map(({ form }) => `  ${form.profile}  ${form.roleArn}\n`).join('');
    const place = done.changedPath === undefined ? '' : ` to ${done.changedPath}`;
    terminal.print(`${verb} ${count(roles.length, 'role')}${place}:\n${names}`);
  }
  for (const { profile, reason } of skipped) terminal.note(`Skipped ${profile}: ${reason}`);
  const lacking = roles.filter(({ lacksExternalId }) => lacksExternalId === true);
  noteAll(terminal, [
    ...reading.notes,
    ...baseNotes(done),
    ...lacking.map(
      ({ form }) => `${form.profile} wants an external id: ask its owner, then add external_id`,
    ),
    ...notices,
  ]);
}

function baseNotes({ bases }: Pick<ImportPlan, 'bases'>): readonly string[] {
  return bases.flatMap(({ profile, mfaSerial }) => [
    `roles start from ${profile}, which comes without a key; add it with: role-valet keys add ${profile}`,
    ...(mfaSerial === undefined
      ? []
      : [`${profile} has the MFA device ${mfaSerial}: write your own in its place`]),
  ]);
}

function jsonOf({ roles, bases, skipped }: Pick<ImportPlan, 'roles' | 'bases' | 'skipped'>) {
  return { roles: roles.map(({ form }) => form.profile), bases, skipped };
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}

async function fileText(app: App, path: string): Promise<string> {
  const { exists, bytes } = await app.files.read(path);
  if (exists) return decodeText(bytes).text;
  throw new RoleValetError('USAGE', `there is no file ${path}`, 'Give the path of a file, or -.');
}
