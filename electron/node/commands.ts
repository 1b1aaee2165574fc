import type { ChildProcess, spawn as startProcess } from 'node:child_process';
import { basename } from 'node:path';
import { RoleValetError } from '../contract/errors.ts';
import type { CommandOptions, Commands } from '../core/ports.ts';
import { hasSystemCode, systemCode } from './file-errors.ts';

/** Enough of standard error for its first line; the rest is read and dropped. */
const STANDARD_ERROR_BYTES = 8_192;
const FIRST_LINE_CHARACTERS = 300;

/**
 * Programs of the real system, started without a shell, so that nothing in an argument is ever
 * interpreted. See the `Commands` port. Messages name the program alone: arguments may be secret.
 */
export function nodeCommands(): Commands {
  return { run };
}

async function run(argv: readonly string[], options: CommandOptions): Promise<string> {
  const [program, ...args] = argv;
  // Node's own error for a NUL would quote the argument, which may be secret.
  if (program === undefined || program === '' || argv.some((word) => word.includes('\0'))) {
    throw new RoleValetError(
      'COMMAND_FAILED',
      'The command names no program, or holds a NUL character',
      'Check the command in config',
    );
  }
  // Most commands of ours start no program, and every AWS call of a user would pay for loading this.
  const { spawn } = await import('node:child_process');
  return await new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      env: { ...options.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: false,
      windowsHide: true,
      // Its own process group, so that the time limit ends its children too.
      detached: process.platform !== 'win32',
    });
    const output = collector(options.maxBytes);
    const errors = collector(STANDARD_ERROR_BYTES);
    let refusal: RoleValetError | undefined;
    const stop = (why: RoleValetError) => {
      refusal ??= why;
      killGroup(child, spawn);
    };
    const name = basename(program);
    const timer = setTimeout(() => stop(outOfTime(name, options.timeoutMs)), options.timeoutMs);
    child.stdout.on('data', (chunk: Buffer) => {
      if (!output.take(chunk)) stop(tooMuch(name, options.maxBytes));
    });
    child.stderr.on('data', (chunk: Buffer) => errors.take(chunk));
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(notStarted(name, error));
    });
    child.on('close', (exitCode, signal) => {
      clearTimeout(timer);
      if (refusal !== undefined) reject(refusal);
      else if (exitCode === 0) resolve(output.text());
      else reject(failed(name, exitCode, signal, errors.text()));
    });
  });
}

/** Collects up to `limit` bytes; `take` is false once there were more. */
function collector(limit: number) {
  const chunks: Buffer[] = [];
  let size = 0;
  return {
    take(chunk: Buffer): boolean {
      if (size < limit) chunks.push(chunk.subarray(0, limit - size));
      size += chunk.length;
      return size <= limit;
    },
    text: () => Buffer.concat(chunks).toString('utf8'),
  };
}

function killGroup(child: ChildProcess, spawn: typeof startProcess): void {
  if (child.pid === undefined) return;
  // A grandchild that left the group may hold the pipes open, and `close` would wait for it.
  child.stdout?.destroy();
  child.stderr?.destroy();
  try {
    if (process.platform === 'win32') {
      spawn('taskkill', ['/pid', String(child.pid), '/t', '/f'], { windowsHide: true }).on(
        'error',
        () => child.kill('SIGKILL'),
      );
    } else {
      process.kill(-child.pid, 'SIGKILL');
    }
  } catch (error) {
    if (!hasSystemCode(error, 'ESRCH')) throw error;
  }
}

function notStarted(name: string, error: Error): RoleValetError {
  const why =
    { ENOENT: 'was not found', EACCES: 'is not executable' }[systemCode(error) ?? ''] ??
    `could not be started (${systemCode(error) ?? error.message})`;
  return new RoleValetError(
    'COMMAND_FAILED',
    `The program ${name} ${why}`,
    'Check the command in config and the PATH of the program that runs it',
    { cause: error },
  );
}

function outOfTime(name: string, timeoutMs: number): RoleValetError {
  return new RoleValetError(
    'COMMAND_FAILED',
    `The program ${name} did not finish within ${timeoutMs / 1000} s and was ended`,
    'Run the command in a terminal to see what it waits for',
  );
}

function tooMuch(name: string, maxBytes: number): RoleValetError {
  return new RoleValetError(
    'COMMAND_FAILED',
    `The program ${name} printed more than ${maxBytes} bytes and was ended`,
    'Check that the command prints only what is asked of it',
  );
}

function failed(
  name: string,
  exitCode: number | null,
  signal: NodeJS.Signals | null,
  standardError: string,
): RoleValetError {
  const end = exitCode === null ? `was ended by ${signal}` : `failed with exit code ${exitCode}`;
  const line = firstLine(standardError);
  return new RoleValetError(
    'COMMAND_FAILED',
    `The program ${name} ${end}${line === '' ? '' : `: ${line}`}`,
    'Run the command in a terminal to see its whole answer',
  );
}

function firstLine(text: string): string {
  const line = text.split(/\r?\n/).find((candidate) => candidate.trim() !== '') ?? '';
  const printable = line.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ').trim();
  return printable.slice(0, FIRST_LINE_CHARACTERS);
}
