import { spawn } from 'node:child_process';
import { RoleValetError } from '../contract/errors.ts';
import { systemClock } from '../node/clock.ts';
import { systemRandom } from '../node/random.ts';
import { type PracticeHome, preparePracticeHome } from '../practice/practice-home.ts';
import { addPracticePrograms } from '../practice/practice-programs.ts';
import { startPracticeSts } from '../practice/practice-sts.ts';
import { sampleOrganisation } from '../practice/sample-organisation.ts';
import { millisecondsToNextCode, totpCode } from '../practice/totp.ts';
import { printJson } from './command-context.ts';
import {
  PRACTICE_DEVICE_VARIABLE,
  readPracticeDevice,
  savePracticeDevice,
} from './practice-device.ts';
import { removePracticeKeys, storePracticeKeys } from './practice-keys.ts';
import type { Terminal } from './terminal.ts';

interface PracticeRunOptions {
  readonly shell: boolean;
  readonly memoryOnly: boolean;
  readonly json: boolean;
}

/**
 * Starts the practice organisation and stays until the person ends it: with their shell, or with
 * Ctrl-C. Its keys, files and home are throw-away and gone afterwards. Gives the exit code.
 */
export async function runPractice(
  terminal: Terminal,
  options: PracticeRunOptions,
): Promise<number> {
  const organisation = sampleOrganisation(systemRandom());
  const sts = await startPracticeSts({
    organisation,
    clock: systemClock(),
    random: systemRandom(),
  });
  const home = await preparePracticeHome({ organisation, stsUrl: sts.url });
  try {
    const devicePath = await savePracticeDevice(home, organisation);
    const environment = {
      ...home.environment,
      [PRACTICE_DEVICE_VARIABLE]: devicePath,
      ...(options.memoryOnly ? { ROLE_VALET_MEMORY_ONLY: '1' } : {}),
    };
    await storePracticeKeys(terminal, home, organisation, environment, options.memoryOnly);
    await addPracticePrograms(home, [process.execPath, process.argv[1] ?? '']);
    if (options.shell) {
      return await runShell(terminal, environment, home);
    }
    await announce(terminal, home, environment, options.json);
    await showCodesUntilEnd(terminal, devicePath);
    return 0;
  } finally {
    await removePracticeKeys(home, options.memoryOnly);
    await home.remove();
    await sts.close();
  }
}

/** The code that the practice device shows now, and for how many seconds. */
export async function printPracticeCode(
  environment: NodeJS.ProcessEnv,
  now: number,
): Promise<{ code: string; serial: string; secondsLeft: number }> {
  const path = environment[PRACTICE_DEVICE_VARIABLE];
  if (path === undefined) {
    throw new RoleValetError(
      'USAGE',
      'there is no practice organisation here',
      'Start one with: role-valet practice --shell',
    );
  }
  const device = await readPracticeDevice(path);
  return {
    code: totpCode(device.secret, now),
    serial: device.serial,
    secondsLeft: Math.ceil(millisecondsToNextCode(now) / 1000),
  };
}

async function announce(
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
async function showCodesUntilEnd(terminal: Terminal, devicePath: string): Promise<void> {
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
  });
  clearTimeout(timer);
}

function runShell(
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
        PATH: `${home.binPath}:${terminal.environment.PATH ?? ''}`,
      },
    });
    // Ctrl-C belongs to what runs in the shell, not to the organisation around it.
    const ignore = (): void => undefined;
    process.on('SIGINT', ignore);
    child.once('error', reject);
    child.once('exit', (code) => {
      process.off('SIGINT', ignore);
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
