import { execFileSync } from 'node:child_process';
import {
  chmod,
  link,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { mountOrSkip, smallDiskOrSkip } from '../../node/mounts.fixture.ts';
import { undoChange } from '../app/undo-change.ts';
import { type ChangeApp, changeFile, changeFiles } from './change-file.ts';
import { journalApp } from './journal.fixture.ts';
import { entryNames } from './journal-store.ts';
import { pendingNames } from './pending-change.ts';

let folder: string;
let app: ChangeApp;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'role-valet-journal-'));
  app = journalApp(folder);
  await writeFile(app.configPath, '[profile x]\n');
  await writeFile(app.credentialsPath, '[x]\nk = v\n', { mode: 0o600 });
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const config = () => readFile(app.configPath, 'utf8');
const credentials = () => readFile(app.credentialsPath, 'utf8');
const append = (line: string) => (text: string) => `${text}${line}\n`;
const change = (edit: (text: string) => string, of: ChangeApp = app) =>
  changeFile(of, { file: 'config', reason: 'test', edit });
const changeBoth = (of: ChangeApp = app) =>
  changeFiles(of, {
    reason: 'both',
    edits: [
      { file: 'config', edit: append('# one') },
      { file: 'credentials', edit: append('# two') },
    ],
  });

/** The app beside a program that appends a line between our read and our last look, `times` times. */
function besideWriter(times: number): ChangeApp {
  let looks = 0;
  const isUnchanged: ChangeApp['files']['isUnchanged'] = async (state) => {
    if (++looks <= times) await writeFile(state.path, `${await readFile(state.path)}# busy\n`);
    return (await app.files.isUnchanged?.(state)) ?? false;
  };
  return { ...app, files: { ...app.files, isUnchanged } };
}

describe('one file', () => {
  test('is edited, journalled, and no mark is left', async () => {
    const { entryId, paths, notices } = await change(append('region = eu-west-1'));
    expect(await config()).toBe('[profile x]\nregion = eu-west-1\n');
    expect(paths).toEqual([app.configPath]);
    expect(notices).toEqual([]);
    expect((await entryNames(app)).map(({ id }) => id)).toEqual([entryId]);
    expect(await readdir(join(folder, 'home', 'journal'))).toHaveLength(1);
  });

  test('the same text writes nothing and makes no entry', async () => {
    await utimes(app.configPath, 1, 1);
    expect(await change((text) => text)).toEqual({ entryId: undefined, paths: [], notices: [] });
    expect((await stat(app.configPath)).mtimeMs).toBe(1000);
    expect(await entryNames(app)).toEqual([]);
  });

  test('what another program wrote meanwhile is edited in its turn', async () => {
    await change(append('region = eu-west-1'), besideWriter(2));
    expect(await config()).toBe('[profile x]\n# busy\n# busy\nregion = eu-west-1\n');
    expect(await entryNames(app)).toHaveLength(1);
  });

  test('a program that keeps writing is not written over, and no entry stays', async () => {
    await expect(change(append('k = v'), besideWriter(99))).rejects.toMatchObject({
      code: 'FILE_CHANGED',
    });
    expect(await config()).toBe(`[profile x]\n${'# busy\n'.repeat(20)}`);
    expect(await readdir(join(folder, 'home', 'journal'))).toEqual([]);
  });

  test('a fault that the AWS CLI stumbles over is not brought in; an old one may stay', async () => {
    await expect(change(append('[profile x]'))).rejects.toMatchObject({
      code: 'EDIT_REFUSED',
      message: expect.stringMatching(/line 2: \[profile x\] stands twice/),
    });
    expect(await config()).toBe('[profile x]\n');
    await writeFile(app.configPath, '[a]\n[a]\n');
    await change(append('[b]'));
    expect(await config()).toBe('[a]\n[a]\n[b]\n');
  });

  test('what the edit throws leaves file and lock as they were', async () => {
    const fault = new Error('no');
    const failing = change(() => {
      throw fault;
    });
    await expect(failing).rejects.toBe(fault);
    await change(append('# free'));
    expect(await config()).toBe('[profile x]\n# free\n');
  });

  test('an encoding that the file had stays, and comes back', async () => {
    const bytes = Buffer.from('\ufeff[profile x]\r\n', 'utf16le');
    await writeFile(app.configPath, bytes);
    await change((text) => `${text}region = eu-west-1\r\n`);
    expect(await readFile(app.configPath, 'utf16le')).toBe(
      '\ufeff[profile x]\r\nregion = eu-west-1\r\n',
    );
    await undoChange(app);
    expect(await readFile(app.configPath)).toEqual(bytes);
  });

  test('the config file keeps its mode; the credentials file becomes the user’s alone', async () => {
    await chmod(app.configPath, 0o644);
    await chmod(app.credentialsPath, 0o644);
    const { notices } = await changeBoth();
    expect((await stat(app.configPath)).mode & 0o777).toBe(0o644);
    expect((await stat(app.credentialsPath)).mode & 0o777).toBe(0o600);
    expect(notices).toEqual([expect.stringMatching(/^Other users could read .*credentials/)]);
  });

  test('a file that was not there is made for the user alone, and undone goes again', async () => {
    await rm(app.configPath);
    await change(append('[profile new]'));
    expect((await stat(app.configPath)).mode & 0o777).toBe(0o600);
    const { entryId } = await undoChange(app);
    expect((await app.files.read(app.configPath)).exists).toBe(false);
    await undoChange(app, entryId);
    expect(await config()).toBe('[profile new]\n');
  });

  test('without a keychain: one copy beside the file, and a notice', async () => {
    const { entryId, notices } = await change(append('k = v'), { ...app, sealer: undefined });
    expect(entryId).toBeUndefined();
    expect(notices).toEqual([expect.stringContaining(`${app.configPath}.role-valet-backup`)]);
    expect(await readFile(`${app.configPath}.role-valet-backup`, 'utf8')).toBe('[profile x]\n');
    expect((await stat(`${app.configPath}.role-valet-backup`)).mode & 0o777).toBe(0o600);
    expect(await readdir(join(folder, 'home', 'journal'))).toEqual([]);
  });

  test('secrets stand nowhere in the open', async () => {
    const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
    await changeFile(app, {
      file: 'credentials',
      reason: 'test',
      edit: append(`aws_secret_access_key = ${secret}`),
    });
    for (const name of await readdir(join(folder, 'home', 'journal'))) {
      const text = await readFile(join(folder, 'home', 'journal', name), 'latin1');
      expect(text).not.toContain(secret);
    }
  });
});

describe('both files', () => {
  test('are one entry, and one undo', async () => {
    await changeBoth();
    expect(await entryNames(app)).toHaveLength(1);
    expect(await config()).toBe('[profile x]\n# one\n');
    expect(await credentials()).toBe('[x]\nk = v\n# two\n');
    await undoChange(app);
    expect(await config()).toBe('[profile x]\n');
    expect(await credentials()).toBe('[x]\nk = v\n');
  });

  test('where the second cannot be written the first is put back', async () => {
    await chmod(app.credentialsPath, 0o400);
    await expect(changeBoth()).rejects.toMatchObject({ code: 'FILE_UNWRITABLE' });
    expect(await config()).toBe('[profile x]\n');
    expect(await credentials()).toBe('[x]\nk = v\n');
    expect(await entryNames(app)).toEqual([]);
    expect(await pendingNames(app)).toEqual([]);
  });

  test('where others change both at that moment, all theirs and all ours is there', async () => {
    let looks = 0;
    const isUnchanged: ChangeApp['files']['isUnchanged'] = async (state) => {
      // Before the last look at the second file, and before the first is put back for that.
      if (state.path === app.credentialsPath && ++looks <= 2) {
        await writeFile(app.credentialsPath, `${await credentials()}[theirs-${looks}]\n`);
        await writeFile(app.configPath, `${await config()}[profile theirs-${looks}]\n`);
      }
      return (await app.files.isUnchanged?.(state)) ?? false;
    };
    await changeBoth({ ...app, files: { ...app.files, isUnchanged } });
    const theirs = '[profile theirs-1]\n[profile theirs-2]\n';
    expect(await config()).toBe(`[profile x]\n${theirs}# one\n`);
    expect(await credentials()).toBe('[x]\nk = v\n[theirs-1]\n[theirs-2]\n# two\n');
    expect(await entryNames(app)).toHaveLength(1);
    expect(await pendingNames(app)).toEqual([]);
  });

  test('one file under both names is refused', async () => {
    await rm(app.credentialsPath);
    await symlink('config', app.credentialsPath);
    await expect(changeBoth()).rejects.toMatchObject({ code: 'EDIT_REFUSED' });
    expect(await config()).toBe('[profile x]\n');
  });

  test('two that edit them in either order wait for each other', async () => {
    const line = (text: string) => `${text}# more\n`;
    const edits = [
      { file: 'config', edit: line },
      { file: 'credentials', edit: line },
    ] as const;
    const all = Array.from({ length: 8 }, (_, index) =>
      changeFiles(app, { reason: 'test', edits: index % 2 ? edits.toReversed() : edits }),
    );
    await Promise.all(all);
    expect((await config()).match(/more/g)).toHaveLength(8);
    expect((await credentials()).match(/more/g)).toHaveLength(8);
  });
});

describe('odd files', () => {
  test('links stay links', async () => {
    await mkdir(join(folder, 'dotfiles'));
    await writeFile(join(folder, 'dotfiles', 'real'), '[profile x]\n');
    await rm(app.configPath);
    await symlink('dotfiles/real', app.configPath);
    const { paths } = await change(append('# more'));
    expect(paths).toEqual([join(folder, 'dotfiles', 'real')]);
    expect(await readlink(app.configPath)).toBe('dotfiles/real');
    await undoChange(app);
    expect(await readlink(app.configPath)).toBe('dotfiles/real');
    expect(await config()).toBe('[profile x]\n');
  });

  test('hard links: written in place, with a notice, and undone in place', async () => {
    await link(app.configPath, join(folder, 'twin'));
    const { notices } = await change(append('# more'));
    expect(notices).toEqual([expect.stringMatching(/^Written in place: .*hard links/)]);
    expect(await readFile(join(folder, 'twin'), 'utf8')).toBe('[profile x]\n# more\n');
    await undoChange(app);
    expect(await readFile(join(folder, 'twin'), 'utf8')).toBe('[profile x]\n');
  });

  test('a read-only file is left alone', async () => {
    await chmod(app.configPath, 0o400);
    await expect(change(append('# more'))).rejects.toMatchObject({
      code: 'FILE_UNWRITABLE',
      message: expect.stringContaining('read-only'),
    });
    expect(await config()).toBe('[profile x]\n');
    expect(await entryNames(app)).toEqual([]);
  });

  test('a bind-mounted file is written in place', async (context) => {
    await writeFile(join(folder, 'outside'), '[profile x]\n');
    mountOrSkip(context, '--bind', join(folder, 'outside'), app.configPath);
    try {
      await change(append('# more'));
      expect(await readFile(join(folder, 'outside'), 'utf8')).toBe('[profile x]\n# more\n');
    } finally {
      execFileSync('umount', [app.configPath]);
    }
  });

  test('a full disk under one of two files leaves both as they were', async (context) => {
    const disk = join(folder, 'disk');
    await mkdir(disk);
    smallDiskOrSkip(context, disk, 64);
    try {
      const content = `# ${'x'.repeat(40_000)}\n`;
      const onDisk = { ...app, credentialsPath: join(disk, 'credentials') };
      await writeFile(onDisk.credentialsPath, content);
      await expect(changeBoth(onDisk)).rejects.toMatchObject({ code: 'DISK_FULL' });
      expect(await config()).toBe('[profile x]\n');
      expect(await readFile(onDisk.credentialsPath, 'utf8')).toBe(content);
      expect(await readdir(join(folder, 'home', 'journal'))).toEqual([]);
    } finally {
      execFileSync('umount', [disk]);
    }
  });

  test('a full disk under the journal changes nothing', async (context) => {
    const home = join(folder, 'home');
    await mkdir(home);
    smallDiskOrSkip(context, home, 16);
    try {
      await writeFile(app.configPath, `[profile x]\n${`# ${'x'.repeat(70)}\n`.repeat(500)}`);
      const before = await config();
      await expect(change(append('# more'))).rejects.toMatchObject({ code: 'DISK_FULL' });
      expect(await config()).toBe(before);
    } finally {
      execFileSync('umount', [home]);
    }
  });
});
