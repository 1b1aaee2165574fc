import { readdir, readFile } from 'node:fs/promises';

/** Kernel clock ticks a second in /proc; 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/** What a process has used so far. */
export interface ProcessUse {
  readonly cpuSeconds: number;
  /** How often one of its threads went to sleep of its own accord, and so was woken later. */
  readonly wakeUps: number;
}

/** CPU time and wake-ups of a running process, all threads, from /proc. Linux only. */
export async function processUse(pid: number): Promise<ProcessUse> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  // The name in parentheses may hold blanks: fields are counted behind it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  const threads = await readdir(`/proc/${pid}/task`);
  const counts = await Promise.all(
    threads.map(async (thread) => {
      const status = await readFile(`/proc/${pid}/task/${thread}/status`, 'utf8');
      return Number(/^voluntary_ctxt_switches:\s*(\d+)/m.exec(status)?.[1] ?? 0);
    }),
  );
  return {
    cpuSeconds: ticks / TICKS_PER_SECOND,
    wakeUps: counts.reduce((sum, count) => sum + count, 0),
  };
}

/** Processes whose environment and command line both hold the given words. */
export async function findProcesses(inEnvironment: string, inCommand: string): Promise<number[]> {
  const numbers = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    numbers.map(async (number) => {
      try {
        const environment = await readFile(`/proc/${number}/environ`, 'latin1');
        const command = await readFile(`/proc/${number}/cmdline`, 'latin1');
        return environment.includes(inEnvironment) && command.includes(inCommand);
      } catch (error) {
        // It ended while it was looked at, or is another user's.
        if (typeof (error as NodeJS.ErrnoException).code === 'string') return false;
        throw error;
      }
    }),
  );
  return numbers.filter((_, index) => found[index]).map(Number);
}
