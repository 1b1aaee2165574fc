import { existsSync } from 'node:fs';
import { RoleValetError } from '../contract/errors.ts';
import { systemClock } from '../node/clock.ts';
import { systemRandom } from '../node/random.ts';
import type { Organisation } from '../practice/organisation.ts';
import { type PracticeHome, preparePracticeHome } from '../practice/practice-home.ts';
import { removePracticeKeys, storePracticeKeys } from '../practice/practice-keys.ts';
import { notePracticeOwner } from '../practice/practice-leftovers.ts';
import { addPracticePrograms } from '../practice/practice-programs.ts';
import { startPracticeSts } from '../practice/practice-sts.ts';
import { sampleOrganisation } from '../practice/sample-organisation.ts';
import { millisecondsToNextCode, totpCode } from '../practice/totp.ts';
import {
  PRACTICE_DEVICE_VARIABLE,
  readPracticeDevice,
  savePracticeDevice,
} from './practice-device.ts';
import { announce, runShell, showCodesUntilEnd } from './practice-visit.ts';
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
  try {
    const home = await preparePracticeHome({ organisation, stsUrl: sts.url });
    try {
      const { memoryOnly } = options;
      await notePracticeOwner(home.folder, { processId: process.pid, memoryOnly });
      return await runInHome(terminal, options, organisation, home);
    } finally {
      await home.remove();
    }
  } finally {
    await sts.close();
  }
}

async function runInHome(
  terminal: Terminal,
  options: PracticeRunOptions,
  organisation: Organisation,
  home: PracticeHome,
): Promise<number> {
  const environment = {
    ...home.environment,
    [PRACTICE_DEVICE_VARIABLE]: await savePracticeDevice(home, organisation),
    ...(options.memoryOnly ? { ROLE_VALET_MEMORY_ONLY: '1' } : {}),
  };
  const inherited = { ...terminal.environment, ...environment };
  try {
    await storePracticeKeys(home, organisation, inherited, options.memoryOnly);
    await addPracticePrograms(home, [process.execPath, process.argv[1] ?? '']);
    if (options.shell) {
      return await runShell(terminal, environment, home);
    }
    await announce(terminal, home, environment, options.json);
    await showCodesUntilEnd(terminal, environment[PRACTICE_DEVICE_VARIABLE]);
    return 0;
  } finally {
    await removePracticeKeys(inherited, options.memoryOnly);
  }
}

/** The code that the practice device shows now, and for how many seconds. */
export async function printPracticeCode(
  environment: NodeJS.ProcessEnv,
  now: number,
): Promise<{ code: string; serial: string; secondsLeft: number }> {
  const path = environment[PRACTICE_DEVICE_VARIABLE];
  // The variable outlives its organisation in terminals that were opened from it.
  if (!path || !existsSync(path)) {
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
