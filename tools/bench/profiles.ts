import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listRoles } from '../../electron/core/app/list-roles.ts';
import { loadContext } from '../../electron/core/app/load-context.ts';
import { practiceApp } from '../../electron/core/app/testing/practice-app.ts';
import { examine } from '../../electron/core/doctor/examine.ts';
import {
  configOf,
  realContext,
  session,
} from '../../electron/core/outputs/credentials-file/credentials-file.fixture.ts';
import { writeTarget } from '../../electron/core/outputs/credentials-file/write-target.ts';
import { readAndResolve } from './config.ts';
import { cpuTime } from './cpu-time.ts';
import { growthRow } from './growth-row.ts';
import { baseKeyText, configText, credentialsText } from './sample-files.ts';
import type { BenchContext, Measure } from './types.ts';
import { plainWrite } from './write.ts';

const SIZES = [10, 100, 1_000, 10_000, 50_000];

/** How reading, listing, checking and writing grow with the profiles of the files. */
export const profilesMeasure: Measure = {
  name: 'profiles',
  line: 'growth over profiles, 10 to 50,000',
  limitSeconds: 180,
  run: async (context) => {
    const practice = await practiceApp();
    const { app } = practice;
    const points: Record<Operation, [number, number][]> = {
      read: [],
      list: [],
      doctor: [],
      write: [],
      plain: [],
    };
    try {
      for (const size of SIZES) {
        await writeFile(app.configPath, configText(size));
        await writeFile(app.credentialsPath, baseKeyText(), { mode: 0o600 });
        const loaded = await loadContext(app);
        const times = {
          read: await cpuTime(roundsFor(context, size), () =>
            readAndResolve(app.configPath, app.credentialsPath),
          ),
          list: await cpuTime(roundsFor(context, size), () => listRoles(app, loaded)),
          doctor: await cpuTime(roundsFor(context, size), async () =>
            examine(app, await loadContext(app)),
          ),
          write: await timeWrites(context, size),
          plain: await timePlainWrites(context, size),
        };
        for (const name of OPERATIONS) points[name].push([size, times[name]]);
      }
    } finally {
      await practice.close();
    }
    const curve = (name: Operation) =>
      ({ name: NAMES[name], over: 'profiles', points: points[name] }) as const;
    const samples = roundsFor(context, 50_000);
    return [
      growthRow(curve('read'), samples),
      growthRow(curve('list'), samples),
      growthRow(curve('doctor'), samples),
      growthRow(curve('write'), samples, curve('plain')),
    ];
  },
};

const OPERATIONS = ['read', 'list', 'doctor', 'write', 'plain'] as const;
type Operation = (typeof OPERATIONS)[number];
const NAMES: Readonly<Record<Operation, string>> = {
  read: 'read and resolve all',
  list: 'list all roles',
  doctor: 'doctor',
  write: 'write of one section',
  plain: 'a plain write of the same file',
};

/** Small sizes cost next to nothing, and their times scatter most. */
function roundsFor(context: BenchContext, size: number): number {
  return context.rounds(size <= 1_000 ? 60 : size <= 10_000 ? 15 : 5);
}

async function timeWrites(context: BenchContext, sections: number): Promise<number> {
  const credentialsPath = join(context.folder, `credentials-${sections}`);
  await writeFile(credentialsPath, credentialsText(sections), { mode: 0o600 });
  const writer = realContext(join(context.folder, `home-${sections}`));
  const shared = { config: configOf(), credentialsPath, target: 'ours', role: 'ours' };
  let round = 0;
  return await cpuTime(roundsFor(context, sections), () =>
    writeTarget(writer, { ...shared, credentials: session(`ours ${++round}`) }),
  );
}

/** What the section's write is held against: copying tens of megabytes is not quite linear either. */
async function timePlainWrites(context: BenchContext, sections: number): Promise<number> {
  const bytes = Buffer.from(credentialsText(sections));
  const path = join(context.folder, 'plain');
  return await cpuTime(roundsFor(context, sections), () => plainWrite(path, bytes));
}
