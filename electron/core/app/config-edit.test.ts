import { readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { App } from './app.ts';
import { editConfig } from './config-edit.ts';
import { type PracticeApp, practiceApp } from './testing/practice-app.ts';

let practice: PracticeApp;
beforeEach(async () => {
  practice = await practiceApp();
  await writeFile(practice.app.configPath, '[profile x]\n');
});
afterEach(async () => {
  await practice.close();
});

const text = () => readFile(practice.app.configPath, 'utf8');

/** The app beside a program that appends a line between our read and our last look, `times` times. */
function besideWriter(times: number): App {
  const { app } = practice;
  let reads = 0;
  const read = async (path: string) => {
    const state = await app.files.read(path);
    if (++reads % 2 === 1 && reads < 2 * times) await writeFile(path, `${await text()}# busy\n`);
    return state;
  };
  return { ...app, files: { ...app.files, read } };
}

test('the same text writes nothing', async () => {
  const { app } = practice;
  await utimes(app.configPath, 1, 1);
  expect(await editConfig(app, (before) => before)).toBe(app.configPath);
  expect((await stat(app.configPath)).mtimeMs).toBe(1000);
});

test('what another program wrote meanwhile is edited in its turn', async () => {
  await editConfig(besideWriter(2), (before) => `${before}region = eu-west-1\n`);
  expect(await text()).toBe('[profile x]\n# busy\n# busy\nregion = eu-west-1\n');
});

test('a program that keeps writing is not written over', async () => {
  await expect(
    editConfig(besideWriter(9), (before) => `${before}region = eu-west-1\n`),
  ).rejects.toMatchObject({ code: 'FILE_CHANGED' });
  expect(await text()).toBe('[profile x]\n# busy\n# busy\n# busy\n');
});

test('a fault that the AWS CLI stumbles over is not brought in; an old one may stay', async () => {
  const edit = () => editConfig(practice.app, (before) => `${before}[profile x]\n`);
  await expect(edit()).rejects.toMatchObject({
    code: 'EDIT_REFUSED',
    message: expect.stringMatching(/line 2: \[profile x\] stands twice/),
  });
  expect(await text()).toBe('[profile x]\n');
  await writeFile(practice.app.configPath, '[a]\n[a]\n');
  await editConfig(practice.app, (before) => `${before}[b]\n`);
  expect(await text()).toBe('[a]\n[a]\n[b]\n');
});

test('what the edit throws leaves file and lock as they were', async () => {
  const fault = new Error('no');
  const failing = editConfig(practice.app, () => {
    throw fault;
  });
  await expect(failing).rejects.toBe(fault);
  await editConfig(practice.app, (before) => `${before}# free\n`);
  expect(await text()).toBe('[profile x]\n# free\n');
});

test('an encoding that the file had stays', async () => {
  const bytes = Buffer.from('\ufeff[profile x]\r\n', 'utf16le');
  await writeFile(practice.app.configPath, bytes);
  await editConfig(practice.app, (before) => `${before}region = eu-west-1\r\n`);
  expect(await readFile(practice.app.configPath, 'utf16le')).toBe(
    '\ufeff[profile x]\r\nregion = eu-west-1\r\n',
  );
});
