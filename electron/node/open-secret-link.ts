import { spawn } from 'node:child_process';
import { basename } from 'node:path';
import { RoleValetError } from '../contract/errors.ts';
import { browserArguments } from '../core/console/browser-command.ts';
import type { Environment, Random } from '../core/ports.ts';
import { systemCode } from './file-errors.ts';
import { handOverLink } from './hand-over-link.ts';
import { browserCommand, reasonAgainstBrowser } from './open-browser.ts';

export interface OpenLinkOptions {
  /** As settings have it, with `{url}`; undefined: the system's own browser. */
  readonly command: readonly string[] | undefined;
  readonly environment: Environment;
  readonly platform: NodeJS.Platform;
  readonly random: Random;
  /** Longest wait for the browser, milliseconds. */
  readonly timeoutMs: number;
}

/**
 * Opens a secret link in a browser and waits until the browser has it. Throws COMMAND_FAILED where
 * nobody would see it, the program is missing or fails, or no browser comes in time. No message and
 * no argument of a program holds the link.
 */
export async function openSecretLink(link: string, options: OpenLinkOptions): Promise<void> {
  const { command, environment, platform } = options;
  const reason = command === undefined ? reasonAgainstBrowser(environment, platform) : undefined;
  if (reason !== undefined) {
    throw new RoleValetError(
      'COMMAND_FAILED',
      `no browser can be opened from here: ${reason}`,
      'Print the link instead, with --print, and open it where a browser is.',
    );
  }
  const open = (address: string): Promise<void> =>
    start(
      command === undefined
        ? browserCommand(address, environment, platform)
        : browserArguments(command, address),
      environment,
    );
  await handOverLink(link, open, options);
}

/**
 * Starts a program that may outlive us, without a shell. Resolves when it has ended well; one that
 * stays, as a browser does, settles nothing.
 */
function start(argv: readonly string[], environment: Environment): Promise<void> {
  const [program = '', ...rest] = argv;
  const name = basename(program);
  return new Promise((resolve, reject) => {
    const child = spawn(program, rest, {
      env: { ...environment },
      stdio: 'ignore',
      detached: process.platform !== 'win32',
      windowsHide: true,
      shell: false,
    });
    child.unref();
    child.once('error', (error) => {
      const code = systemCode(error) ?? 'unknown';
      const why = code === 'ENOENT' ? 'was not found' : `could not be started (${code})`;
      reject(failure(`the browser's program ${name} ${why}`, error));
    });
    child.once('exit', (code, signal) => {
      if (code === 0) resolve();
      else reject(failure(`the browser's program ${name} failed (${code ?? signal})`));
    });
  });
}

function failure(message: string, cause?: Error): RoleValetError {
  return new RoleValetError(
    'COMMAND_FAILED',
    message,
    'Open the link yourself with --print, or correct the browser command in settings.json.',
    cause === undefined ? {} : { cause },
  );
}
