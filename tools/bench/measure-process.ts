/**
 * Runs one measure in a process of its own, so that no measure pays for what another one left in
 * memory: `bench.ts` starts it, gives it the measure's name and reads what it found from its channel.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MEASURES } from './measures.ts';
import type { BenchContext, Result } from './types.ts';

/** What a measure's process says, once or twice: its line first, then what it found. */
export type Message =
  | { readonly line: string; readonly limitSeconds: number }
  | { readonly results: readonly Result[] };

const USUAL_LIMIT_SECONDS = 120;
const FEWEST_ROUNDS = 3;

const [name = '', share = '1'] = process.argv.slice(2);
const load = MEASURES[name];
if (load === undefined || process.send === undefined) {
  throw new Error(`this is started by bench.ts, and there is no measure "${name}"`);
}
const send = (message: Message): Promise<void> =>
  new Promise((resolve, reject) => {
    process.send?.(message, (error: Error | null) => (error === null ? resolve() : reject(error)));
  });
const measure = await load();
await send({ line: measure.line, limitSeconds: measure.limitSeconds ?? USUAL_LIMIT_SECONDS });
const folder = await mkdtemp(join(tmpdir(), `role-valet-bench-${name}-`));
const context: BenchContext = {
  folder,
  rounds: (usual) => Math.max(FEWEST_ROUNDS, Math.round(usual * Number(share))),
  say: (text) => process.stderr.write(`  ${text}\n`),
};
try {
  const found = await measure.run(context);
  await send({ results: 'ours' in found || 'notMeasured' in found ? [found] : found });
} finally {
  await rm(folder, { recursive: true, force: true });
}
process.disconnect();
