import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addPracticePrograms } from './practice-programs.ts';
import { AWS_COMMAND, clientEnvironment, runProgram } from './testing/real-clients.ts';
import { runSts } from './testing/running-sts.ts';

const STS_URL = 'http://127.0.0.1:9';
let folder: string;
let binPath: string;
let path: string;

beforeAll(async () => {
  // A name that a careless script would split or expand.
  folder = await mkdtemp(join(tmpdir(), "role valet's * "));
  binPath = join(folder, 'bin');
  const realPath = join(folder, 'real');
  await mkdir(binPath);
  await mkdir(realPath);
  // Stands for the real AWS CLI: prints its arguments, one a line.
  await writeFile(join(realPath, 'aws'), '#!/bin/sh\nfor word in "$@"; do echo "[$word]"; done\n');
  await chmod(join(realPath, 'aws'), 0o700);
  path = `${binPath}:${realPath}:/usr/bin:/bin`;
  await addPracticePrograms({ binPath, environment: { AWS_ENDPOINT_URL_STS: STS_URL } }, [
    '/bin/echo',
    "it's",
  ]);
});

afterAll(() => rm(folder, { recursive: true }));

/** The arguments that reach the real program. */
async function passedOn(...argv: string[]): Promise<string[]> {
  const { code, stdout, stderr } = await runProgram(join(binPath, 'aws'), argv, { PATH: path });
  expect(stderr).toBe('');
  expect(code).toBe(0);
  return stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => line.slice(1, -1));
}

describe('aws', () => {
  test.each([
    [['sts', 'get-caller-identity']],
    [['--profile', 's3', 'sts', 'get-caller-identity', '--output', 'text']],
    [['--debug', '--region=eu-west-1', 'sts', 'x', '', 'a b', '*', '$HOME']],
  ])('%j goes to the practice STS', async (argv) => {
    expect(await passedOn(...argv)).toEqual(['--endpoint-url', STS_URL, ...argv]);
  });

  test.each([
    [['s3', 'ls']],
    [['s3', 'ls', 'sts']],
    [['--profile', 'sts', 's3', 'ls']],
    [['--endpoint-url', 'http://127.0.0.1:1', 'sts', 'x']],
    [['--endpoint-url=http://127.0.0.1:1', 'sts', 'x']],
    [['--version']],
    [[]],
  ])('%j is passed on as it is', async (argv) => {
    expect(await passedOn(...argv)).toEqual(argv);
  });

  test('without a real one it says so', async () => {
    const bare = join(folder, 'bare');
    await mkdir(bare);
    await symlink('/bin/sh', join(bare, 'sh'));
    const finished = await runProgram(join(binPath, 'aws'), ['sts', 'x'], {
      PATH: `${binPath}:${bare}`,
    });
    expect(finished).toEqual({
      code: 127,
      stdout: '',
      stderr: 'aws: the AWS CLI is not installed\n',
    });
  });

  test.skipIf(AWS_COMMAND === undefined)('with the real AWS CLI', async () => {
    await using running = await runSts();
    const home = { binPath, environment: { AWS_ENDPOINT_URL_STS: running.sts.url } };
    await addPracticePrograms(home, ['/bin/echo']);
    const words = ['sts', 'get-caller-identity', '--query', 'Arn', '--output', 'text'];
    const { stdout, stderr } = await runProgram(join(binPath, 'aws'), words, {
      ...clientEnvironment(folder, running.keyOf('ci')),
      PATH: `${binPath}:/usr/bin:/bin`,
    });
    expect(stderr).toBe('');
    expect(stdout).toBe('arn:aws:iam::111122223333:user/automation/ci\n');
  });
});

test('role-valet runs the given command with all arguments', async () => {
  await addPracticePrograms({ binPath, environment: {} }, ['/bin/echo', "it's"]);
  const { stdout } = await runProgram(join(binPath, 'role-valet'), ['a  b', '*'], { PATH: path });
  expect(stdout).toBe("it's a  b *\n");
});
