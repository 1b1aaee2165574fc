import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

const MODULE = pathToFileURL(join(import.meta.dirname, 'end-process.ts')).href;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'role-valet-end-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Runs a program that imports `endProcess`; gives its output's length and exit code. */
async function run(program: string): Promise<{ length: number; code: number | null }> {
  const source = `import { endProcess } from ${JSON.stringify(MODULE)};\n${program}`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', source], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const output = await text(child.stdout);
  const [code] = (await ended) as [number | null];
  return { length: output.length, code };
}

test('work that is still under way is finished, and the code is kept', async () => {
  const program = `endProcess(3); setTimeout(() => process.stdout.write('done'), 100);`;
  expect(await run(program)).toEqual({ length: 4, code: 3 });
});

// Opening a pipe that nobody writes to waits in a thread for ever, as a keychain's prompt does.
// With process.exit this process would never end.
test.skipIf(process.platform === 'win32')(
  'a thread that never comes back does not hold the process, and no output is lost',
  async () => {
    const fifo = join(folder, 'fifo');
    execFileSync('mkfifo', [fifo]);
    const program = `import { open } from 'node:fs';
open(${JSON.stringify(fifo)}, 'r', () => undefined);
process.stdout.write('x'.repeat(1_000_000));
endProcess(5);`;
    expect(await run(program)).toEqual({ length: 1_000_000, code: 5 });
  },
);
