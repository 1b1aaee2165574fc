import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loopCount } from '../../tools/loops.ts';
import { nodeLocks } from './locks.ts';

let folder: string;
let home: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'role-valet-locks-'));
  home = join(folder, 'home', 'locks');
  path = join(folder, 'credentials');
  await writeFile(path, '0');
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const script = join(import.meta.dirname, 'locks.fixture.ts');
const start = (...args: string[]) => spawn(process.execPath, [script, ...args]);
const exitOf = (child: ChildProcess) => new Promise((resolve) => child.once('exit', resolve));
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('within one process', () => {
  test('work under one name runs one after the other', async () => {
    const order: string[] = [];
    const [first, second] = [nodeLocks(home), nodeLocks(home)];
    const work = (name: string) => async () => {
      order.push(`${name} in`);
      await pause(20);
      order.push(`${name} out`);
    };
    await Promise.all([
      first.withLock('targets', work('a')),
      second.withLock('targets', work('b')),
      first.withLock('targets', work('c')),
    ]);
    expect(order).toHaveLength(6);
    for (const index of [0, 2, 4]) {
      expect(order[index + 1]).toBe(order[index]?.replace(' in', ' out'));
    }
  });

  test('gives the result, passes the error on, and lets go either way', async () => {
    const locks = nodeLocks(home);
    const failure = new Error('work failed');
    await expect(locks.withLock('x', () => Promise.reject(failure))).rejects.toBe(failure);
    expect(await locks.withLock('x', async () => 7)).toBe(7);
    expect(await readdir(home)).toEqual([]);
  });

  test('a waiter gives up with a message that says who holds it', async () => {
    const locks = nodeLocks(home);
    const order: string[] = [];
    const entered = Promise.withResolvers<void>();
    const holding = locks.withLock('x', async () => {
      entered.resolve();
      await pause(200);
      order.push('holder');
    });
    await entered.promise;
    const impatient = locks.withLock('x', async () => order.push('impatient'), 20);
    const patient = locks.withLock('x', async () => order.push('patient'));
    await expect(impatient).rejects.toMatchObject({
      code: 'LOCK_TIMEOUT',
      message: expect.stringMatching(/^The lock for "x" is held by this same process, since 20/),
    });
    await Promise.all([holding, patient]);
    expect(order).toEqual(['holder', 'patient']);
  });

  test('a name that is no file name is hashed', async () => {
    const locks = nodeLocks(home);
    const names = await locks.withLock('../a b', () => readdir(home));
    expect(names).toEqual([expect.stringMatching(/^[0-9a-f]{32}\.lock$/)]);
  });
});

describe('a file', () => {
  test('is locked beside its real path, so that two homes and two paths meet', async () => {
    await symlink('credentials', join(folder, 'link'));
    const order: number[] = [];
    const entered = Promise.withResolvers<void>();
    const first = nodeLocks(home).withFileLock(path, async () => {
      entered.resolve();
      await pause(50);
      order.push(1);
    });
    await entered.promise;
    const other = nodeLocks(join(folder, 'other'));
    await other.withFileLock(join(folder, 'link'), async () => order.push(2));
    await first;
    expect(order).toEqual([1, 2]);
    expect((await readdir(folder)).sort()).toEqual(['credentials', 'link']);
  });

  test('a missing folder is created', async () => {
    const missing = join(folder, '.aws', 'credentials');
    expect(await nodeLocks(home).withFileLock(missing, async () => 1)).toBe(1);
  });

  const isRoot = process.getuid?.() === 0;
  test.runIf(isRoot)('in a folder that is not writable, the home keeps the lock', async () => {
    await chmod(folder, 0o755);
    await mkdir(home, { recursive: true });
    execFileSync('chown', ['-R', '65534', join(folder, 'home'), path]);
    const options = { uid: 65_534, gid: 65_534 };
    execFileSync(process.execPath, [script, 'count', home, path, '2'], options);
    expect(await readFile(path, 'utf8')).toBe('2');
  });
});

describe('between processes', () => {
  test('no count is lost', async () => {
    const rounds = loopCount(50, 10);
    const children = Array.from({ length: 6 }, (_, index) =>
      start('count', join(folder, `home-${index % 2}`), path, String(rounds)),
    );
    const codes = await Promise.all(children.map(exitOf));
    expect(codes).toEqual([0, 0, 0, 0, 0, 0]);
    expect(await readFile(path, 'utf8')).toBe(String(6 * rounds));
  });

  test('a killed holder is freed for one waiter after the other', async () => {
    const holder = start('hold', home, path);
    await new Promise((resolve) => holder.stdout.once('data', resolve));
    const locks = nodeLocks(home);
    await expect(locks.withFileLock(path, async () => 1, 50)).rejects.toMatchObject({
      code: 'LOCK_TIMEOUT',
      message: expect.stringContaining(`${path} is held by process ${holder.pid}, since`),
    });
    holder.kill('SIGKILL');
    await exitOf(holder);
    const children = Array.from({ length: 4 }, () => start('count', home, path, '5'));
    await Promise.all(children.map(exitOf));
    expect(await readFile(path, 'utf8')).toBe('20');
    expect((await readdir(folder)).sort()).toEqual(['credentials']);
  });
});
