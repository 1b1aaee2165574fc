import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loopCount } from '../../../../tools/loops.ts';
import { configOf, realContext, session } from './credentials-file.fixture.ts';
import { findSections, propertyValue } from './section-text.ts';
import { writeTarget } from './write-target.ts';

const AWS = '/usr/bin/aws';
const PYTHON = '/usr/bin/python3';
const script = join(import.meta.dirname, 'credentials-file.fixture.ts');
const OTHERS = Array.from(
  { length: 40 },
  (_, index) =>
    `# profile ${index}\n[other-${index}]\n  aws_access_key_id=AKIAIOSFODNN7EXAMPLE\n  region : eu-west-1\n\n`,
).join('');

let folder: string;
let home: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'role-valet-processes-'));
  home = join(folder, 'home');
  path = join(folder, 'credentials');
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const start = (...args: string[]) => spawn(process.execPath, [script, ...args]);
const exitOf = (child: ChildProcess) => new Promise((resolve) => child.once('exit', resolve));
const read = () => readFile(path, 'utf8');

describe('a killed writer', () => {
  test('leaves a whole file, and the next writer works', async () => {
    await writeFile(path, OTHERS);
    for (let round = 0; round < loopCount(200, 20); round++) {
      // Homes of their own, so that a killed holder's record lock costs no waiting here.
      const child = start('write-forever', `${home}-${round}`, path, 'x');
      await Promise.race([
        new Promise((resolve) => child.stdout.once('data', resolve)),
        pause(2_000),
      ]);
      await pause(Math.random() * 40);
      child.kill('SIGKILL');
      await exitOf(child);
      const text = await read();
      expect(text.startsWith(OTHERS)).toBe(true);
      const [section] = findSections(text, (name) => name === 'x');
      expect(section?.properties.map(({ key }) => key)).toEqual([
        'aws_access_key_id',
        'aws_secret_access_key',
        'aws_session_token',
        'x_security_token_expires',
        'region',
      ]);
      const id = propertyValue(section, 'aws_access_key_id');
      expect(propertyValue(section, 'aws_session_token')).toContain(
        id?.slice('ASIAIOSFODNN7'.length),
      );
      expect(section?.contentEnd).toBe(text.length);
      await rm(`${path}.role-valet.lock`, { recursive: true, force: true });
    }
  });

  test('does not keep others waiting for longer than a few seconds', async () => {
    const child = start('write-forever', home, path, 'x');
    await new Promise((resolve) => child.stdout.once('data', resolve));
    child.kill('SIGKILL');
    await exitOf(child);
    expect(await exitOf(start('write', home, path, 'y', '1'))).toBe(0);
    expect(await read()).toContain('[y]');
  });
});

test('ten writers at once lose nothing, in one home or in several', async () => {
  await writeFile(path, OTHERS);
  const rounds = String(loopCount(20, 4));
  const children = Array.from({ length: 10 }, (_, index) =>
    start('write', `${home}-${index % 3}`, path, `target-${index}`, rounds),
  );
  expect(await Promise.all(children.map(exitOf))).toEqual(children.map(() => 0));
  const text = await read();
  expect(text.startsWith(OTHERS)).toBe(true);
  for (let index = 0; index < 10; index++) {
    expect(findSections(text, (name) => name === `target-${index}`)).toHaveLength(1);
  }
  expect(
    (await readdir(folder)).filter((name) => name.startsWith('.') || name.includes('lock')),
  ).toEqual([]);
});

describe.skipIf(!existsSync(AWS))('with the real AWS CLI', () => {
  const environment = () => ({
    PATH: '/usr/bin:/bin',
    HOME: folder,
    AWS_SHARED_CREDENTIALS_FILE: path,
    AWS_CONFIG_FILE: join(folder, 'config'),
  });

  test('it and boto3 read what was written', async () => {
    await writeFile(path, OTHERS.replaceAll('\n', '\r\n'));
    const credentials = session('one');
    const request = { config: configOf(), credentialsPath: path, target: 'team.x/1', role: 'prod' };
    await writeTarget(realContext(home), { ...request, credentials, region: 'eu-west-1' });
    const get = (key: string) =>
      execFileSync(AWS, ['configure', 'get', key, '--profile', 'team.x/1'], {
        env: environment(),
        encoding: 'utf8',
      }).trim();
    expect(get('aws_session_token')).toBe(credentials.sessionToken);
    expect(get('region')).toBe('eu-west-1');
    const code =
      'import botocore.session as b; s = b.Session(profile="team.x/1"); c = s.get_credentials(); print(c.access_key, c.secret_key, c.token, s.get_config_variable("region"))';
    const python = execFileSync(PYTHON, ['-c', code], { env: environment(), encoding: 'utf8' });
    const { accessKeyId, secretAccessKey, sessionToken } = credentials;
    expect(python.trim()).toBe(`${accessKeyId} ${secretAccessKey} ${sessionToken} eu-west-1`);
  });

  test('a loop of "aws configure set" beside our writes loses no profile of others', async () => {
    await writeFile(path, OTHERS);
    const child = start('write-forever', home, path, 'x');
    let ended = false;
    child.once('exit', () => {
      ended = true;
    });
    const configure = promisify(execFile);
    for (let round = 0; round < loopCount(60, 6); round++) {
      const args = ['configure', 'set', 'aws_access_key_id', `set-${round}`, '--profile', 'cli'];
      await configure(AWS, args, { env: environment() });
      const lines = (await read()).split('\n');
      for (let index = 0; index < 40; index++) expect(lines).toContain(`[other-${index}]`);
    }
    expect(ended).toBe(false);
    child.kill('SIGKILL');
    await exitOf(child);
    expect((await read()).startsWith(OTHERS)).toBe(true);
  });
});
