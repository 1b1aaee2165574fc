import type { Command } from 'commander';
import { EXIT_CODE_BY_ERROR } from '../../contract/errors.ts';
import { type Adoption, adoptKeys, planAdoption } from '../../core/app/adopt-keys.ts';
import type { AdoptableKey, AdoptionPlan, KeyThatStays } from '../../core/app/plan-adoption.ts';
import { redact } from '../../core/redact.ts';
import {
  type ChangeOptions,
  type CommandContext,
  confirmChange,
  noteAll,
  printJson,
  sayEmpty,
} from '../command-context.ts';
import type { Terminal } from '../terminal.ts';

interface AdoptOptions extends ChangeOptions {
  readonly dryRun?: true;
  readonly verify: boolean;
}

/** How many roles a line names before it says "and N more". */
const MOST_ROLES = 5;

/** `keys adopt [PROFILE...]`: moves plain keys of the shared files into the keychain. */
export function addKeysAdoptCommand(keys: Command, context: CommandContext): void {
  keys
    .command('adopt [profiles...]')
    .description('move long-term keys from the AWS files into the keychain; undo brings them back')
    .option('--dry-run', 'say what would be moved, and change nothing')
    .option('--no-verify', 'do not ask AWS whether the keys work')
    .option('--yes', 'do not ask')
    .action((profiles: string[], options: AdoptOptions) => adopt(context, profiles, options));
}

async function adopt(context: CommandContext, profiles: string[], options: AdoptOptions) {
  const { terminal } = context;
  const app = await context.app(options);
  const wish = { profiles, verify: options.verify };
  const work = (): Promise<Adoption> =>
    options.dryRun === true
      ? planAdoption(app, wish).then((plan) => ({ ...plan, changedPaths: [] }))
      : adoptKeys(app, { ...wish, confirm: (plan) => confirmAdoption(terminal, plan, options) });
  const adoption = await terminal.withProgress('looking at the keys', work);
  if (options.json === true) {
    printJson(terminal, { ...adoption, nextSteps: nextSteps(adoption.keys) });
  } else {
    tell(terminal, adoption, options.dryRun === true);
  }
  const [stays] = adoption.left;
  if (stays !== undefined) context.setExitCode(EXIT_CODE_BY_ERROR[stays.error.code]);
}

async function confirmAdoption(
  terminal: Terminal,
  { keys }: AdoptionPlan,
  options: AdoptOptions,
): Promise<void> {
  if (keys.length === 0) return;
  if (options.yes !== true && terminal.canConfirm) {
    for (const key of keys) terminal.note(`${keyText(key)}, ${placesText(key)}`);
  }
  const what = keys.length === 1 ? 'this key' : `these ${keys.length} keys`;
  await confirmChange(terminal, `Move ${what} into the keychain?`, options);
}

function tell(terminal: Terminal, adoption: Adoption, isDryRun: boolean): void {
  const { keys, left, notices } = adoption;
  for (const key of keys) {
    const verb = isDryRun ? 'Would move' : 'Moved   ';
    terminal.print(
      `${verb} ${keyText(key)}\n${isDryRun ? 'From      ' : 'From    '} ${placesText(key)}\n`,
    );
  }
  for (const one of left) terminal.note(stayText(one));
  if (keys.length === 0 && left.length === 0) {
    sayEmpty(terminal, 'No long-term keys stand in the credentials or the config file.');
  }
  noteAll(terminal, [...notices, ...keys.flatMap(strandedText)]);
  const steps = nextSteps(keys);
  if (steps.length > 0 && !isDryRun) {
    terminal.print(`Next, so that AWS tools find these keys’ sessions by name:\n`);
    for (const step of steps) terminal.print(`  ${step}\n`);
  }
}

function keyText({ accessKeyId, profile, userArn, isStored }: AdoptableKey): string {
  const owner = userArn === undefined ? '' : ` (${userArn})`;
  const kept = isStored ? ', which the keychain holds already' : '';
  return `${accessKeyId} of ${profile}${owner}${kept}`;
}

function placesText({ places }: AdoptableKey): string {
  return places.map(({ path, line }) => `${path}, line ${line}`).join(' and ');
}

function stayText({ profile, at, error }: KeyThatStays): string {
  const message = redact(error.message);
  // Faults of the file name their place already.
  const place = message.startsWith(at.path) ? '' : `${at.path}, line ${at.line}: ${profile}: `;
  return `Left     ${place}${message} (${error.code})\n         ${redact(error.hint)}`;
}

function strandedText({ profile, strandedRoles }: AdoptableKey): string[] {
  if (strandedRoles.length === 0) return [];
  const more = strandedRoles.length - MOST_ROLES;
  const names = strandedRoles.slice(0, MOST_ROLES).join(', ');
  const shown = more > 0 ? `${names} and ${more} more` : names;
  return [
    `Role Valet still assumes ${shown}; other AWS tools can’t until you run: role-valet manage ${profile}`,
  ];
}

/** The commands that give other tools their source back. */
function nextSteps(keys: readonly AdoptableKey[]): readonly string[] {
  return keys
    .filter(({ isManaged }) => !isManaged)
    .map(({ profile }) => `role-valet manage ${profile}`);
}
