import { spawn } from 'node:child_process';
import { delimiter } from 'node:path';
import type { PracticeHome } from '../practice/practice-home.ts';
import { millisecondsToNextCode, totpCode } from '../practice/totp.ts';
import { printJson } from './command-context.ts';
import { readPracticeDevice } from './practice-device.ts';
import type { Terminal } from './terminal.ts';

/** Tells how another terminal gets into the practice organisation. */
export async function announce(
  terminal: Terminal,
  home: PracticeHome,
  environment: Readonly<Record<string, string>>,
  json: boolean,
): Promise<void> {
  if (json) {
    printJson(terminal, { environment, unset: home.unset });
    return;
  }
  const exports = Object.entries(environment).map(
    ([name, value]) => `export ${name}='${value.replaceAll("'", "'\\''")}'`,
  );
  terminal.print(
    `unset ${home.unset.join(' ')}\n${exports.join('\n')}\nexport PATH='${home.binPath}':"$PATH"\n\n# Paste these lines into another terminal, then try: role-valet roles\n# Ctrl-C here ends the organisation.\n`,
  );
}

/** Shows each code as it comes up where a person looks on, until Ctrl-C or a termination. */
export async function showCodesUntilEnd(terminal: Terminal, devicePath: string): Promise<void> {
  const device = await readPracticeDevice(devicePath);
  let timer: NodeJS.Timeout | undefined;
  const show = (): void => {
    const now = Date.now();
    terminal.note(`MFA code now: ${totpCode(device.secret, now)}`);
    timer = setTimeout(show, millisecondsToNextCode(now));
  };
  if (terminal.canAsk) {
    show();
  }
  // A pending server keeps the process alive; the signals end the wait, not the process.
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
    process.once('SIGHUP', () => resolve());
  });
  clearTimeout(timer);
}

/** Runs the person's own shell inside, and gives its exit code. */
export function runShell(
  terminal: Terminal,
  environment: Readonly<Record<string, string>>,
  home: PracticeHome,
): Promise<number> {
  const shell =
    terminal.environment.SHELL ?? (process.platform === 'win32' ? 'cmd.exe' : '/bin/sh');
  terminal.note(
    'Practice shell: try role-valet roles. Codes: role-valet practice --code. Leave with: exit',
  );
  return new Promise((resolve, reject) => {
    const child = spawn(shell, [], {
      stdio: 'inherit',
      env: {
        ...withoutVariables(terminal.environment, home.unset),
        ...environment,
        PATH: `${home.binPath}${delimiter}${terminal.environment.PATH ?? ''}`,
      },
    });
    // Ctrl-C belongs to what runs in the shell, not to the organisation around it.
    const ignore = (): void => undefined;
    process.on('SIGINT', ignore);
    // A closed terminal or a termination ends the shell, and the organisation cleans up behind it.
    const end = (): void => {
      child.kill('SIGHUP');
    };
    process.on('SIGTERM', end);
    process.on('SIGHUP', end);
    child.once('error', reject);
    child.once('exit', (code) => {
      process.off('SIGINT', ignore);
      process.off('SIGTERM', end);
      process.off('SIGHUP', end);
      resolve(code ?? 1);
    });
  });
}

function withoutVariables(
  environment: NodeJS.ProcessEnv,
  names: readonly string[],
): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !names.includes(name)));
}
