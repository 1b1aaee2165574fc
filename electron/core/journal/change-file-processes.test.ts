import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { loopCount } from '../../../tools/loops.ts';
import { strictFaults } from '../aws-config/strict-check.ts';
import { headers } from '../outputs/credentials-file/section-text.ts';

const AWS = '/usr/bin/aws';
const ROUNDS = loopCount(1_000, 40);
const OTHERS = Array.from(
  { length: 40 },
  (_, index) => `# profile ${index}\n[other-${index}]\nregion = eu-west-1\n\n`,
).join('');

const exitOf = (child: ChildProcess) =>
  new Promise((resolve) => child.once('close', (code) => resolve(code)));

/** Half of what stands there at most: the AWS CLI truncates before it writes. */
const isWhole = (text: string) =>
  Array.from({ length: 40 }, (_, i) => `[other-${i}]`).every((header) => text.includes(header));

test.skipIf(!existsSync(AWS))(
  'beside "aws configure set" and a saving editor, nothing is torn, doubled or lost by us',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'role-valet-beside-'));
    const path = join(folder, 'credentials');
    await writeFile(path, OTHERS, { mode: 0o600 });
    const script = join(import.meta.dirname, 'journal.fixture.ts');
    const environment = {
      PATH: '/usr/bin:/bin',
      HOME: folder,
      AWS_SHARED_CREDENTIALS_FILE: path,
      AWS_CONFIG_FILE: join(folder, 'config'),
    };
    const ours = spawn(process.execPath, [script, 'edit', folder, 'word']);
    let [output, complaints, isRunning] = ['', '', true];
    ours.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    ours.stderr.on('data', (chunk: Buffer) => {
      complaints += chunk.toString();
    });
    const ended = exitOf(ours).finally(() => {
      isRunning = false;
    });

    // An editor reads, and a moment later saves by a rename of its own, as vim and VS Code do.
    let saved = 0;
    const editor = (async () => {
      while (isRunning) {
        const text = await readFile(path, 'utf8');
        // What an editor does with a file that another program has just truncated is not ours to judge.
        if (isWhole(text)) {
          const line = `# saved ${saved}\n`;
          await writeFile(`${path}~`, text.replace(/^# saved \d+\n|^/, line), { mode: 0o600 });
          // It asks before it saves over a file that was changed.
          if ((await readFile(path, 'utf8')) === text) {
            await rename(`${path}~`, path);
            saved++;
          }
        }
        await pause(20 + Math.random() * 60);
      }
    })();
    let looks = 0;
    const reader = (async () => {
      while (isRunning) {
        const text = await readFile(path, 'utf8');
        const names = [...headers(text)].map(({ name }) => name);
        expect(new Set(names).size).toBe(names.length);
        expect(strictFaults(text, 'credentials')).toEqual([]);
        looks++;
        await pause(2);
      }
    })();
    // Gone at once: somebody's rename came between another's last look at the file and its own.
    let lost = 0;
    for (let round = 0; round < ROUNDS && isRunning; round++) {
      const argv = ['configure', 'set', 'aws_access_key_id', `set-${round}`, '--profile', 'cli'];
      await promisify(execFile)(AWS, argv, { env: environment });
      if (!(await readFile(path, 'utf8')).includes(`aws_access_key_id = set-${round}\n`)) lost++;
    }
    ours.stdin.end();
    const exitCode = await ended;
    await Promise.all([editor, reader]);
    expect(complaints).toBe('');
    expect(exitCode).toBe(0);
    const text = await readFile(path, 'utf8');
    expect(isWhole(text)).toBe(true);
    expect(strictFaults(text, 'credentials')).toEqual([]);
    const windows = (JSON.parse(output) as number[]).toSorted((one, other) => one - other);
    const at = (share: number) => windows[Math.floor((windows.length - 1) * share)];
    process.stdout.write(
      `${windows.length} changes of ours beside ${ROUNDS} of the AWS CLI (${lost} lost at once, to us or the editor) and ${saved} of an editor, ${looks} looks; from the last look at the file to its new content: median ${at(0.5)} µs, 99th percentile ${at(0.99)} µs, longest ${at(1)} µs\n`,
    );
    await rm(folder, { recursive: true, force: true });
  },
  1_800_000,
);
