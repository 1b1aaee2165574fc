import { isRoleValetError } from '../contract/errors.ts';
import type { EnvFormat } from '../core/outputs/env/formats.ts';
import type { Clock, Environment, Random } from '../core/ports.ts';
import { openHome } from '../node/wire-app.ts';
import type { Account, Organisation } from './organisation.ts';
import { type PracticeHome, preparePracticeHome } from './practice-home.ts';
import { removePracticeKeys, storePracticeKeys } from './practice-keys.ts';
import { notePracticeOwner } from './practice-leftovers.ts';
import { addPracticePrograms } from './practice-programs.ts';
import { startPracticeSts } from './practice-sts.ts';
import { practiceTerminalLines } from './practice-terminal.ts';
import { sampleOrganisation } from './sample-organisation.ts';
import { millisecondsToNextCode, totpCode } from './totp.ts';

export interface PracticeVisitOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** The process's own environment. */
  readonly environment: Environment;
  /** The command line's program and first arguments; undefined where it can't be run by itself. */
  readonly command?: readonly string[];
}

/** A practice organisation that lives in this process, for the desktop app. */
export interface PracticeVisit {
  /** The process's environment, turned to the practice files and STS. */
  readonly environment: Environment;
  /** True where there is no keychain: the keys are then in the throw-away credentials file. */
  readonly memoryOnly: boolean;
  readonly accounts: readonly Pick<Account, 'id' | 'name'>[];
  /** What the practice device shows at `now`, and when the next code comes; epoch milliseconds. */
  code(now: number): { readonly code: string; readonly endsAt: number };
  /** Lines that turn a terminal of the user's to the organisation. */
  terminalSetUp(format: EnvFormat): string;
  /** Stops the STS and removes files and keychain items. */
  close(): Promise<void>;
}

/** Starts the organisation with its STS, throw-away files and keys. Throws what stands in the way. */
export async function openPracticeVisit(options: PracticeVisitOptions): Promise<PracticeVisit> {
  const { clock, random } = options;
  const organisation = sampleOrganisation(random);
  const sts = await startPracticeSts({ organisation, clock, random });
  try {
    const home = await preparePracticeHome({ organisation, stsUrl: sts.url });
    try {
      return await visitOf(options, organisation, home, () => sts.close());
    } catch (error) {
      await home.remove();
      throw error;
    }
  } catch (error) {
    await sts.close();
    throw error;
  }
}

async function visitOf(
  options: PracticeVisitOptions,
  organisation: Organisation,
  home: PracticeHome,
  closeSts: () => Promise<void>,
): Promise<PracticeVisit> {
  const environment = turned(options.environment, home);
  const memoryOnly = !(await hasKeychain(environment));
  await notePracticeOwner(home.folder, { processId: process.pid, memoryOnly });
  await storePracticeKeys(home, organisation, environment, memoryOnly);
  if (options.command !== undefined) {
    await addPracticePrograms(home, options.command);
  }
  const [device] = organisation.users.flatMap(({ mfaDevices }) => mfaDevices);
  return {
    environment,
    memoryOnly,
    accounts: organisation.accounts.map(({ id, name }) => ({ id, name })),
    code: (now) => ({
      code: totpCode(device?.secret ?? new Uint8Array(), now),
      endsAt: now + millisecondsToNextCode(now),
    }),
    terminalSetUp: (format) => practiceTerminalLines(home, format),
    close: async () => {
      await removePracticeKeys(environment, memoryOnly);
      await home.remove();
      await closeSts();
    },
  };
}

function turned(environment: Environment, home: PracticeHome): Environment {
  const inherited = Object.entries(environment).filter(([name]) => !home.unset.includes(name));
  return { ...Object.fromEntries(inherited), ...home.environment };
}

/** Practice is for everybody: where there is no keychain it goes without one. */
async function hasKeychain(environment: Environment): Promise<boolean> {
  const { keychain } = await openHome(environment, process.platform);
  try {
    await keychain.accounts();
    return true;
  } catch (error) {
    if (isRoleValetError(error)) {
      return false;
    }
    throw error;
  }
}
