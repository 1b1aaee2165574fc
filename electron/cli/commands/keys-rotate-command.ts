import type { Command } from 'commander';
import { RoleValetError } from '../../contract/errors.ts';
import { type RotatedKey, rotateKey } from '../../core/app/rotate-key.ts';
import { unclearKeyError } from '../../core/rotation/orphan.ts';
import { type RotationQuestion, rotationQuestionText } from '../../core/rotation/question-text.ts';
import type { RotationStep, UnclearKey } from '../../core/rotation/types.ts';
import {
  type ChangeOptions,
  type CommandContext,
  confirmChange,
  printJson,
  type SessionOptions,
  wishFrom,
} from '../command-context.ts';
import type { Terminal } from '../terminal.ts';

interface RotateOptions extends ChangeOptions, Pick<SessionOptions, 'mfaCode'> {
  readonly finish?: true;
  readonly deleteNow?: true;
}

const STEP_TEXT: Readonly<Record<RotationStep['step'], string>> = {
  resumed: 'Going on ',
  'removed-orphan': 'Deleted  ',
  created: 'Made     ',
  stored: 'Stored   ',
  accepted: 'Accepted ',
  switched: 'In use   ',
  deactivated: 'Off      ',
  deleted: 'Deleted  ',
};

const STEP_END: Readonly<Record<RotationStep['step'], string>> = {
  resumed: ': its rotation was ended before it was done',
  'removed-orphan': ', made by a call whose answer was lost: nobody has its secret',
  created: ' at AWS',
  stored: ' in the keychain, beside the old key',
  accepted: ' by AWS',
  switched: ': the keychain gives the new key from now on',
  deactivated: ': the old key is switched off at AWS',
  deleted: ' at AWS',
};

/** `keys rotate NAME`: replaces a base key by a new one, in steps that survive being ended. */
export function addKeysRotateCommand(keys: Command, context: CommandContext): void {
  keys
    .command('rotate <name>')
    .description('replace a key by a new one: make, store, verify, switch, switch the old one off')
    .option('--delete-now', 'delete the old key at once instead of later')
    .option('--finish', 'delete the old key of the last rotation, once it was off for a week')
    .option(
      '--mfa-code <code>',
      'the six digits of the MFA device; - reads them from standard input',
    )
    .option('--yes', 'do not ask')
    .action((name: string, options: RotateOptions) => rotate(context, name, options));
}

async function rotate(
  { terminal, app: makeApp }: CommandContext,
  name: string,
  options: RotateOptions,
): Promise<void> {
  const wish = wishFrom(terminal, options);
  const app = await makeApp(options);
  const steps: RotationStep[] = [];
  const rotated = await rotateKey(app, {
    profile: name,
    finish: options.finish === true,
    deleteNow: options.deleteNow === true,
    wish,
    confirm: (question) => confirmRotation(terminal, question, options),
    confirmUnclear: (key) => confirmUnclear(terminal, name, key),
    onStep: (step) => {
      steps.push(step);
      if (options.json !== true) terminal.print(stepText(step));
    },
  });
  if (options.json === true) {
    printJson(terminal, { ...jsonOf(rotated), steps });
  } else {
    terminal.print(lastText(rotated));
  }
}

/** Other programs may hold a copy of the old key, and its secret is gone with the switch. */
async function confirmRotation(
  terminal: Terminal,
  question: RotationQuestion,
  options: RotateOptions,
): Promise<void> {
  const { profile, oldKeyId, deletedKeyId } = question;
  if (options.yes !== true && !terminal.canConfirm) {
    const also = deletedKeyId === undefined ? '' : ` and deletes ${deletedKeyId} at AWS for good`;
    throw new RoleValetError(
      'CONFIRMATION_REQUIRED',
      `rotating the key ${profile} ends what other programs do with a copy of ${oldKeyId}${also}, and nobody can be asked`,
      'Add --yes if you mean it.',
    );
  }
  await confirmChange(terminal, rotationQuestionText(question), options);
}

/**
 * Asked even with --yes: that was said about the key that is rotated, not about one that is found. Where
 * nobody can be asked, a key that is all but certainly ours goes, or no script could take up a rotation.
 */
async function confirmUnclear(terminal: Terminal, profile: string, key: UnclearKey): Promise<void> {
  if (!terminal.canConfirm) {
    if (key.isProbablyOurs) return;
    throw unclearKeyError(profile, key);
  }
  const { accessKeyId, createdAt, reason } = key;
  const question = `AWS has another key of the same user, ${accessKeyId}, made ${new Date(createdAt).toISOString()}. It may be left over from this rotation, but it ${reason}. Delete it?`;
  await confirmChange(terminal, question, {});
}

function stepText({ step, accessKeyId }: RotationStep): string {
  return `${STEP_TEXT[step]} ${accessKeyId}${STEP_END[step]}\n`;
}

function lastText({ profile, oldKeyId, oldKey, deletableAt }: RotatedKey): string {
  return oldKey === 'deleted' || deletableAt === undefined
    ? ''
    : `Next      if nothing misses ${oldKeyId}, delete it after ${isoDay(deletableAt)}: role-valet keys rotate ${profile} --finish\n`;
}

function jsonOf({ deletableAt, ...rotated }: RotatedKey): object {
  return {
    ...rotated,
    ...(deletableAt === undefined ? {} : { deletableAt: new Date(deletableAt).toISOString() }),
  };
}

function isoDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
