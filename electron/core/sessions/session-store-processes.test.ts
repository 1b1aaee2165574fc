import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { loopCount } from '../../../tools/loops.ts';
import { type Keyring, startKeyring } from '../../../tools/with-keyring.ts';
import type { StoredSession } from './types.ts';

const FIXTURE = join(import.meta.dirname, 'session-writer.fixture.ts');
const NAMES = Array.from({ length: 10 }, (_, index) => `session ${index}`);

let keyring: Keyring;
beforeAll(async () => {
  keyring = await startKeyring();
});
afterAll(async () => {
  await keyring.stop();
});

let home: string;
beforeEach(async () => {
  home = await realpath(await mkdtemp(join(tmpdir(), 'role-valet-sessions-')));
});
afterEach(async () => {
  await rm(home, { recursive: true, force: true });
});

function start(...parameters: string[]) {
  return spawn(process.execPath, [FIXTURE, ...parameters], {
    env: { PATH: process.env.PATH, ...keyring.environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function codeOf(child: ChildProcess): Promise<number | null> {
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

interface Listed {
  readonly live: readonly StoredSession[];
  readonly notices: readonly string[];
  readonly accounts: readonly string[];
}

async function list(): Promise<Listed> {
  const child = start('list', home);
  const [output, code] = await Promise.all([text(child.stdout), codeOf(child)]);
  expect(code).toBe(0);
  return JSON.parse(output) as Listed;
}

test('ten processes that begin together agree on one key and lose nothing', async () => {
  for (let round = 0; round < loopCount(10, 1); round += 1) {
    home = await realpath(await mkdtemp(join(tmpdir(), 'role-valet-sessions-')));
    const codes = await Promise.all(NAMES.map((name) => codeOf(start('put', home, name))));
    expect(codes).toEqual(NAMES.map(() => 0));
    const { live, notices, accounts } = await list();
    expect(live.map(({ identity }) => identity).sort()).toEqual(NAMES);
    expect(notices).toEqual([]);
    expect(accounts).toEqual(['cache-key']);
    await rm(home, { recursive: true, force: true });
  }
});

test('a process killed while it writes leaves a whole file', async () => {
  await codeOf(start('put', home, 'kept'));
  let most = 0;
  const check = ({ live, notices }: Listed, round: string): void => {
    const names = live.map(({ identity }) => identity);
    expect(names, round).toContain('kept');
    expect(names.length, round).toBeGreaterThanOrEqual(most);
    expect(notices, round).toEqual([]);
    most = names.length;
  };
  for (let round = 0; round < loopCount(200, 20); round += 1) {
    const child = start('put-forever', home, join(home, `locks-${round}`));
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    // What the last victim left is the first line; the second says that this one has written.
    const { value = '' } = await lines.next();
    check(JSON.parse(value) as Listed, `round ${round}`);
    await lines.next();
    await pause(Math.random() * 30);
    const ended = codeOf(child);
    child.kill('SIGKILL');
    await ended;
  }
  check(await list(), 'after the last round');
  expect(most).toBeGreaterThan(1);
});

test('no file of the home holds a secret in plain, not even after a kill', async () => {
  const child = start('put-forever', home, join(home, 'locks'));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  await lines.next();
  await lines.next();
  const ended = codeOf(child);
  child.kill('SIGKILL');
  await ended;
  let files = 0;
  for (const entry of await readdir(home, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    files += 1;
    const content = await readFile(join(entry.parentPath, entry.name), 'latin1');
    expect(content).not.toMatch(/wJalrXUtnFEMI|IQoJb3JpZ2lu|ASIAIOSFODNN7/);
  }
  expect(files).toBeGreaterThan(0);
});
