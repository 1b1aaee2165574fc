import { type ChildProcess, spawn } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CHAINED_ROLE,
  CHAINED_ROLE_ARN,
  freshCode,
  ROLE_WITHOUT_MFA,
  withBaseKey,
} from '../practice.ts';
import { CLI_COMMAND, expect, test, textOf, type Valet } from '../valet.ts';

const READ_ONLY_ARN = ':assumed-role/readonly/';

/** Variables of whatever ran before: with any of them left, a tool is somebody else or fails. */
const HOSTILE: Readonly<Record<string, string>> = {
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  AWS_SESSION_TOKEN: 'stale',
  AWS_SECURITY_TOKEN: 'stale',
  AWS_CREDENTIAL_EXPIRATION: '2020-01-01T00:00:00Z',
  AWS_PROFILE: 'gone',
  AWS_DEFAULT_PROFILE: 'gone-too',
  AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/stale',
  AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1:1/stale',
  AWS_CONTAINER_AUTHORIZATION_TOKEN: 'stale',
  AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: '/nonexistent',
  AWS_WEB_IDENTITY_TOKEN_FILE: '/nonexistent',
  AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/other',
  AWS_REGION: 'us-west-2',
};

/** Gives `[default]`, and boto's own old file, the keys of another user of the organisation. */
async function withHostileFiles(valet: Valet): Promise<void> {
  const key = valet.organisation.users.find(({ profile }) => profile === 'security')?.keys[0];
  const lines = `aws_access_key_id = ${key?.accessKeyId}\naws_secret_access_key = ${key?.secretAccessKey}\n`;
  await writeFile(valet.credentialsPath, `[default]\n${lines}`, { mode: 0o600 });
  await writeFile(join(valet.folder, '.boto'), `[Credentials]\n${lines}`, { mode: 0o600 });
}

const identity = (valet: Valet): string[] => [
  ...['aws', '--endpoint-url', valet.sts.url, 'sts', 'get-caller-identity'],
  ...['--query', 'Arn', '--output', 'text'],
];

const served = (role: string, command: readonly string[], options: readonly string[] = []) => [
  ...['exec', role, '--server', ...options, '--', ...command],
];

const foldersLeft = (valet: Valet): Promise<string[]> => readdir(join(valet.home, 'exec-server'));

/** Every text below the app's home and beside the config file, read as bytes. */
async function textsOnDisk(valet: Valet): Promise<string[]> {
  const entries = await readdir(valet.folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Promise.all(files.map((entry) => readFile(join(entry.parentPath, entry.name), 'latin1')));
}

interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  /** What the command wrote once it ran: its endpoint, itself, and the endpoint's answer. */
  readonly seen: { url: string; token: string; processId: number; answer: Record<string, string> };
}

/** Starts a command that looks at its endpoint, tells us, and then waits to be ended. */
async function startWaiting(valet: Valet): Promise<Started> {
  const told = join(valet.folder, 'told');
  const script = `
    const { get } = require('node:http');
    const { renameSync, writeFileSync } = require('node:fs');
    const url = process.env.AWS_CONTAINER_CREDENTIALS_FULL_URI;
    const token = process.env.AWS_CONTAINER_AUTHORIZATION_TOKEN;
    get(url, { headers: { authorization: token } }, (response) => {
      let text = '';
      response.on('data', (chunk) => { text += chunk; });
      response.on('end', () => {
        const seen = { url, token, processId: process.pid, answer: JSON.parse(text) };
        writeFileSync(process.argv[1] + '.part', JSON.stringify(seen));
        renameSync(process.argv[1] + '.part', process.argv[1]);
      });
    });
    setTimeout(() => process.exit(0), 30_000);`;
  const [program = '', ...argv] = CLI_COMMAND;
  const command = [process.execPath, '-e', script, told];
  const child = spawn(program, [...argv, ...served(ROLE_WITHOUT_MFA, command)], {
    env: valet.environment,
    stdio: 'ignore',
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  let text = '';
  await expect
    .poll(async () => {
      text = await textOf(told);
      return text;
    })
    .not.toBe('');
  await writeFile(told, '');
  return { child, ended, seen: JSON.parse(text) };
}

test.describe('the command', () => {
  test('is the role, whatever its surroundings say', async ({ valet }) => {
    await withBaseKey(valet, 'ci');
    await withHostileFiles(valet);
    const before = await textOf(valet.credentialsPath);
    const argv = served(ROLE_WITHOUT_MFA, identity(valet));
    const { code, stdout, stderr } = await valet.run(argv, { environment: HOSTILE });
    expect(stderr).toBe('');
    expect(stdout).toContain(READ_ONLY_ARN);
    expect(code).toBe(0);
    expect(await foldersLeft(valet)).toEqual([]);
    expect(await textOf(valet.credentialsPath)).toBe(before);
  });

  test('is the role for boto3 and the JavaScript SDK too', async ({ valet }) => {
    await withBaseKey(valet, 'ci');
    await withHostileFiles(valet);
    const python = `import boto3; print(boto3.client('sts', endpoint_url='${valet.sts.url}').get_caller_identity()['Arn'])`;
    const javaScript = `
      import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
      const client = new STSClient({ endpoint: '${valet.sts.url}' });
      console.log((await client.send(new GetCallerIdentityCommand({}))).Arn);`;
    for (const command of [
      ['python3', '-c', python],
      ['node', '--input-type=module', '-e', javaScript],
    ]) {
      const argv = served(ROLE_WITHOUT_MFA, command);
      const { code, stdout, stderr } = await valet.run(argv, { environment: HOSTILE });
      expect([code, stdout, stderr]).toEqual([0, expect.stringContaining(READ_ONLY_ARN), '']);
    }
  });

  test('may be a role over a hub with MFA, and gets the region asked for', async ({ valet }) => {
    await withBaseKey(valet);
    const options = ['--mfa-code', await freshCode(valet), '--region', 'eu-central-1'];
    const script = `${identity(valet).join(' ')}; echo "$AWS_REGION"; cat "$AWS_CONFIG_FILE"`;
    const { stdout } = await valet.run(served(CHAINED_ROLE, ['sh', '-c', script], options));
    expect(stdout).toContain(CHAINED_ROLE_ARN);
    expect(stdout).toContain('\neu-central-1\n[default]\nregion = eu-central-1\n');
  });

  test('gets no key in its variables, and its files hold none', async ({ valet }) => {
    await withBaseKey(valet, 'ci');
    const script =
      'env; cat "$AWS_CONFIG_FILE" "$AWS_SHARED_CREDENTIALS_FILE"; ls -la "$(dirname "$AWS_CONFIG_FILE")"';
    const { stdout } = await valet.run(served(ROLE_WITHOUT_MFA, ['sh', '-c', script]), {
      environment: HOSTILE,
    });
    expect(stdout).not.toMatch(/A[SK]IA[A-Z0-9]{12}/);
    expect(stdout).not.toMatch(/aws_access_key_id|role_arn|AWS_SESSION_TOKEN/i);
    expect(stdout).toMatch(/^drwx------ .* \.$/m);
    expect(stdout).toMatch(/^-rw------- .* config$/m);
    expect(stdout).toMatch(/^-rw------- .* credentials$/m);
  });
});

test('exit codes are those of exec', async ({ valet }) => {
  await withBaseKey(valet, 'ci');
  const codeOf = async (command: string[], role = ROLE_WITHOUT_MFA) =>
    (await valet.run(served(role, command))).code;
  expect(await codeOf(['sh', '-c', 'exit 7'])).toBe(7);
  expect(await codeOf(['sh', '-c', 'kill -TERM $$'])).toBe(143);
  expect(await codeOf(['no-such-program-here'])).toBe(127);
  expect(await codeOf([valet.configPath])).toBe(126);
  expect(await foldersLeft(valet)).toEqual([]);
  expect(await codeOf(['true'], 'nobody')).toBe(125);
  await withBaseKey(valet);
  const { code, stdout, stderr } = await valet.run(served('hub', ['echo', 'ran']));
  expect(code).toBe(125);
  expect(stderr).toContain('(MFA_REQUIRED)');
  expect(stdout).toBe('');
});

test('SIGTERM goes to the command, and takes endpoint and files along', async ({ valet }) => {
  await withBaseKey(valet, 'ci');
  const { child, ended, seen } = await startWaiting(valet);
  expect(await foldersLeft(valet)).toHaveLength(1);
  child.kill('SIGTERM');
  expect(await ended).toBe(143);
  expect(await foldersLeft(valet)).toEqual([]);
  await expect(fetch(seen.url)).rejects.toThrow();
});

test('a kill leaves no secret on disk, and the next run sweeps what it left', async ({ valet }) => {
  await withBaseKey(valet, 'ci');
  const { child, ended, seen } = await startWaiting(valet);
  child.kill('SIGKILL');
  await ended;
  process.kill(seen.processId);
  await expect(fetch(seen.url)).rejects.toThrow();
  expect(await foldersLeft(valet)).toHaveLength(1);
  const { AccessKeyId = '', SecretAccessKey = '', Token = '' } = seen.answer;
  expect([AccessKeyId, SecretAccessKey, Token].every((part) => part.length > 10)).toBe(true);
  for (const text of await textsOnDisk(valet)) {
    for (const secret of [AccessKeyId, SecretAccessKey, Token, seen.token]) {
      expect(text.includes(secret)).toBe(false);
    }
  }
  expect((await valet.run(served(ROLE_WITHOUT_MFA, ['true']))).code).toBe(0);
  expect(await foldersLeft(valet)).toEqual([]);
});

test('the token is in no argument of any process, and not in the log', async ({ valet }) => {
  await withBaseKey(valet, 'ci');
  const { child, ended, seen } = await startWaiting(valet);
  const list = `for f in /proc/[0-9]*/cmdline; do tr '\\0' ' ' < "$f" 2>/dev/null; echo; done`;
  const { stdout } = await valet.program('sh', ['-c', list]);
  expect(stdout).toContain('--server');
  expect(stdout).not.toContain(seen.token);
  const statusOf = async (headers: Record<string, string>) =>
    (await fetch(seen.url, { headers })).status;
  expect(await statusOf({ authorization: `${seen.token}x` })).toBe(403);
  expect(await statusOf({ authorization: seen.token })).toBe(200);
  child.kill('SIGTERM');
  await ended;
  const log = await textOf(join(valet.home, 'log', 'role-valet.log'));
  expect(log).toContain('a request for container credentials was refused');
  expect(log).not.toContain(seen.token);
  expect(log).not.toContain(new URL(seen.url).pathname);
});

test('a command outlives its first credentials', async ({ valet }) => {
  await withBaseKey(valet, 'ci');
  valet.sts.faults.sessionSeconds = 5;
  const command = identity(valet).join(' ');
  const script = `set -e; ${command}; sleep 6; ${command}; sleep 6; ${command}`;
  const { code, stdout } = await valet.run(served(ROLE_WITHOUT_MFA, ['sh', '-c', script]));
  expect(code).toBe(0);
  expect(stdout.match(/:assumed-role\/readonly\//g)).toHaveLength(3);
  expect(valet.sts.calls.filter(({ action }) => action === 'AssumeRole').length).toBeGreaterThan(2);
});
