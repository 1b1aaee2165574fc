import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nodeCommands } from './commands.ts';

const commands = nodeCommands();
const options = { timeoutMs: 20_000, maxBytes: 1_000, environment: { PATH: process.env.PATH } };
const node = (code: string, ...args: string[]) => [process.execPath, '-e', code, ...args];

describe('run', () => {
  test('gives standard output; arguments reach the program untouched by any shell', async () => {
    const hostile = ['a b', '$HOME', '`id`', '"; exit 3', "it's", '*'];
    const argv = node('process.stdout.write(JSON.stringify(process.argv.slice(1)))', ...hostile);
    expect(JSON.parse(await commands.run(argv, options))).toEqual(hostile);
  });

  test('the child sees the given environment and nothing else', async () => {
    const argv = node('process.stdout.write(process.env.A + "," + process.env.HOME)');
    const environment = { A: 'given', HOME: undefined };
    expect(await commands.run(argv, { ...options, environment })).toBe('given,undefined');
  });

  test('a failure carries the exit code and the first line of standard error', async () => {
    const argv = node('console.error("\\n\\u001b[31mno such profile\\nmore"); process.exit(4)');
    await expect(commands.run(argv, options)).rejects.toMatchObject({
      code: 'COMMAND_FAILED',
      message: 'The program node failed with exit code 4: [31mno such profile',
    });
  });

  test('messages hold no argument', async () => {
    const argv = node('process.exit(1)', 'secret-argument');
    await expect(commands.run(argv, options)).rejects.toMatchObject({
      message: 'The program node failed with exit code 1',
    });
    await expect(commands.run(['node', 'secret\0'], options)).rejects.toMatchObject({
      code: 'COMMAND_FAILED',
      message: expect.not.stringContaining('secret'),
    });
  });

  test('a missing program and no program', async () => {
    await expect(commands.run(['no-such-program-here'], options)).rejects.toMatchObject({
      code: 'COMMAND_FAILED',
      message: 'The program no-such-program-here was not found',
    });
    await expect(commands.run([], options)).rejects.toMatchObject({ code: 'COMMAND_FAILED' });
  });

  test('too much output ends it', async () => {
    const argv = node('setInterval(() => process.stdout.write("x".repeat(500)), 1)');
    await expect(commands.run(argv, options)).rejects.toMatchObject({
      code: 'COMMAND_FAILED',
      message: 'The program node printed more than 1000 bytes and was ended',
    });
    const exact = node('process.stdout.write("x".repeat(1000))');
    expect(await commands.run(exact, options)).toHaveLength(1_000);
  });

  test.runIf(process.platform !== 'win32')('the time limit ends its children too', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'role-valet-commands-'));
    const note = join(folder, 'grandchild');
    const argv = ['sh', '-c', `sleep 300 & echo $! > '${note}'; wait`];
    await expect(commands.run(argv, { ...options, timeoutMs: 700 })).rejects.toMatchObject({
      code: 'COMMAND_FAILED',
      message: 'The program sh did not finish within 0.7 s and was ended',
    });
    const grandchild = Number(await readFile(note, 'utf8'));
    await expect.poll(() => isRunning(grandchild)).toBe(false);
    await rm(folder, { recursive: true });
  });
});

async function isRunning(processId: number): Promise<boolean> {
  try {
    process.kill(processId, 0);
    // A dead child that nobody has waited for yet still has an id.
    return !/^State:\s+Z/m.test(await readFile(`/proc/${processId}/status`, 'utf8'));
  } catch {
    return false;
  }
}
