import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { median } from './statistics.ts';
import type { Measure } from './types.ts';

const SIZES = [10, 1_000, 5_000];
const MEGABYTE = 2 ** 20;
/** A role's facts, its place in the snapshot, and the text that it was read from. */
const MOST_KILOBYTES_PER_ROLE = 12;

interface Use {
  readonly heapUsed: number;
  readonly rss: number;
}

/** Memory of main: the desktop's core without a runtime, at 10, 1,000 and 5,000 roles. */
export const memoryMeasure: Measure = {
  name: 'memory',
  line: 'memory of main',
  run: async (context) => {
    const uses = new Map<number, readonly Use[]>();
    for (const size of SIZES) {
      const all: Use[] = [];
      for (let round = 0; round < Math.min(3, context.rounds(3)); round += 1)
        all.push(await use(size));
      uses.set(size, all);
    }
    const heap = (size: number): number =>
      median((uses.get(size) ?? []).map(({ heapUsed }) => heapUsed)) / MEGABYTE;
    const rss = (size: number): number =>
      median((uses.get(size) ?? []).map((one) => one.rss)) / MEGABYTE;
    const least = SIZES[0] ?? 0;
    return SIZES.map((size) => {
      const most = heap(least) + ((size - least) * MOST_KILOBYTES_PER_ROLE) / 1024;
      return {
        what: `memory of main at ${size.toLocaleString('en-GB')} roles: heap after collection`,
        ours: heap(size),
        target:
          size === least ? 'under 40 MB' : `at most ${MOST_KILOBYTES_PER_ROLE} kB more a role`,
        holds: size === least ? heap(size) < 40 : heap(size) <= most,
        unit: 'MB',
        note: `${rss(size).toFixed(0)} MB resident, Node itself and the practice STS in the same process included`,
        samples: uses.get(size)?.length ?? 0,
      };
    });
  },
};

async function use(roles: number): Promise<Use> {
  const child = join(import.meta.dirname, 'memory-child.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--expose-gc',
    child,
    String(roles),
  ]);
  return JSON.parse(stdout) as Use;
}
