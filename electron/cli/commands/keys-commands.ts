import type { Command } from 'commander';
import { RoleValetError } from '../../contract/errors.ts';
import { type AddedKey, addKey, listKeys, requireKeychain } from '../../core/app/keys.ts';
import { removeKey } from '../../core/app/remove-key.ts';
import { ageText, bornAt, keyAgeDays } from '../../core/rotation/key-age.ts';
import {
  type ChangeOptions,
  type CommandContext,
  confirmChange,
  type GlobalOptions,
  noteAll,
  printJson,
  sayEmpty,
} from '../command-context.ts';
import { keyReminders } from '../key-reminders.ts';
import type { Terminal } from '../terminal.ts';
import { addKeysAdoptCommand } from './keys-adopt-command.ts';
import { addKeysRotateCommand } from './keys-rotate-command.ts';

interface AddOptions extends ChangeOptions {
  readonly mfaSerial?: string;
  readonly replace?: true;
  readonly verify: boolean;
}

/** `keys add`, `keys list`, `keys remove`, `keys adopt`, `keys rotate`. */
export function addKeysCommands(program: Command, context: CommandContext): void {
  const keys = program.command('keys').description('long-term keys in the OS keychain');
  keys
    .command('add <name>')
    .description('store a key; asks for it, or reads id and secret as two lines of standard input')
    .option('--mfa-serial <arn>', 'the MFA device of the key’s user; written to the config file')
    .option('--replace', 'give up another key that is stored under this name')
    .option('--no-verify', 'do not ask AWS who the key belongs to')
    .option('--yes', 'do not ask')
    .action((name: string, options: AddOptions) => add(context, name, options));
  keys
    .command('list')
    .description('names, key ids and dates; never a secret')
    .action((options: GlobalOptions) => list(context, options));
  keys
    .command('remove <name>')
    .description('remove a key from the keychain; it can’t be read back afterwards')
    .option('--yes', 'do not ask')
    .action((name: string, options: ChangeOptions) => remove(context, name, options));
  addKeysAdoptCommand(keys, context);
  addKeysRotateCommand(keys, context);
}

async function add({ terminal, app: makeApp }: CommandContext, name: string, options: AddOptions) {
  const app = await makeApp(options);
  // Before a secret is asked for that could not be kept.
  requireKeychain(app);
  const { accessKeyId, secretAccessKey } = await readKey(terminal);
  const added = await terminal.withProgress('asking AWS who the key belongs to', () =>
    addKey(app, {
      profile: name,
      accessKeyId,
      secretAccessKey,
      replace: options.replace === true,
      verify: options.verify,
      confirmConfig: (what) => confirmChange(terminal, what, options),
      ...(options.mfaSerial === undefined ? {} : { mfaSerial: options.mfaSerial }),
    }),
  );
  if (options.json === true) {
    printJson(terminal, added);
  } else {
    terminal.print(addedText(added));
    noteAll(terminal, added.notices);
  }
}

async function readKey(
  terminal: Terminal,
): Promise<{ accessKeyId: string; secretAccessKey: string }> {
  if (terminal.isTyped && !terminal.canAsk) {
    throw new RoleValetError(
      'USAGE',
      'the secret can’t be asked for while standard error goes elsewhere: it would show on the screen',
      'Leave the redirection out, or send id and secret as two lines on standard input.',
    );
  }
  const accessKeyId = terminal.canAsk
    ? await terminal.ask('AWS access key id: ')
    : terminal.readLine();
  if (!accessKeyId?.trim()) {
    throw incompleteKey();
  }
  const secretAccessKey = terminal.canAsk
    ? await terminal.askHidden('AWS secret access key (not shown): ')
    : terminal.readLine();
  if (!secretAccessKey?.trim()) {
    throw incompleteKey();
  }
  return { accessKeyId: accessKeyId.trim(), secretAccessKey: secretAccessKey.trim() };
}

function incompleteKey(): RoleValetError {
  return new RoleValetError(
    'USAGE',
    'the key is incomplete: an access key id and a secret are needed',
    'Type both, or send them as two lines on standard input.',
  );
}

function addedText(added: AddedKey): string {
  const lines = [
    added.stored
      ? `Stored   ${added.accessKeyId} as ${added.profile} in the keychain`
      : `Kept     ${added.accessKeyId}: it was stored as ${added.profile} already`,
  ];
  if (added.identity !== undefined) {
    lines.push(`Belongs  ${added.identity.arn}`);
  }
  if (added.changedConfig !== undefined) {
    lines.push(`Changed  [profile ${added.profile}] in ${added.changedConfig}`);
  }
  return `${lines.join('\n')}\n`;
}

async function list({ terminal, app: makeApp }: CommandContext, options: GlobalOptions) {
  const app = await makeApp(options);
  const keys = await listKeys(app);
  const now = app.clock.now();
  if (options.json === true) {
    printJson(terminal, {
      keys: keys.map(({ createdAt, issuedAt, rotation, ...key }) => ({
        ...key,
        createdAt: isoTime(createdAt),
        issuedAt: isoTime(issuedAt),
        ageDays: createdAt === undefined ? undefined : keyAgeDays({ createdAt, issuedAt }, now),
        rotation: rotation && { ...rotation, deletableAt: isoTime(rotation.deletableAt) },
      })),
    });
    return;
  }
  if (keys.length === 0) {
    sayEmpty(terminal, 'No keys yet. Add one with: role-valet keys add NAME');
    return;
  }
  const rows = keys.map(({ profile, accessKeyId, createdAt, issuedAt, problem }) => [
    profile,
    problem === undefined ? (accessKeyId ?? '') : 'damaged',
    isoTime(createdAt)?.slice(0, 10) ?? '',
    createdAt === undefined ? '' : ageText(now - bornAt({ createdAt, issuedAt })),
  ]);
  terminal.print(terminal.table(['NAME', 'KEY ID', 'STORED', 'AGE'], rows));
  noteAll(terminal, [
    ...keys.flatMap(({ problem }) => (problem ? [`${problem.message}. ${problem.hint}`] : [])),
    ...(await keyReminders(app, keys)).map(({ message, hint }) => `${message}. ${hint}`),
  ]);
}

function isoTime(at: number | undefined): string | undefined {
  return at === undefined ? undefined : new Date(at).toISOString();
}

async function remove(
  { terminal, app: makeApp }: CommandContext,
  name: string,
  options: ChangeOptions,
) {
  const app = await makeApp(options);
  if (options.yes !== true && !terminal.canConfirm) {
    throw new RoleValetError(
      'CONFIRMATION_REQUIRED',
      `removing the key ${name} can't be taken back, and nobody can be asked`,
      'Add --yes if you mean it.',
    );
  }
  await confirmChange(terminal, `Remove the key ${name} from the keychain for good?`, options);
  const { notices } = await removeKey(app, name);
  if (options.json === true) {
    printJson(terminal, { removed: name, notices });
  } else {
    terminal.print(`Removed  ${name}\n`);
    noteAll(terminal, notices);
  }
}
