import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { RoleValetError } from '../contract/errors.ts';

/** Signals that a person or a supervisor sends to us and means for the child. */
export const FORWARDED_SIGNALS: readonly NodeJS.Signals[] =
  process.platform === 'win32'
    ? ['SIGINT', 'SIGTERM', 'SIGHUP']
    : ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'];

const NOT_EXECUTABLE = 126;
const NOT_FOUND = 127;

/**
 * Runs a program on our own standard streams and gives the exit code a shell would give: its own,
 * 128 + n where signal n ended it, 126 where it can't be executed, 127 where it isn't there.
 */
export function runChild(
  program: string,
  parameters: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, { stdio: 'inherit', env: environment });
    const forward = (signal: NodeJS.Signals): void => {
      // The terminal sends Ctrl-C and Ctrl-\ to the child itself; twice would end it too early.
      const isFromTerminal = (signal === 'SIGINT' || signal === 'SIGQUIT') && process.stdin.isTTY;
      if (!isFromTerminal) {
        child.kill(signal);
      }
    };
    for (const signal of FORWARDED_SIGNALS) {
      process.on(signal, forward);
    }
    const done = (): void => {
      for (const signal of FORWARDED_SIGNALS) {
        process.off(signal, forward);
      }
    };
    child.once('error', (error: NodeJS.ErrnoException) => {
      done();
      const code = codeForStart(error);
      if (code === undefined) {
        reject(startFailure(program, error));
      } else {
        process.stderr.write(`role-valet: ${program}: ${startText(code)}\n`);
        resolve(code);
      }
    });
    child.once('exit', (code, signal) => {
      done();
      resolve(signal === null ? (code ?? 0) : 128 + constants.signals[signal]);
    });
  });
}

function codeForStart(error: NodeJS.ErrnoException): number | undefined {
  switch (error.code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return NOT_FOUND;
    case 'EACCES':
    case 'EPERM':
    case 'ENOEXEC':
    case 'EISDIR':
      return NOT_EXECUTABLE;
    default:
      return undefined;
  }
}

function startText(code: number): string {
  return code === NOT_FOUND ? 'no such program' : 'not executable';
}

function startFailure(program: string, error: NodeJS.ErrnoException): RoleValetError {
  return new RoleValetError(
    'COMMAND_FAILED',
    `${program} could not be started: ${error.code ?? error.message}`,
    'Check the command behind the two dashes.',
    { cause: error },
  );
}
