import { type ErrorCode, RoleValetError } from '../contract/errors.ts';
import { redact } from '../core/redact.ts';
import type { Difference, ErrorAnswer } from './protocol.ts';

/** A request that is not answered as asked, with the status that HTTP has for it. */
export class Refusal extends Error {
  readonly status: number;
  readonly answer: ErrorAnswer;

  constructor(status: number, answer: ErrorAnswer) {
    super(answer.error.message);
    this.name = 'Refusal';
    this.status = status;
    this.answer = answer;
  }
}

/** A request that breaks the protocol. `message` must hold nothing of the request's body. */
export function badRequest(status: number, message: string): Refusal {
  const hint = 'See the protocol in electron/agent/protocol.ts.';
  return new Refusal(status, { error: { code: 'USAGE', message, hint } });
}

/** The caller's files, endpoint or keys are others than the app's: the caller does the work. */
export function otherWorld(differs: readonly Difference[]): Refusal {
  return new Refusal(409, {
    error: {
      code: 'USAGE',
      message: `the running app works with another ${differs.join(', ')}`,
      hint: 'The command line does the work itself in such a case.',
    },
    differs,
  });
}

const STATUS_BY_EXIT_CODE: Readonly<Record<number, number>> = { 2: 400, 3: 403, 4: 404, 5: 422 };

/** Any failure as an answer: a code of the closed list, and neither stack nor secret. */
export function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) {
    return error;
  }
  const failure = error instanceof RoleValetError ? error : unexpected(error);
  const { code, message, hint } = failure;
  return new Refusal(statusOf(code, failure.exitCode), {
    error: { code, message: redact(message), hint: redact(hint) },
  });
}

function statusOf(code: ErrorCode, exitCode: number): number {
  if (code === 'TIME_LIMIT') return 504;
  if (/^(STS|NETWORK)_/.test(code)) return 502;
  return STATUS_BY_EXIT_CODE[exitCode] ?? 500;
}

function unexpected(error: unknown): RoleValetError {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new RoleValetError(
    'INTERNAL',
    `unexpected: ${text.split('\n')[0]}`,
    'This is a fault of Role Valet: please report it with what you did.',
    { cause: error },
  );
}
