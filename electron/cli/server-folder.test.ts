import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeServerFolder, sweepServerFolders } from './server-folder.ts';

let home = '';
const warnings: string[] = [];
const logger = { warn: (text: string) => warnings.push(text) };

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'role-valet-server-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const left = () => readdir(join(home, 'exec-server'));

/** The id of a process that has ended. */
const endedProcess = (): number => spawnSync(process.execPath, ['-e', '0']).pid;

test('a folder for its owner alone, gone when it is removed', async () => {
  const folder = await makeServerFolder(home, '[default]\nregion = eu-west-1\n');
  const modeOf = async (path: string) => (await stat(path)).mode & 0o777;
  expect(await modeOf(join(home, 'exec-server'))).toBe(0o700);
  expect(await modeOf(dirname(folder.configPath))).toBe(0o700);
  expect(await modeOf(folder.configPath)).toBe(0o600);
  expect(await modeOf(folder.credentialsPath)).toBe(0o600);
  expect(await readFile(folder.configPath, 'utf8')).toBe('[default]\nregion = eu-west-1\n');
  expect(await readFile(folder.credentialsPath, 'utf8')).toBe('');
  await folder.remove();
  await folder.remove();
  expect(await left()).toEqual([]);
});

test('a home that can not be written is told with its path', async () => {
  const file = join(home, 'file');
  await writeFile(file, '');
  await expect(makeServerFolder(file, '')).rejects.toMatchObject({
    code: 'FILE_UNWRITABLE',
    message: expect.stringContaining(file),
  });
});

test('only what dead processes of this machine left is swept', async () => {
  const own = await makeServerFolder(home, '');
  const parent = join(home, 'exec-server');
  const [name = ''] = await left();
  const [machine = ''] = name.split('-');
  const outside = join(home, 'outside');
  await mkdir(outside);
  const dead = endedProcess();
  await mkdir(join(parent, `${machine}-${dead}-aaaaaa`));
  await symlink(outside, join(parent, `${machine}-${dead}-linked`));
  await mkdir(join(parent, `000000000000-${dead}-bbbbbb`));
  await mkdir(join(parent, 'something-else'));

  await sweepServerFolders(home, logger);
  expect((await left()).sort()).toEqual(
    [name, `${machine}-${dead}-linked`, `000000000000-${dead}-bbbbbb`, 'something-else'].sort(),
  );
  expect(await stat(outside)).toBeDefined();
  expect(await readFile(own.configPath, 'utf8')).toBe('');
  expect(warnings).toEqual([]);
});

test('a home without such folders has nothing to sweep', async () => {
  await sweepServerFolders(home, logger);
  expect(await readdir(home)).toEqual([]);
});
