import { RoleValetError } from '../contract/errors.ts';
import { redact } from '../core/redact.ts';
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
