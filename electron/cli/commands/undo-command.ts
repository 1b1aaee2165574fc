import type { Command } from 'commander';
import { RoleValetError } from '../../contract/errors.ts';
import {
  type ChangeSummary,
  listChanges,
  previewUndo,
  type UndoPreview,
  undoChange,
} from '../../core/app/undo-change.ts';
import {
  type ChangeOptions,
  type CommandContext,
  confirmChange,
  noteAll,
  printJson,
  sayEmpty,
} from '../command-context.ts';
import type { Terminal } from '../terminal.ts';

interface UndoOptions extends ChangeOptions {
  readonly list?: true;
}

/** `undo`, `undo ID`, `undo --list`: takes back what was changed in the config and credentials files. */
export function addUndoCommand(program: Command, context: CommandContext): void {
  program
    .command('undo [id]')
    .description('take back the last change of the AWS files, or the one with this id')
    .option('--list', 'show the changes that can be taken back, newest first')
    .option('--yes', 'do not ask')
    .action(async (id: string | undefined, options: UndoOptions) => {
      if (options.list === true && id !== undefined) {
        throw new RoleValetError(
          'USAGE',
          'undo takes either an id or --list',
          'Try: role-valet undo --list',
        );
      }
      await (options.list === true ? list(context, options) : undo(context, id, options));
    });
}

async function undo(
  { terminal, app: makeApp }: CommandContext,
  id: string | undefined,
  options: UndoOptions,
): Promise<void> {
  const app = await makeApp(options);
  const preview = await previewUndo(app, id);
  const { change, refusal } = preview;
  if (refusal !== undefined) {
    if (options.json !== true) tellOthersChanges(terminal, preview);
    throw new RoleValetError(refusal.code, refusal.message, refusal.hint);
  }
  if (options.json !== true) terminal.print(diffOf(preview));
  await confirmChange(terminal, `Take back "${change.reason}" (${change.id})?`, options);
  const undone = await undoChange(app, change.id);
  if (options.json === true) {
    printJson(terminal, { ...undone, change: changeValue(undone.change) });
    return;
  }
  terminal.print(
    undone.paths.length === 0
      ? `Nothing was left to take back of: ${change.reason}\n`
      : `Undone   ${change.reason} (${change.id})\n${undone.paths.map((path) => `Changed  ${path}\n`).join('')}`,
  );
  noteAll(terminal, undone.notices);
  if (undone.entryId !== undefined) {
    terminal.note(`To make the change again: role-valet undo ${undone.entryId}`);
  }
}

function diffOf({ files }: UndoPreview): string {
  return files.map(({ diff }) => diff).join('');
}

/** On standard error: standard output is for what was done. */
function tellOthersChanges(terminal: Terminal, preview: UndoPreview): void {
  const diff = diffOf(preview);
  if (diff !== '') terminal.note(`Changed since by others:\n${diff}`);
}

async function list({ terminal, app: makeApp }: CommandContext, options: UndoOptions) {
  const changes = await listChanges(await makeApp(options));
  if (options.json === true) {
    printJson(terminal, { changes: changes.map(changeValue) });
    return;
  }
  if (changes.length === 0) {
    sayEmpty(terminal, 'Nothing was changed in the AWS files so far.');
    return;
  }
  const rows = changes.map(({ id, at, reason, isUndone, paths }) => [
    id,
    new Date(at).toISOString().replace('T', ' ').slice(0, 19),
    isUndone ? `${reason} (taken back)` : reason,
    paths.join(', '),
  ]);
  terminal.print(terminal.table(['ID', 'WHEN (UTC)', 'WHAT', 'FILES'], rows));
}

function changeValue({ at, ...change }: ChangeSummary): object {
  return { ...change, at: new Date(at).toISOString() };
}
