import type Electron from 'electron';
import type { ZodError, ZodType } from 'zod';
import { EXIT_CODE_BY_ERROR, isRoleValetError } from '../contract/errors.ts';
import { VERB_NAMES, type VerbName, verbChannel } from '../contract/names.ts';
import type { Failure, Result } from '../contract/results.ts';
import type { Verbs } from '../contract/verbs.ts';
import type { Logger } from '../core/ports.ts';
import { redact } from '../core/redact.ts';
import { isModestPlainData } from './message-limits.ts';
import type { SenderVerdict } from './trusted-sender.ts';

/** How a verb's arguments and its answer look. `input` is a tuple of all arguments. */
export interface VerbSchema {
  readonly input: ZodType<readonly unknown[]>;
  readonly output: ZodType;
}

export interface IpcRouterOptions {
  readonly ipcMain: {
    handle(
      channel: string,
      listener: (event: Electron.IpcMainInvokeEvent, ...parameters: unknown[]) => unknown,
    ): void;
  };
  readonly verbs: Verbs;
  readonly schemas: { readonly [Name in VerbName]: VerbSchema };
  readonly isTrusted: (event: Electron.IpcMainInvokeEvent) => SenderVerdict;
  readonly logger: Logger;
}

type AnyVerb = (...parameters: readonly unknown[]) => Promise<Result<unknown>>;

/**
 * The only way from the window into main: one channel for each verb. Every message passes the check
 * of its sender and the schema of its arguments before a verb sees it, and every answer passes a
 * schema on its way out, so that no field slips through that the contract does not name. All that
 * goes wrong is answered as a value; nothing is thrown, and neither an answer nor the log repeats
 * what was sent, as it may be a key or a code.
 */
export function serveVerbs(options: IpcRouterOptions): void {
  for (const name of VERB_NAMES) {
    options.ipcMain.handle(verbChannel(name), async (event, ...parameters) => {
      try {
        return await answer(options, name, event, parameters);
      } catch (error) {
        return failureAnswer(options.logger, name, error);
      }
    });
  }
}

async function answer(
  { verbs, schemas, isTrusted, logger }: IpcRouterOptions,
  name: VerbName,
  event: Electron.IpcMainInvokeEvent,
  parameters: unknown[],
): Promise<Result<unknown>> {
  const verdict = isTrusted(event);
  if (!verdict.trusted) {
    logger.error('a message was refused: its sender is not the window', {
      verb: name,
      code: verdict.reason,
    });
    return failed('USAGE', 'only the window of Role Valet may ask for this', 'Use the window.');
  }
  if (!isModestPlainData(parameters)) {
    logger.error('a message was refused: it is too large or no plain data', { verb: name });
    return unfitting(name);
  }
  const schema = schemas[name];
  const input = schema.input.safeParse(parameters);
  if (!input.success) {
    logger.error('a message was refused: it does not fit', {
      verb: name,
      fields: fieldsOf(input.error),
    });
    return unfitting(name);
  }
  // The schema of this name made these arguments, which the types can't tell for a name as a value.
  const verb = verbs[name].bind(verbs) as AnyVerb;
  return checkedAnswer(logger, name, schema.output, await verb(...input.data));
}

function checkedAnswer(
  logger: Logger,
  name: VerbName,
  schema: ZodType,
  result: Result<unknown>,
): Result<unknown> {
  if (!result.ok) {
    const { code, message, hint } = result.error;
    if (!Object.hasOwn(EXIT_CODE_BY_ERROR, code)) {
      logger.error('a verb failed with a code that is not on the list', { verb: name });
      return internal();
    }
    return failed(code, message, hint);
  }
  const output = schema.safeParse(result.value);
  if (!output.success) {
    logger.error('an answer was held back: it does not fit the contract', {
      verb: name,
      fields: fieldsOf(output.error),
    });
    return internal();
  }
  return { ok: true, value: output.data };
}

function failureAnswer(logger: Logger, name: VerbName, error: unknown): Result<never> {
  if (isRoleValetError(error)) {
    const { code, message, hint } = error.toValue();
    return failed(code, message, hint);
  }
  logger.error('a verb failed for a reason that nobody foresaw', {
    verb: name,
    error: error instanceof Error ? redact(error.stack ?? error.message) : typeof error,
  });
  return internal();
}

/** Names of the fields that do not fit, never their values. */
function fieldsOf(error: ZodError): string {
  const fields = error.issues.slice(0, 5).map(({ path, code }) => `${path.join('.')} (${code})`);
  return redact(fields.join(', '));
}

function unfitting(name: VerbName): Result<never> {
  return failed(
    'USAGE',
    `the window asked for ${name} in a way that does not fit`,
    'Check what you entered; if it looks right, restart Role Valet.',
  );
}

function internal(): Result<never> {
  return failed(
    'INTERNAL',
    'something went wrong inside Role Valet',
    'Try again; the log in the folder of Role Valet says more.',
  );
}

/** A new object of these three texts alone, masked once more on their way to a screen. */
function failed(code: string, message: string, hint: string): Result<never> {
  const error: Failure = { code, message: redact(message), hint: redact(hint) };
  return { ok: false, error };
}
