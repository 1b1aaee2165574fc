/**
 * `npm run bench`: runs every measure, or those that are named, and prints one table: our figure, the
 * rival's of the same run, the target, and whether it holds.
 *
 *   --quick        a fifth of the rounds, to see that all of it works
 *   --json PATH    where the figures go (bench-results.json)
 *   --write-docs   draws the scaling curves into docs/pictures/scaling.svg
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { curvePicture } from './curve-picture.ts';
import type { Message } from './measure-process.ts';
import { MEASURES } from './measures.ts';
import { type Section, tableMarkdown, tableText } from './result-table.ts';
import type { Curve, Result } from './types.ts';

const HERE = import.meta.dirname;
const PICTURE = join(HERE, '..', '..', 'docs', 'pictures', 'scaling.svg');
const QUICK_SHARE = 0.2;
/** A measure's process that says nothing at all, not even its line, is ended after this. */
const START_SECONDS = 20;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'string', default: 'bench-results.json' },
    markdown: { type: 'boolean', default: false },
    'write-docs': { type: 'boolean', default: false },
  },
});
const unknown = positionals.filter((name) => MEASURES[name] === undefined);
if (unknown.length > 0) {
  console.error(`no measure ${unknown.join(', ')}; there are: ${Object.keys(MEASURES).join(', ')}`);
  process.exit(2);
}
const names = positionals.length > 0 ? positionals : Object.keys(MEASURES);
const started = performance.now();
const sections: Section[] = [];
for (const name of names) {
  process.stderr.write(`${name} ...\n`);
  sections.push(await section(name));
}
const machine = {
  date: new Date().toISOString(),
  node: process.version,
  system: `${process.platform} ${release()} ${process.arch}`,
  processors: `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}`,
  memoryGigabytes: Math.round(totalmem() / 2 ** 30),
  quick: values.quick,
  seconds: Math.round((performance.now() - started) / 1000),
};
console.log(values.markdown ? tableMarkdown(sections) : tableText(sections));
console.log(
  `${machine.date}, ${machine.node}, ${machine.system}, ${machine.processors}; ${machine.seconds} s`,
);
await writeFile(values.json, `${JSON.stringify({ machine, sections }, null, 2)}\n`);
if (values['write-docs']) {
  const curves = sections.flatMap(({ results }) => results.flatMap(curveOf));
  if (curves.length > 0) await writeFile(PICTURE, curvePicture(curves));
}

/** Runs one measure to its end. One that fails or hangs is told, and harms no other. */
async function section(name: string): Promise<Section> {
  const begun = performance.now();
  let line = name;
  let results: readonly Result[] | undefined;
  let isLate = false;
  const share = values.quick ? QUICK_SHARE : 1;
  const child = fork(join(HERE, 'measure-process.ts'), [name, String(share)], {
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 2, 2, 'ipc'],
    // What a measure starts ends with it.
    detached: process.platform !== 'win32',
  });
  const end = (): void => {
    isLate = true;
    endGroup(child.pid);
  };
  let timer = setTimeout(end, START_SECONDS * 1000);
  child.on('message', (message: Message) => {
    clearTimeout(timer);
    if ('line' in message) {
      line = message.line;
      timer = setTimeout(end, message.limitSeconds * 1000);
    } else {
      results = message.results;
      timer = setTimeout(end, START_SECONDS * 1000);
    }
  });
  const interrupted = (): void => endGroup(child.pid);
  process.once('SIGINT', interrupted);
  const [code, signal] = await once(child, 'exit');
  process.off('SIGINT', interrupted);
  clearTimeout(timer);
  const reason = isLate ? 'it took too long' : `its process ended with ${signal ?? code}`;
  return {
    name,
    line,
    results: results ?? [{ target: '', notMeasured: `${reason}; see above` }],
    seconds: Math.round((performance.now() - begun) / 100) / 10,
  };
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch (error) {
    // It ended by itself meanwhile.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function curveOf(result: Result): readonly Curve[] {
  return 'curve' in result && result.curve !== undefined ? [result.curve] : [];
}
