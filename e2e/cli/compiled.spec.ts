import { chmod, mkdir, readdir, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, type Valet } from '../valet.ts';

/** What Node keeps of our code, by path inside the home. */
async function compiled({ home }: Valet): Promise<readonly string[]> {
  const all = await readdir(home, { recursive: true, withFileTypes: true });
  return all
    .filter((entry) => entry.isFile() && entry.parentPath.includes('compiled'))
    .map((entry) => join(entry.parentPath, entry.name));
}

async function roles(valet: Valet): Promise<void> {
  const { code, stderr, stdout } = await valet.run(['roles']);
  expect(stderr).not.toContain('compiled');
  expect(stdout).toContain('shop-dev-readonly');
  expect(code).toBe(0);
}

test('what is compiled is kept for the next command, for the user alone', async ({ valet }) => {
  await roles(valet);
  // The first command has made the home, and found none.
  expect(await compiled(valet)).toEqual([]);
  await roles(valet);
  const kept = await compiled(valet);
  expect(kept.length).toBeGreaterThan(2);
  expect((await stat(join(valet.home, 'compiled'))).mode & 0o777).toBe(0o700);
  // Used, or it would be written anew.
  const times = async () => await Promise.all(kept.map(async (path) => (await stat(path)).mtimeMs));
  const before = await times();
  await roles(valet);
  expect(await times()).toEqual(before);
});

test('damaged or left over by another version: all commands work as before', async ({ valet }) => {
  await roles(valet);
  const old = join(valet.home, 'compiled', '0.0.1');
  await mkdir(old, { recursive: true, mode: 0o700 });
  await chmod(join(valet.home, 'compiled'), 0o700);
  await writeFile(join(old, 'x'), 'old');
  await roles(valet);
  expect(await readdir(join(valet.home, 'compiled'))).not.toContain('0.0.1');
  for (const path of await compiled(valet)) await writeFile(path, 'not compiled by Node');
  await roles(valet);
});

test('code is never taken from a folder that others could write to', async ({ valet }) => {
  await roles(valet);
  await chmod(valet.home, 0o770);
  await roles(valet);
  expect(await compiled(valet)).toEqual([]);
  const elsewhere = join(valet.folder, 'elsewhere');
  await mkdir(elsewhere, { mode: 0o777 });
  await symlink(elsewhere, join(valet.home, 'compiled'));
  await roles(valet);
  await roles(valet);
  expect(await readdir(elsewhere)).toEqual([]);
});
