import {
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type FileWatch, watchFiles } from './watch-files.ts';

let root: string;
let opened: FileWatch[] = [];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'role-valet-watch-'));
});

afterEach(() => {
  for (const watch of opened) watch.close();
  opened = [];
  rmSync(root, { recursive: true, force: true });
});

/** Starts a watch; `next()` waits for a call that was not yet waited for. */
async function start(...paths: string[]) {
  const calls: (readonly string[])[] = [];
  let wake = (): void => undefined;
  const watch = watchFiles(
    paths,
    (changed) => {
      calls.push(changed);
      wake();
    },
    { debounceMs: 20 },
  );
  opened.push(watch);
  await watch.ready;
  const next = async (): Promise<readonly string[]> => {
    while (calls.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    return calls.shift() ?? [];
  };
  return { watch, calls, next };
}

const path = (...parts: string[]) => join(root, ...parts);

/** Longer than the debounce and the look after it. */
const quiet = () => new Promise((resolve) => setTimeout(resolve, 200));

describe('a change is told', () => {
  test('of a file that is written in place, again and again', async () => {
    writeFileSync(path('config'), 'a');
    const { next } = await start(path('config'), path('credentials'));
    for (const content of ['b', 'c']) {
      writeFileSync(path('config'), content);
      expect(await next()).toEqual([path('config')]);
    }
  });

  test('of a file that is replaced by a rename, again and again', async () => {
    writeFileSync(path('config'), 'a');
    const { next } = await start(path('config'));
    for (const content of ['b', 'c']) {
      writeFileSync(path('temp'), content);
      renameSync(path('temp'), path('config'));
      expect(await next()).toEqual([path('config')]);
    }
  });

  test('of a file that comes and goes', async () => {
    const { next } = await start(path('config'));
    writeFileSync(path('config'), '');
    expect(await next()).toEqual([path('config')]);
    unlinkSync(path('config'));
    expect(await next()).toEqual([path('config')]);
  });

  test('of a file whose folders come one by one, go, and come back', async () => {
    const { next } = await start(path('home', '.aws', 'config'));
    for (const content of ['a', 'b']) {
      mkdirSync(path('home', '.aws'), { recursive: true });
      writeFileSync(path('home', '.aws', 'config'), content);
      expect(await next()).toEqual([path('home', '.aws', 'config')]);
      rmSync(path('home'), { recursive: true });
      expect(await next()).toEqual([path('home', '.aws', 'config')]);
    }
  });

  test('of a file in a folder that is removed and made anew at once', async () => {
    mkdirSync(path('.aws'));
    writeFileSync(path('.aws', 'config'), 'a');
    const { next } = await start(path('.aws', 'config'));
    rmSync(path('.aws'), { recursive: true });
    mkdirSync(path('.aws'));
    writeFileSync(path('.aws', 'config'), 'b');
    expect(await next()).toEqual([path('.aws', 'config')]);
    await quiet();
    writeFileSync(path('.aws', 'config'), 'c');
    expect(await next()).toEqual([path('.aws', 'config')]);
  });

  test('of a file in a folder that is replaced by another', async () => {
    mkdirSync(path('.aws'));
    writeFileSync(path('.aws', 'config'), 'a');
    mkdirSync(path('other'));
    writeFileSync(path('other', 'config'), 'b');
    const { next } = await start(path('.aws', 'config'));
    renameSync(path('.aws'), path('old'));
    renameSync(path('other'), path('.aws'));
    expect(await next()).toEqual([path('.aws', 'config')]);
    await quiet();
    writeFileSync(path('.aws', 'config'), 'c');
    expect(await next()).toEqual([path('.aws', 'config')]);
  });
});

describe.skipIf(process.platform === 'win32')('through symbolic links a change is told', () => {
  test('of the file behind a chain of links', async () => {
    mkdirSync(path('dotfiles'));
    writeFileSync(path('dotfiles', 'aws'), 'a');
    symlinkSync(path('dotfiles', 'aws'), path('middle'));
    symlinkSync('middle', path('config'));
    const { next } = await start(path('config'));
    writeFileSync(path('dotfiles', 'aws'), 'b');
    expect(await next()).toEqual([path('config')]);
    writeFileSync(path('dotfiles', 'temp'), 'c');
    renameSync(path('dotfiles', 'temp'), path('dotfiles', 'aws'));
    expect(await next()).toEqual([path('config')]);
  });

  test('of a link that is turned elsewhere, and then of its new file', async () => {
    mkdirSync(path('one'));
    mkdirSync(path('two'));
    writeFileSync(path('one', 'config'), 'a');
    writeFileSync(path('two', 'config'), 'b');
    symlinkSync('one', path('.aws'));
    const { next } = await start(path('.aws', 'config'));
    symlinkSync('two', path('new-link'));
    renameSync(path('new-link'), path('.aws'));
    expect(await next()).toEqual([path('.aws', 'config')]);
    writeFileSync(path('two', 'config'), 'c');
    expect(await next()).toEqual([path('.aws', 'config')]);
  });

  test('of a file that a dangling link points to, and not where links go round', async () => {
    symlinkSync(path('later'), path('config'));
    symlinkSync('loop', path('loop'));
    const { next } = await start(path('config'), path('loop'));
    writeFileSync(path('later'), 'a');
    expect(await next()).toEqual([path('config')]);
  });
});

describe('nothing is told', () => {
  test('of other files, nor where nothing changed', async () => {
    writeFileSync(path('config'), 'a');
    const { calls } = await start(path('config'));
    writeFileSync(path('other'), 'b');
    await quiet();
    expect(calls).toEqual([]);
  });

  test('twice of changes in quick succession', async () => {
    const { calls, next } = await start(path('config'), path('credentials'));
    for (let index = 0; index < 5; index++) writeFileSync(path('config'), String(index));
    writeFileSync(path('credentials'), 'x');
    expect(await next()).toEqual([path('config'), path('credentials')]);
    await quiet();
    expect(calls).toEqual([]);
  });

  test('after the end of the watch', async () => {
    const { watch, calls } = await start(path('config'));
    writeFileSync(path('config'), 'a');
    watch.close();
    writeFileSync(path('config'), 'b');
    await quiet();
    expect(calls).toEqual([]);
  });
});
