/** AWS's own clients on managed profiles: they run our command themselves, as a user's would. */
import { chmod, copyFile, cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { practiceAgent } from '../../electron/agent/testing/practice-agent.ts';
import { loadContext } from '../../electron/core/app/load-context.ts';
import { manageRole } from '../../electron/core/app/manage-role.ts';
import { AWS_COMMAND, PYTHON_COMMAND } from '../../electron/practice/testing/real-clients.ts';
import { CHAINED_ROLE, freshCode, ROLE_WITHOUT_MFA, withBaseKey } from '../practice.ts';
import { converse } from '../pty.ts';
import { CLI_COMMAND, expect, test, textOf, type Valet } from '../valet.ts';

/** Both SDKs renew well before this is over, so each use asks anew. */
const SESSION_SECONDS = 4;

const JAVASCRIPT = `
import { setTimeout as sleep } from 'node:timers/promises';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
const client = new STSClient({ endpoint: process.env.AWS_ENDPOINT_URL_STS, maxAttempts: 1 });
for (let left = Number(process.env.ROUNDS); left > 0; left -= 1) {
  const { accessKeyId, expiration } = await client.config.credentials();
  const { Arn } = await client.send(new GetCallerIdentityCommand({}));
  console.log(accessKeyId, Arn);
  if (left > 1) await sleep(expiration.getTime() - Date.now() + 1200);
}`;

const PYTHON = `
import os, time
import boto3
session = boto3.Session()
client = session.client('sts')
for left in range(int(os.environ['ROUNDS']), 0, -1):
    credentials = session.get_credentials()
    key = credentials.get_frozen_credentials().access_key
    print(key, client.get_caller_identity()['Arn'], flush=True)
    if left > 1:
        time.sleep(max(0, credentials._expiry_time.timestamp() - time.time()) + 1.2)
`;

const CLIENTS = {
  'the AWS CLI': [
    AWS_COMMAND ?? 'aws',
    ['sts', 'get-caller-identity', '--query', 'Arn', '--output', 'text'],
  ],
  boto3: [PYTHON_COMMAND ?? 'python3', ['-c', PYTHON]],
  'AWS SDK for JavaScript': [process.execPath, ['--input-type=module', '-e', JAVASCRIPT]],
} as const;

/** What clients too old for AWS_ENDPOINT_URL_STS read the address of STS from, their own calls too. */
async function withRules(valet: Valet): Promise<string> {
  const folder = join(valet.folder, 'models');
  await mkdir(join(folder, 'sts', '2011-06-15'), { recursive: true });
  const switches = ['UseDualStack', 'UseFIPS'].map((name) => [
    name,
    { builtIn: `AWS::${name}`, required: true, default: false, type: 'Boolean' },
  ]);
  const rules = {
    version: '1.0',
    parameters: {
      Region: { builtIn: 'AWS::Region', required: false, type: 'String' },
      ...Object.fromEntries(switches),
      Endpoint: { builtIn: 'SDK::Endpoint', required: false, type: 'String' },
      UseGlobalEndpoint: {
        builtIn: 'AWS::STS::UseGlobalEndpoint',
        required: true,
        default: false,
        type: 'Boolean',
      },
    },
    rules: [
      {
        conditions: [],
        endpoint: { url: valet.sts.url, properties: {}, headers: {} },
        type: 'endpoint',
      },
    ],
  };
  const path = join(folder, 'sts', '2011-06-15', 'endpoint-rule-set-1.json');
  await writeFile(path, JSON.stringify(rules));
  return folder;
}

/** Lines that a client printed as `profile`: who it was, each time. */
async function asProfile(
  valet: Valet,
  client: keyof typeof CLIENTS,
  profile: string,
  rounds = 1,
): Promise<string[]> {
  const [command, argv] = CLIENTS[client];
  const { code, stdout, stderr } = await valet.program(command, argv, {
    environment: {
      AWS_PROFILE: profile,
      AWS_DATA_PATH: await withRules(valet),
      AWS_MAX_ATTEMPTS: '1',
      ROUNDS: String(rounds),
    },
  });
  expect(code, stderr).toBe(0);
  return stdout.trim().split('\n');
}

async function manage(valet: Valet, profile: string): Promise<void> {
  const { code, stderr } = await valet.run(['manage', profile]);
  expect(code, stderr).toBe(0);
}

const arnOf = (valet: Valet, name: string) =>
  valet.organisation.profiles.find((profile) => profile.name === name)?.roleArn ?? '';

for (const client of Object.keys(CLIENTS) as (keyof typeof CLIENTS)[]) {
  test(`a managed chained role works by its own name in ${client}, and is renewed`, async ({
    valet,
  }) => {
    await withBaseKey(valet);
    const before = await readFile(valet.configPath);
    await manage(valet, CHAINED_ROLE);
    await valet.run(['assume', CHAINED_ROLE, '--mfa-code', await freshCode(valet)]);
    expect((await asProfile(valet, client, CHAINED_ROLE))[0]).toContain(':assumed-role/deployer/');

    // The hub's session and the MFA session go on; the role's own ends and is cut anew each time.
    await valet.run(['stop', CHAINED_ROLE]);
    valet.sts.faults.sessionSeconds = SESSION_SECONDS;
    const assumed = () => valet.sts.calls.filter(({ action }) => action === 'AssumeRole').length;
    const assumedBefore = assumed();
    const lines = await asProfile(valet, client, CHAINED_ROLE, 3);
    // Each command of the AWS CLI is a process that asks anew.
    for (let more = client === 'the AWS CLI' ? 2 : 0; more > 0; more -= 1) {
      lines.push(...(await asProfile(valet, client, CHAINED_ROLE)));
    }
    expect(lines).toHaveLength(3);
    for (const line of lines) expect(line).toContain(':assumed-role/deployer/');
    expect(assumed() - assumedBefore).toBeGreaterThanOrEqual(3);
    expect(await textOf(valet.credentialsPath)).toBe('');

    const back = await valet.run(['unmanage', CHAINED_ROLE]);
    expect(back.code, back.stderr).toBe(0);
    expect(await readFile(valet.configPath)).toEqual(before);
  });
}

test('a managed base is the source of roles that nobody manages, with its MFA session too', async ({
  valet,
}) => {
  await withBaseKey(valet);
  await withBaseKey(valet, 'ci');
  const plain = (name: string, source: string, role: string) =>
    `\n[profile ${name}]\nrole_arn = ${arnOf(valet, role)}\nsource_profile = ${source}\nregion = eu-west-1\n`;
  await writeFile(
    valet.configPath,
    (await textOf(valet.configPath)) +
      plain('plain', 'ci', ROLE_WITHOUT_MFA) +
      plain('plain-hub', 'security', 'hub') +
      plain('plain-chain', 'plain-hub', CHAINED_ROLE),
  );
  const before = await readFile(valet.configPath);
  await manage(valet, 'ci');
  await manage(valet, 'security');
  await valet.run(['assume', 'security', '--mfa-code', await freshCode(valet)]);

  const { stdout } = await valet.run(['credential-process', 'security']);
  expect(JSON.parse(stdout)).toMatchObject({ Version: 1, SessionToken: expect.any(String) });
  for (const client of ['the AWS CLI', 'boto3'] as const) {
    expect((await asProfile(valet, client, 'security'))[0]).toContain(':user/');
    expect((await asProfile(valet, client, 'plain'))[0]).toContain(':assumed-role/readonly/');
    expect((await asProfile(valet, client, 'plain-hub'))[0]).toContain(':assumed-role/hub/');
    expect((await asProfile(valet, client, 'plain-chain'))[0]).toContain(':assumed-role/deployer/');
  }
  expect((await asProfile(valet, 'AWS SDK for JavaScript', 'ci'))[0]).toContain(':user/');
  // With us the roles behind it are what they were.
  expect((await valet.run(['assume', 'plain'])).code).toBe(0);
  await valet.run(['unmanage', 'security']);
  await valet.run(['unmanage', 'ci']);
  expect(await readFile(valet.configPath)).toEqual(before);
});

for (const withLauncher of [false, true]) {
  const what = withLauncher ? 'the launcher of a packaged app' : 'Node and a script';
  test(`${what}, in a folder with blanks, quotes and a comment sign, is run by every client`, async ({
    valet,
  }) => {
    await withBaseKey(valet, 'ci');
    const out = join(CLI_COMMAND[1] ?? '', '..');
    const repository = join(out, '..', '..');
    const copy = join(valet.folder, `it's "my" $HOME #1 \`Role Valet\``);
    await cp(out, join(copy, 'main'), { recursive: true });
    await copyFile(join(repository, 'package.json'), join(copy, 'package.json'));
    await symlink(join(repository, 'node_modules'), join(copy, 'node_modules'));
    if (withLauncher) {
      const launcher = join(copy, 'main', 'role-valet');
      await copyFile(join(repository, 'tools', 'packaging', 'cli', 'role-valet'), launcher);
      await chmod(launcher, 0o755);
    }
    const before = await readFile(valet.configPath);
    const script = join(copy, 'main', 'cli.js');
    const managed = await valet.program(process.execPath, [script, 'manage', ROLE_WITHOUT_MFA]);
    expect(managed.code, managed.stderr).toBe(0);
    expect(await textOf(valet.configPath)).toContain(withLauncher ? 'main/role-valet' : 'cli.js');
    for (const client of Object.keys(CLIENTS) as (keyof typeof CLIENTS)[]) {
      const [line] = await asProfile(valet, client, ROLE_WITHOUT_MFA);
      expect(line).toContain(':assumed-role/readonly/');
    }
    await valet.program(process.execPath, [script, 'unmanage', ROLE_WITHOUT_MFA]);
    expect(await readFile(valet.configPath)).toEqual(before);
  });
}

test('a dry run prints the change and makes none; refusals name the line and change nothing', async ({
  valet,
}) => {
  await withBaseKey(valet, 'ci');
  const before = await textOf(valet.configPath);
  const dry = await valet.run(['manage', ROLE_WITHOUT_MFA, '--dry-run']);
  expect(dry.code).toBe(0);
  expect(dry.stdout).toContain(`--- ${valet.configPath}`);
  expect(dry.stdout).toMatch(/^-role_arn = /m);
  expect(dry.stdout).toMatch(/^\+valet_role_arn = /m);
  expect(dry.stdout).toMatch(/^\+credential_process = .* credential-process shop-dev-readonly$/m);
  const json = await valet.run(['manage', ROLE_WITHOUT_MFA, '--dry-run', '--json']);
  expect(JSON.parse(json.stdout)).toMatchObject({
    profile: ROLE_WITHOUT_MFA,
    managed: true,
    dryRun: true,
    diff: dry.stdout,
  });
  expect(await textOf(valet.configPath)).toBe(before);

  const stale = `[${ROLE_WITHOUT_MFA}]\naws_access_key_id = ASIAIOSFODNN7EXAMPLE\naws_secret_access_key = s\naws_session_token = t\n`;
  await writeFile(valet.credentialsPath, stale, { mode: 0o600 });
  const refused = await valet.run(['manage', ROLE_WITHOUT_MFA]);
  expect(refused.code).toBe(5);
  expect(refused.stderr).toContain(`${valet.credentialsPath}, line 2`);
  expect(refused.stderr).toContain('--remove-session');
  expect(await textOf(valet.configPath)).toBe(before);
  const removed = await valet.run(['manage', ROLE_WITHOUT_MFA, '--remove-session', '--json']);
  expect(removed.code, removed.stdout).toBe(0);
  expect(JSON.parse(removed.stdout)).toMatchObject({ managed: true, profile: ROLE_WITHOUT_MFA });
  expect(await textOf(valet.credentialsPath)).not.toContain('ASIA');
  expect((await asProfile(valet, 'boto3', ROLE_WITHOUT_MFA))[0]).toContain('/readonly/');
  expect((await valet.run(['manage', ROLE_WITHOUT_MFA])).stdout).toContain('managed already');

  await valet.run(['unmanage', ROLE_WITHOUT_MFA]);
  expect(await textOf(valet.configPath)).toBe(before);
  expect((await valet.run(['unmanage', ROLE_WITHOUT_MFA])).stdout).toContain('is not managed');
});

test('default is managed only with --yes where nobody can be asked', async ({ valet }) => {
  await withBaseKey(valet, 'ci');
  const before =
    `${await textOf(valet.configPath)}\n[default]\nrole_arn = ${arnOf(valet, ROLE_WITHOUT_MFA)}\n` +
    'source_profile = ci\nregion = eu-west-1\n';
  await writeFile(valet.configPath, before);
  const refused = await valet.run(['manage', 'default']);
  expect(refused.code).toBe(5);
  expect(refused.stderr).toContain('every program that names no profile');
  expect(await textOf(valet.configPath)).toBe(before);
  expect((await valet.run(['manage', 'default', '--yes'])).code).toBe(0);
  expect((await asProfile(valet, 'boto3', 'default'))[0]).toContain(':assumed-role/readonly/');
  await valet.run(['unmanage', 'default']);
  expect(await textOf(valet.configPath)).toBe(before);
});

test('a person sees the change and is asked; without a yes nothing changes', async ({ valet }) => {
  await withBaseKey(valet, 'ci');
  const before = await textOf(valet.configPath);
  const see = /\+credential_process[\s\S]*Manage shop-dev-readonly\? \[y\/N\] /;
  const command = [...CLI_COMMAND, 'manage', ROLE_WITHOUT_MFA];
  const no = await converse(command, valet.environment, [{ see, type: '' }]);
  expect(no.code).toBe(5);
  expect(await textOf(valet.configPath)).toBe(before);
  const yes = await converse(command, valet.environment, [{ see, type: 'y' }]);
  expect(yes.code, yes.screen).toBe(0);
  expect(await textOf(valet.configPath)).toContain('credential-process shop-dev-readonly');
});

test('where the app runs, it answers for managed roles and bases', async ({ valet }) => {
  const agent = await practiceAgent();
  try {
    const { app } = agent.practice;
    const [node = '', ...script] = CLI_COMMAND;
    for (const profile of ['ci', ROLE_WITHOUT_MFA]) {
      await manageRole(app, await loadContext(app), {
        profile,
        command: { words: CLI_COMMAND, platform: process.platform },
        isAgreed: false,
      });
      // This process finds no key of the app's, so what comes is the app's answer.
      const handed = await valet.program(node, [...script, 'credential-process', profile], {
        environment: agent.environment,
      });
      expect(handed.code, handed.stderr).toBe(0);
      expect(JSON.parse(handed.stdout)).toMatchObject({ Version: 1 });
    }
  } finally {
    await agent.close();
  }
});
