import { type ErrorValue, EXIT_CODE_BY_ERROR, RoleValetError } from '../contract/errors.ts';
import { redact } from '../core/redact.ts';
import { CREDENTIAL_PROCESS_LIMIT_MS } from './app-notes.ts';
import type { Terminal } from './terminal.ts';

/**
 * Tells a failure: two lines on standard error, or with `--json` one object on standard output
 * (scripts read that). Gives the exit code. An error that is not ours is a fault of Role Valet.
 */
export function reportFailure(terminal: Terminal, error: unknown, json: boolean): number {
  const failure = asRoleValetError(error);
  const message = redact(failure.message);
  const hint = redact(failure.hint);
  if (json) {
    terminal.print(`${JSON.stringify({ error: { code: failure.code, message, hint } })}\n`);
  } else {
    terminal.note(`role-valet: ${message} (${failure.code})`);
    terminal.note(hint);
  }
  return failure.exitCode;
}

function asRoleValetError(error: unknown): RoleValetError {
  if (error instanceof RoleValetError) {
    return error;
  }
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new RoleValetError(
    'INTERNAL',
    `unexpected: ${text.split('\n')[0]}`,
    'This is a fault of Role Valet: please report it with the command you ran.',
    { cause: error },
  );
}

/** What `credential-process` fails with when its time is over. */
export function timeLimitError(profile: string): RoleValetError {
  return new RoleValetError(
    'TIME_LIMIT',
    `credentials for ${profile} were not ready within ${CREDENTIAL_PROCESS_LIMIT_MS / 1000} s`,
    `See what takes so long with: role-valet assume ${profile}`,
  );
}

/** An error that the running app answered with; one whose code a newer app has made up is a fault. */
export function errorFromApp({ code, message, hint }: ErrorValue): RoleValetError {
  return Object.hasOwn(EXIT_CODE_BY_ERROR, code)
    ? new RoleValetError(code, message, hint)
    : new RoleValetError('INTERNAL', message, hint);
}
