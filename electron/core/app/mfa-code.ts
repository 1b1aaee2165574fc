import { RoleValetError } from '../../contract/errors.ts';
import { shellWords } from '../aws-config/shell-words.ts';
import type { MfaDevice } from '../chain/types.ts';
import type { App, MfaQuestion, SessionWish } from './app.ts';

/** A code is good for 30 seconds; a command that takes longer than this is not answering. */
const PROCESS_TIME_LIMIT_MS = 60_000;

/** How often a person may mistype before the command gives up. */
const MOST_QUESTIONS = 3;

/** Who needs a code, and for which device. */
export interface CodeRequest {
  readonly device: MfaDevice;
  readonly baseProfile: string;
  readonly role: string;
  readonly wish: SessionWish;
}

/**
 * Runs `send` with a code that was never sent before, and asks again where the person mistyped.
 * A code is remembered as spent before it is sent, since a lost answer may have used it up.
 *
 * Order of sources: a code given by argument or standard input, `mfa_process`, the person.
 * Throws MFA_REQUIRED where nobody can be asked, MFA_CODE_SPENT for a given code that was used, and
 * MFA_CODE_INVALID where the code was wrong and nobody can be asked again.
 */
export async function withMfaCode<T>(
  app: Pick<App, 'spentCodes' | 'commands' | 'environment'>,
  request: CodeRequest,
  send: (code: string) => Promise<T>,
): Promise<T> {
  let previous: MfaQuestion['previous'];
  let given = request.wish.mfaCode;
  for (let question = 0; ; question += 1) {
    const code = given ?? (await askForCode(app, request, previous));
    const wasGiven = given !== undefined;
    given = undefined;
    if (!isCode(code)) {
      if (request.wish.prompt === undefined || question >= MOST_QUESTIONS) {
        throw malformed('the answer');
      }
      previous = 'malformed';
      continue;
    }
    const mayAskAgain = request.wish.prompt !== undefined && question < MOST_QUESTIONS;
    if (await app.spentCodes.isSpent(request.device.serial, code)) {
      if (!mayAskAgain || wasGiven) {
        throw spent(request);
      }
      previous = 'spent';
      continue;
    }
    await app.spentCodes.remember(request.device.serial, code);
    try {
      return await send(code);
    } catch (error) {
      if (error instanceof RoleValetError && error.isCodeUnsent) {
        await app.spentCodes.forget(request.device.serial, code);
      }
      const isWrong = error instanceof RoleValetError && error.code === 'MFA_CODE_INVALID';
      if (!isWrong || !mayAskAgain) {
        throw error;
      }
      previous = 'wrong';
    }
  }
}

async function askForCode(
  app: Pick<App, 'commands' | 'environment'>,
  request: CodeRequest,
  previous: MfaQuestion['previous'],
): Promise<string> {
  const { device, wish } = request;
  if (device.process !== undefined && previous === undefined) {
    const output = await app.commands.run(processWords(device, device.process), {
      timeoutMs: PROCESS_TIME_LIMIT_MS,
      maxBytes: 4096,
      environment: app.environment,
    });
    const code = withoutBlanks(output);
    if (!isCode(code)) {
      throw malformed(`what mfa_process of ${request.baseProfile} printed`);
    }
    return code;
  }
  const answer = await wish.prompt?.ask({
    serial: device.serial,
    baseProfile: request.baseProfile,
    accountId: /^arn:[^:]*:iam::(\d{12}):/.exec(device.serial)?.[1],
    role: request.role,
    previous,
  });
  if (answer === undefined && wish.prompt !== undefined) {
    throw new RoleValetError(
      'MFA_REQUIRED',
      `${request.role} needs an MFA code from ${device.serial}, and none was given`,
      'Run it again when the device is at hand.',
    );
  }
  if (answer === undefined) {
    throw new RoleValetError(
      'MFA_REQUIRED',
      `${request.role} needs an MFA code from ${device.serial}, and nobody can be asked`,
      `Run: role-valet assume ${request.role} --mfa-code CODE (or in a terminal, which asks for it).`,
    );
  }
  return withoutBlanks(answer);
}

/** The command's words, split as botocore splits `credential_process`: no shell runs it. */
function processWords({ at }: MfaDevice, command: string): readonly string[] {
  const words = shellWords(command);
  if (words === undefined || words.length === 0) {
    throw new RoleValetError(
      'CONFIG_INVALID',
      `${at.path}, line ${at.line}: mfa_process is empty or has an unclosed quote`,
      'Write it as: program argument "argument with blanks".',
    );
  }
  return words;
}

/** True for six digits. A code is text: it may begin with zeros. */
export function isCode(text: string): boolean {
  return /^\d{6}$/.test(text);
}

/** Devices and people write codes in groups: `012 345`. */
export function withoutBlanks(text: string): string {
  return text.replaceAll(/\s/g, '');
}

function malformed(what: string): RoleValetError {
  return new RoleValetError(
    'MFA_CODE_INVALID',
    `${what} is not a six-digit MFA code`,
    'Give the six digits that the device shows now.',
  );
}

function spent(request: CodeRequest): RoleValetError {
  return new RoleValetError(
    'MFA_CODE_SPENT',
    `this code of ${request.device.serial} was used already; AWS accepts a code once`,
    'Wait for the next code (at most 30 seconds) and try again.',
  );
}
