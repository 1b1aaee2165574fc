import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  configOf,
  realContext,
  session,
} from '../../electron/core/outputs/credentials-file/credentials-file.fixture.ts';
import { writeTarget } from '../../electron/core/outputs/credentials-file/write-target.ts';
import { inTurn } from './in-turn.ts';
import { credentialsText } from './sample-files.ts';
import { median } from './statistics.ts';
import type { Measure, Result } from './types.ts';

const SECTIONS = 5_000;
const MOST_BEYOND_MS = 20;
const ROLE = 'shop-dev-deployer';

/**
 * One section into a credentials file of 5,000, beside a plain write and fsync of the same bytes. A
 * renewal is what happens all day; the first write over another program's session keeps that one in
 * the encrypted journal first.
 */
export const writeMeasure: Measure = {
  name: 'write',
  line: 'write one section into a credentials file of 5,000 sections (4 MB)',
  run: async (context) => {
    const credentialsPath = join(context.folder, 'credentials');
    const plainPath = join(context.folder, 'plain');
    const text = credentialsText(SECTIONS);
    await writeFile(credentialsPath, text, { mode: 0o600 });
    const writer = realContext(join(context.folder, 'home'));
    const write = async (target: string, round: number, isRenewal: boolean): Promise<void> => {
      const credentials = session(`${target} ${round}`);
      const wish = { config: configOf(), credentialsPath, target, role: ROLE, credentials };
      await writeTarget(writer, { ...wish, isRenewal });
    };
    await write('renewed', -1, false);
    let round = 0;
    const times = await inTurn(context.rounds(30), 3, {
      plain: () => plainWrite(plainPath, Buffer.from(text)),
      renewal: () => write('renewed', ++round, true),
      created: () => write(`new-${++round}`, round, false),
      // Every time another section that is not ours.
      replaced: () => write(`section-${++round}`, round, false),
    });
    const plain = median(times.plain);
    return [
      row('a renewal', times.renewal, plain),
      row('a new section', times.created, plain),
      row('over another program’s session, which the journal keeps', times.replaced, plain),
    ];
  },
};

/** Bytes into a file, and onto the disk. */
export async function plainWrite(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

function row(kind: string, times: readonly number[], plain: number): Result {
  const ours = median(times);
  return {
    what: `write one section of 5,000: ${kind}`,
    ours,
    theirs: plain,
    rival: 'plain write + fsync',
    ratio: ours / plain,
    target: `under ${MOST_BEYOND_MS} ms beyond`,
    holds: ours - plain < MOST_BEYOND_MS,
    unit: 'ms',
    samples: times.length,
  };
}
