import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { RoleValetError } from '../../../contract/errors.ts';
import { backupNames, openBackup, saveBackup } from './backups.ts';
import { realContext, testSealer } from './credentials-file.fixture.ts';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'role-valet-backups-'));
  path = join(folder, 'credentials');
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const home = () => join(folder, 'home');

test('the newest 30 are kept, each as it was; the slot of in-place writes pushes none out', async () => {
  const context = realContext(home());
  let now = Date.UTC(2026, 10, 25);
  const clock = { ...context.clock, now: () => now };
  for (let index = 0; index < 33; index++, now += 1_000) {
    await writeFile(path, `# ${index}\n\xff`, 'latin1');
    const state = await context.files.read(path);
    expect(await saveBackup({ ...context, clock }, state, 'test')).toEqual([]);
    await saveBackup({ ...context, clock }, state, 'test', 'in-place');
  }
  const names = await backupNames(context);
  expect(names).toHaveLength(30);
  expect(await readdir(join(home(), 'backups'))).toHaveLength(31);
  const first = await openBackup(context, names[0] ?? '');
  expect(first).toMatchObject({ path, takenAt: Date.UTC(2026, 10, 25, 0, 0, 3), reason: 'test' });
  expect(Buffer.from(first?.bytes ?? []).toString('latin1')).toBe('# 3\n\xff');
});

test('an empty or missing file is not kept', async () => {
  const context = realContext(home());
  await saveBackup(context, await context.files.read(path), 'test');
  await writeFile(path, '');
  await saveBackup(context, await context.files.read(path), 'test');
  expect(await backupNames(context)).toEqual([]);
});

test('a box of another key, a damaged one and a missing one are undefined', async () => {
  const context = realContext(home());
  await writeFile(path, '[a]\n');
  await saveBackup(context, await context.files.read(path), 'test');
  const [name = ''] = await backupNames(context);
  expect(await openBackup({ ...context, sealer: testSealer() }, name)).toBeUndefined();
  expect(await openBackup(context, 'none.sealed')).toBeUndefined();
  await writeFile(join(home(), 'backups', name), 'damaged');
  expect(await openBackup(context, name)).toBeUndefined();
});

test('where the keychain does not answer, a plain copy is made and said', async () => {
  const locked = new RoleValetError('KEYCHAIN_LOCKED', 'The keychain is locked', 'Unlock it');
  const context = realContext(home(), { ...testSealer(), seal: () => Promise.reject(locked) });
  await writeFile(path, '[a]\n', { mode: 0o600 });
  const notices = await saveBackup(context, await context.files.read(path), 'test');
  expect(notices).toEqual([expect.stringContaining(`${path}.role-valet-backup`)]);
  expect(await readFile(`${path}.role-valet-backup`, 'utf8')).toBe('[a]\n');
  expect((await stat(`${path}.role-valet-backup`)).mode & 0o777).toBe(0o600);
});

test('a plain copy that cannot stand beside the file goes into the home', async () => {
  const context = realContext(home());
  await writeFile(path, '[a]\n', { mode: 0o600 });
  await mkdir(`${path}.role-valet-backup`);
  const state = await context.files.read(path);
  const [notice] = await saveBackup({ ...context, sealer: undefined }, state, 'test');
  const [copy = ''] = await readdir(join(home(), 'backups'));
  expect(notice).toContain(copy);
  expect(await readFile(join(home(), 'backups', copy), 'utf8')).toBe('[a]\n');
});
