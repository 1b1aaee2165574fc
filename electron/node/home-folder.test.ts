import { chmod, mkdir, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ensureHomeFolder, realPathOrSelf } from './home-folder.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'role-valet-home-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const modeOf = async (path: string) => (await stat(path)).mode & 0o777;

test('a missing folder is made for its owner alone', async () => {
  const path = join(folder, 'a', 'b');
  expect(await ensureHomeFolder(path)).toBe(path);
  expect(await modeOf(path)).toBe(0o700);
});

test('a loose folder of ours is tightened, and links are followed', async () => {
  const real = join(folder, 'real');
  await mkdir(real);
  await chmod(real, 0o755);
  await symlink(real, join(folder, 'link'));
  expect(await ensureHomeFolder(join(folder, 'link'))).toBe(real);
  expect(await modeOf(real)).toBe(0o700);
});

test('a file in its place is told apart', async () => {
  await writeFile(join(folder, 'file'), '');
  await expect(ensureHomeFolder(join(folder, 'file'))).rejects.toMatchObject({
    code: 'FILE_UNWRITABLE',
  });
});

test.runIf(process.getuid?.() === 0)('somebody else’s folder is refused', async () => {
  const { chown } = await import('node:fs/promises');
  const path = join(folder, 'theirs');
  await mkdir(path);
  await chown(path, 65534, 65534);
  await expect(ensureHomeFolder(path)).rejects.toMatchObject({ code: 'EDIT_REFUSED' });
});

test('realPathOrSelf follows what is there and keeps what is not', async () => {
  await symlink(folder, join(folder, 'self'));
  expect(await realPathOrSelf(join(folder, 'self'))).toBe(folder);
  expect(await realPathOrSelf(join(folder, 'none'))).toBe(join(folder, 'none'));
});
