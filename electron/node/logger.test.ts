import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LogFields } from '../core/ports.ts';
import { systemClock } from './clock.ts';
import { fileLogger } from './logger.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'role-valet-log-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const linesOf = async (path: string) => (await readFile(path, 'utf8')).trim().split('\n');

test('one JSON object a line, in order, for the owner alone, and redacted', async () => {
  const path = join(folder, 'log', 'x.log');
  const logger = fileLogger({ path, clock: systemClock() });
  logger.info('session made', { profile: 'shop', seconds: 3600 });
  logger.error('failed with wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY');
  await vi.waitFor(async () => expect(await linesOf(path)).toHaveLength(2));
  const [first, second] = (await linesOf(path)).map((line) => JSON.parse(line));
  expect(first).toMatchObject({
    level: 'info',
    message: 'session made',
    profile: 'shop',
    seconds: 3600,
  });
  expect(second.message).toBe('failed with [hidden]');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('whatever a caller passes, a line is JSON, holds no secret, and nothing is thrown', async () => {
  const path = join(folder, 'x.log');
  const logger = fileLogger({ path, clock: systemClock() });
  const circle: Record<string, unknown> = { secret: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };
  circle.self = circle;
  const fields = {
    circle,
    big: 1n,
    tokenCode: 12345,
    SessionToken: 'short',
    level: 'x',
    nothing: undefined,
  } as unknown as LogFields;
  logger.warn('quoted "password: hunter2" and "https://host.example/?token=x"', fields);
  await vi.waitFor(async () => expect(await linesOf(path)).toHaveLength(1));
  const [line = ''] = await linesOf(path);
  expect(JSON.parse(line)).toMatchObject({
    level: 'warn',
    message: 'quoted "password: [hidden]" and "https://host.example/?[hidden]"',
    circle: '[left out]',
    big: '[left out]',
    tokenCode: '[hidden]',
    SessionToken: '[hidden]',
  });
  expect(line).not.toMatch(/wJalr|hunter2|12345|short|nothing/);
});

test('a log that is moved away by another process goes on', async () => {
  const path = join(folder, 'x.log');
  const problems: string[] = [];
  const loggers = Array.from({ length: 4 }, () =>
    fileLogger({ path, clock: systemClock(), onProblem: (problem) => problems.push(problem) }),
  );
  await writeFile(path, 'x'.repeat(1024 * 1024));
  for (const logger of loggers) logger.info('next');
  await vi.waitFor(async () => {
    const texts = await Promise.all(
      (await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')),
    );
    expect(texts.join('').match(/"next"/g)).toHaveLength(4);
  });
  expect(problems).toEqual([]);
});

test('at 1 MiB the log moves on, and three old files are kept', async () => {
  const path = join(folder, 'x.log');
  for (const name of [path, `${path}.1`, `${path}.2`, `${path}.3`]) {
    await writeFile(name, name.slice(-1).repeat(1024 * 1024));
  }
  fileLogger({ path, clock: systemClock() }).info('next');
  await vi.waitFor(async () => expect(await readFile(path, 'utf8')).toContain('"next"'));
  expect((await readdir(folder)).sort()).toEqual(['x.log', 'x.log.1', 'x.log.2', 'x.log.3']);
  expect((await readFile(`${path}.1`, 'utf8')).charAt(0)).toBe('g');
  expect((await readFile(`${path}.3`, 'utf8')).charAt(0)).toBe('2');
});

test('a log that can’t be written is told once and breaks nothing', async () => {
  await writeFile(join(folder, 'file'), '');
  const problems: string[] = [];
  const logger = fileLogger({
    path: join(folder, 'file', 'x.log'),
    clock: systemClock(),
    onProblem: (problem) => problems.push(problem),
  });
  logger.info('one');
  logger.info('two');
  await vi.waitFor(() => expect(problems).toHaveLength(1));
});
