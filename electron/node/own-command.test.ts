import { chmod, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ownCommand } from './own-command.ts';

let folder = '';
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'role-valet-own-')));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function program(...parts: string[]): Promise<string> {
  const path = join(folder, ...parts);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, '');
  await chmod(path, 0o755);
  return path;
}

const command = async (scriptPath: string, nodePath: string, PATH = '', platform?: 'win32') =>
  (await ownCommand({ scriptPath, nodePath, environment: { PATH }, platform: platform ?? 'linux' }))
    .words;

test('a packaged app is called by the launcher beside its script', async () => {
  const node = await program('node');
  const script = await program('Role Valet', 'cli', 'cli.js');
  const launcher = await program('Role Valet', 'cli', 'role-valet');
  expect(await command(script, node)).toEqual([launcher]);
  await mkdir(join(folder, 'bin'));
  await symlink(script, join(folder, 'bin', 'role-valet'));
  expect(await command(join(folder, 'bin', 'role-valet'), node)).toEqual([launcher]);
  const windows = await program('Role Valet', 'cli', 'role-valet.cmd');
  expect(await command(script, node, '', 'win32')).toEqual([windows]);
});

test('npm’s link is called as it is', async () => {
  const script = await program('lib', 'cli.js');
  await mkdir(join(folder, 'bin'));
  const link = join(folder, 'bin', 'role-valet');
  await symlink(script, link);
  expect(await command(link, await program('node'))).toEqual([link]);
});

test('a checkout is called by Node, by the path that outlives its update', async () => {
  const script = await program('out', 'main', 'cli.js');
  await mkdir(join(folder, 'out', 'main', 'role-valet'));
  const node = await program('versions', '24.1.0', 'node');
  expect(await command(script, node)).toEqual([node, script]);
  await mkdir(join(folder, 'bin'));
  const link = join(folder, 'bin', 'node');
  await symlink(node, link);
  const other = join(await program('other', 'node'), '..');
  expect(await command(script, node, `relative:${other}:${join(folder, 'bin')}`)).toEqual([
    link,
    script,
  ]);
});

test('what is mounted for a moment is refused', async () => {
  const script = await program('.mount_RoleVaXYZ', 'cli.js');
  await expect(command(script, await program('node'))).rejects.toMatchObject({
    code: 'MANAGE_REFUSED',
  });
});
