import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nodeFiles } from '../node/files.ts';
import { fileClipboardMark, holdSecret, isHeldSecret } from './clipboard-mark.ts';
import { lineLogger } from './testing/memory-mark.ts';

const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const random = { bytes: randomBytes };
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'role-valet-mark-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function setUp(name: string) {
  const path = join(folder, name);
  const logger = lineLogger();
  return { path, logger, mark: fileClipboardMark({ files: nodeFiles(), path, logger }) };
}

test('is kept in a 0600 file without the text, read back, and removed', async () => {
  const { path, mark } = setUp('kept.json');
  expect(await mark.read()).toBeUndefined();
  const held = holdSecret(SECRET, 1_764_000_045_000, random);
  await mark.write(held);
  const text = await readFile(path, 'utf8');
  expect(text).not.toContain('wJalr');
  expect(JSON.parse(text)).toEqual({ version: 1, ...held });
  if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await mark.read()).toEqual(held);
  await mark.remove();
  await mark.remove();
  expect(await readdir(folder)).toEqual([]);
});

test.each([
  '',
  '{',
  'null',
  '[]',
  '{"salt":1,"digest":"","clearAt":0}',
  '{"version":1,"salt":"x"}',
])('a damaged file %j counts as none, is told and removed', async (content) => {
  const { path, mark, logger } = setUp('damaged.json');
  await writeFile(path, content);
  expect(await mark.read()).toBeUndefined();
  expect(logger.lines.join()).toContain('damaged');
  expect(await readdir(folder)).toEqual([]);
});

test('knows its text again, and no other', () => {
  const held = holdSecret(`${SECRET}\n`, 0, random);
  expect(isHeldSecret(held, `${SECRET}\n`)).toBe(true);
  expect(isHeldSecret(held, SECRET)).toBe(true);
  expect(isHeldSecret(held, ` ${SECRET}`)).toBe(false);
  expect(isHeldSecret(held, SECRET.slice(1))).toBe(false);
  expect(isHeldSecret(held, '')).toBe(false);
  expect(isHeldSecret({ ...held, digest: 'AAAA' }, SECRET)).toBe(false);
});
