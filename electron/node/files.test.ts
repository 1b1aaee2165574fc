import { execFileSync, spawn } from 'node:child_process';
import {
  chmod,
  link,
  lstat,
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
import { loopCount } from '../../tools/loops.ts';
import { isRoleValetError } from '../contract/errors.ts';
import type { FileState } from '../core/ports.ts';
import { nodeFiles } from './files.ts';
import { smallDiskOrSkip } from './mounts.fixture.ts';

const files = nodeFiles();
const text = (value: string) => new TextEncoder().encode(value);
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'role-valet-files-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function failure(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (isRoleValetError(error)) return `${error.code} ${error.message}`;
    throw error;
  }
  return 'no failure';
}

const isRoot = process.getuid?.() === 0;
const isPosix = process.platform !== 'win32';

describe('read', () => {
  test('a missing file is a state', async () => {
    const path = join(folder, 'none', 'credentials');
    expect(await files.read(path)).toEqual({
      path,
      realPath: path,
      exists: false,
      bytes: new Uint8Array(),
    });
  });

  test('gives content, bits and link count', async () => {
    const path = join(folder, 'credentials');
    await writeFile(path, 'a', { mode: 0o640 });
    await chmod(path, 0o640);
    const state = await files.read(path);
    expect(Buffer.from(state.bytes).toString()).toBe('a');
    expect(state).toMatchObject({ exists: true, mode: 0o640, linkCount: 1 });
  });

  test('follows a chain of links, relative ones too', async () => {
    await mkdir(join(folder, 'dotfiles'));
    await writeFile(join(folder, 'dotfiles', 'real'), 'x');
    await symlink('real', join(folder, 'dotfiles', 'middle'));
    await symlink('dotfiles/middle', join(folder, 'credentials'));
    const state = await files.read(join(folder, 'credentials'));
    expect(state.realPath).toBe(join(folder, 'dotfiles', 'real'));
    expect(state.exists).toBe(true);
  });

  test('a dangling chain names the path it points to', async () => {
    await mkdir(join(folder, 'dotfiles'));
    await symlink('../later/real', join(folder, 'dotfiles', 'middle'));
    await symlink('dotfiles/middle', join(folder, 'credentials'));
    const state = await files.read(join(folder, 'credentials'));
    expect(state).toMatchObject({ exists: false, realPath: join(folder, 'later', 'real') });
  });

  test('a ring of links is an error that says so', async () => {
    await symlink('b', join(folder, 'a'));
    await symlink('a', join(folder, 'b'));
    expect(await failure(files.read(join(folder, 'a')))).toMatch(/^FILE_UNREADABLE .*loop/);
  });

  test('a folder is not a file, and the null device is an empty one', async () => {
    expect(await failure(files.read(folder))).toMatch(/^FILE_UNREADABLE .*not a plain file/);
    if (isPosix) expect((await files.read('/dev/null')).bytes).toHaveLength(0);
  });

  test.runIf(isPosix)('a named pipe does not hang the reader', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    expect(await failure(files.read(join(folder, 'pipe')))).toMatch(/not a plain file/);
  });
});

describe('replace', () => {
  test('creates folders 0700 and the file 0600 whatever the umask', async () => {
    const before = process.umask(0);
    try {
      await files.replace(join(folder, 'new', '.aws', 'credentials'), text('x'));
    } finally {
      process.umask(before);
    }
    expect((await stat(join(folder, 'new'))).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, 'new', '.aws'))).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, 'new', '.aws', 'credentials'))).mode & 0o777).toBe(0o600);
    expect(await readdir(join(folder, 'new', '.aws'))).toEqual(['credentials']);
  });

  test('removes group and other bits, or sets the mode asked for', async () => {
    const path = join(folder, 'credentials');
    await writeFile(path, 'old');
    await chmod(path, 0o664);
    await files.replace(path, text('new'));
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    await files.replace(path, text('new'), { mode: 0o644 });
    expect((await stat(path)).mode & 0o777).toBe(0o644);
  });

  test('keeps every link of a chain and writes what they point to', async () => {
    await mkdir(join(folder, 'dotfiles'));
    await symlink('real', join(folder, 'dotfiles', 'middle'));
    await symlink('dotfiles/middle', join(folder, 'credentials'));
    for (const content of ['created', 'replaced']) {
      await files.replace(join(folder, 'credentials'), text(content));
      expect(await readFile(join(folder, 'dotfiles', 'real'), 'utf8')).toBe(content);
      expect(await readlink(join(folder, 'credentials'))).toBe('dotfiles/middle');
      expect((await lstat(join(folder, 'dotfiles', 'middle'))).isSymbolicLink()).toBe(true);
    }
  });

  test('beforeCommit sees the old file, and its refusal leaves everything as it was', async () => {
    const path = join(folder, 'credentials');
    await writeFile(path, 'old');
    const refusal = new Error('changed');
    const attempt = files.replace(path, text('new'), {
      beforeCommit: async () => {
        expect(await readFile(path, 'utf8')).toBe('old');
        throw refusal;
      },
    });
    await expect(attempt).rejects.toMatchObject({ code: 'FILE_UNWRITABLE', cause: refusal });
    expect(await readFile(path, 'utf8')).toBe('old');
    expect(await readdir(folder)).toEqual(['credentials']);
  });

  test('a file that its owner made read-only is left alone', async () => {
    const path = join(folder, 'credentials');
    await writeFile(path, 'old', { mode: 0o400 });
    const refused = await failure(files.replace(path, text('new'), { inPlace: true }));
    expect(refused).toMatch(/^FILE_UNWRITABLE .*read-only/);
    expect(await readFile(path, 'utf8')).toBe('old');
  });

  test('hard links are broken by no one: in place only when allowed', async () => {
    const path = join(folder, 'credentials');
    await writeFile(path, 'old');
    await link(path, join(folder, 'twin'));
    expect(await failure(files.replace(path, text('new')))).toMatch(
      /^FILE_UNWRITABLE .*hard links/,
    );
    for (const content of ['longer than before', 'short']) {
      await files.replace(path, text(content), { inPlace: true });
      expect(await readFile(join(folder, 'twin'), 'utf8')).toBe(content);
    }
    expect((await stat(path)).nlink).toBe(2);
  });

  test('sweeps what killed writers left, and nothing else', async () => {
    const path = join(folder, 'credentials');
    const old = new Date(Date.now() - 120_000);
    const left = '.credentials.0123456789abcdef.role-valet.tmp';
    const others = [
      '.config.0123456789abcdef.role-valet.tmp',
      '.credentials.tmp',
      'credentials.0123456789abcdef.role-valet.tmp',
    ];
    for (const name of [left, ...others]) {
      await writeFile(join(folder, name), '');
      await utimes(join(folder, name), old, old);
    }
    const fresh = '.credentials.ffffffffffffffff.role-valet.tmp';
    await writeFile(join(folder, fresh), '');
    await files.replace(path, text('x'));
    expect((await readdir(folder)).sort()).toEqual([...others, fresh, 'credentials'].sort());
  });

  test('a path through a file is an error with the path', async () => {
    await writeFile(join(folder, 'file'), '');
    const path = join(folder, 'file', 'credentials');
    expect(await failure(files.replace(path, text('x')))).toContain(`FILE_UNWRITABLE ${path}`);
  });
});

describe('parts and comparison', () => {
  test('parts are written one after the other', async () => {
    const path = join(folder, 'credentials');
    const large = 'x'.repeat(1_500_000);
    await files.replace(path, [text('a'), text(''), text(large), text('b')]);
    expect(await readFile(path, 'utf8')).toBe(`a${large}b`);
    await link(path, join(folder, 'twin'));
    await files.replace(path, [text('c'), text('d')], { inPlace: true });
    expect(await readFile(path, 'utf8')).toBe('cd');
  });

  test('isUnchanged sees a changed byte, length, link and existence', async () => {
    const path = join(folder, 'credentials');
    const isUnchanged = async (state: FileState) => await files.isUnchanged?.(state);
    const missing = await files.read(path);
    expect(await isUnchanged(missing)).toBe(true);
    const large = 'x'.repeat(600_000);
    await writeFile(path, large);
    expect(await isUnchanged(missing)).toBe(false);
    const state = await files.read(path);
    expect(state.bytes).toHaveLength(600_000);
    expect(await isUnchanged(state)).toBe(true);
    for (const other of [`${large}x`, large.slice(1), `${large.slice(1)}y`, '']) {
      await writeFile(path, other);
      expect(await isUnchanged(state)).toBe(false);
    }
    await rm(path);
    expect(await isUnchanged(state)).toBe(false);
    await writeFile(join(folder, 'other'), large);
    await symlink('other', path);
    expect(await isUnchanged(state)).toBe(false);
  });
});

describe('remove and list', () => {
  test('a missing file or folder is fine', async () => {
    await files.remove(join(folder, 'none'));
    expect(await files.list(join(folder, 'none'))).toEqual([]);
    await writeFile(join(folder, 'b'), '');
    await writeFile(join(folder, 'a'), '');
    await files.remove(join(folder, 'b'));
    expect(await files.list(folder)).toEqual(['a']);
  });
});

/** Runs the fixture as a user without rights over the folder. */
function replaceAsNobody(path: string, inPlace: boolean): string {
  const script = join(import.meta.dirname, 'files.fixture.ts');
  const args = [script, 'replace', path, 'new', String(inPlace)];
  return execFileSync(process.execPath, args, { uid: 65_534, gid: 65_534, encoding: 'utf8' });
}

describe.runIf(isPosix && isRoot)('as a user without rights', () => {
  beforeEach(() => chmod(folder, 0o755));

  test('a folder that is not writable', async () => {
    const path = join(folder, 'credentials');
    await writeFile(path, 'old');
    execFileSync('chown', ['65534', path]);
    expect(replaceAsNobody(path, false)).toMatch(/^FILE_UNWRITABLE .*folder .* is not writable/);
    expect(replaceAsNobody(path, true)).toBe('done');
    expect(await readFile(path, 'utf8')).toBe('new');
    expect(replaceAsNobody(join(folder, 'absent'), true)).toMatch(/^FILE_UNWRITABLE/);
  });

  test("another user's file is not given our credentials", async () => {
    const path = join(folder, 'credentials');
    await writeFile(path, 'old');
    await chmod(path, 0o666);
    await chmod(folder, 0o777);
    execFileSync('chown', ['12345', path]);
    expect(replaceAsNobody(path, false)).toMatch(/^FILE_UNWRITABLE .*another user/);
    expect(replaceAsNobody(path, true)).toMatch(/^FILE_UNWRITABLE .*could read/);
    expect(await readFile(path, 'utf8')).toBe('old');
  });
});

describe('a full disk', () => {
  test('leaves the old file, by rename and in place', async (context) => {
    const disk = join(folder, 'disk');
    await mkdir(disk);
    smallDiskOrSkip(context, disk, 64);
    try {
      const path = join(disk, 'credentials');
      await writeFile(path, 'old'.repeat(4_000));
      const tooMuch = text('new'.repeat(30_000));
      expect(await failure(files.replace(path, tooMuch))).toMatch(/^DISK_FULL/);
      await link(path, join(disk, 'twin'));
      const inPlace = files.replace(path, tooMuch, { inPlace: true });
      expect(await failure(inPlace)).toMatch(/^DISK_FULL/);
      expect(await readFile(path, 'utf8')).toBe('old'.repeat(4_000));
      expect(await readdir(disk)).toEqual(['credentials', 'twin']);
    } finally {
      execFileSync('umount', [disk]);
    }
  });
});

describe('a killed writer', () => {
  test('leaves the whole old or the whole new file', async () => {
    const path = join(folder, 'credentials');
    const script = join(import.meta.dirname, 'files.fixture.ts');
    for (let round = 0; round < loopCount(200, 20); round++) {
      const child = spawn(process.execPath, [script, 'replace-forever', path]);
      await new Promise((resolve) => child.stdout.once('data', resolve));
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 30));
      child.kill('SIGKILL');
      await new Promise((resolve) => child.once('exit', resolve));
      const content = await readFile(path, 'utf8');
      expect(content).toHaveLength(200_000);
      expect(new Set(content).size).toBe(1);
    }
  });
});
