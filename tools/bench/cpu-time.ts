/**
 * Milliseconds of this process's CPU that a round takes, all threads and the system's part included:
 * what growth is told by, since neither a busy machine nor a slow disk bends it. A quarter of the
 * rounds run first and do not count.
 */
export async function cpuTime(rounds: number, run: () => unknown): Promise<number> {
  for (let round = 0; round < Math.ceil(rounds / 4); round += 1) await run();
  globalThis.gc?.();
  const before = process.cpuUsage();
  for (let round = 0; round < rounds; round += 1) await run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / rounds;
}
