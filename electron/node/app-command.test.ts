import { chmod, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type AppPlace, appCommand } from './app-command.ts';

let folder: string;
let place: AppPlace;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'app command-')));
  place = {
    isPackaged: false,
    mainPath: join(folder, 'main'),
    resourcesPath: join(folder, 'resources'),
    nodePath: undefined,
    environment: { PATH: `relative:${join(folder, 'nothing')}:${join(folder, 'bin')}` },
    platform: 'linux',
  };
  for (const name of ['main', 'resources/cli', 'bin']) {
    await mkdir(join(folder, name), { recursive: true });
  }
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function program(...path: string[]): Promise<string> {
  const file = join(folder, ...path);
  await writeFile(file, '#!/bin/sh\n');
  await chmod(file, 0o755);
  return file;
}

test('in a package it is the launcher beside the command line, with or without a Node', async () => {
  await writeFile(join(folder, 'resources', 'cli', 'cli.js'), '');
  const packaged = { ...place, isPackaged: true };
  await expect(appCommand(packaged)).rejects.toMatchObject({ code: 'MANAGE_REFUSED' });
  const launcher = await program('resources', 'cli', 'role-valet');
  expect(await appCommand(packaged)).toEqual({ words: [launcher], platform: 'linux' });
  await program('bin', 'node');
  expect(await appCommand(packaged)).toEqual({ words: [launcher], platform: 'linux' });
});

test('unpackaged it is Node with the built script: this one, or under Electron the one on the PATH', async () => {
  await writeFile(join(folder, 'main', 'cli.js'), '');
  const script = join(folder, 'main', 'cli.js');
  expect((await appCommand({ ...place, nodePath: process.execPath })).words).toEqual([
    process.execPath,
    script,
  ]);
  await expect(appCommand(place)).rejects.toMatchObject({
    code: 'MANAGE_REFUSED',
    message: expect.stringContaining('no Node on the PATH'),
  });
  const node = await program('bin', 'node');
  expect((await appCommand(place)).words).toEqual([node, script]);
});

test('without a command line there is nothing to call', async () => {
  await expect(appCommand({ ...place, nodePath: process.execPath })).rejects.toMatchObject({
    code: 'MANAGE_REFUSED',
    message: expect.stringContaining(join(folder, 'main', 'cli.js')),
  });
});
