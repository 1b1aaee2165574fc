import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { converse } from '../pty.ts';
import { CLI_COMMAND, expect, runProgram, test } from '../valet.ts';

/** An environment without any practice settings: what a new user has. */
function plain(environment: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !/^(AWS_|ROLE_VALET_)/.test(name)),
  );
}

test('practice --shell: a whole organisation in a shell, gone with it', async ({ valet }) => {
  let folder = '';
  const { code, screen } = await converse(
    [...CLI_COMMAND, 'practice', '--shell'],
    {
      ...plain(valet.environment),
      SHELL: '/bin/sh',
      PS1: 'prompt> ',
      AWS_PROFILE: 'mine',
      // A bare machine has no pager for the AWS CLI to open.
      AWS_PAGER: '',
    },
    [
      {
        see: /Practice shell[\s\S]*prompt> $/,
        type: 'echo "at $ROLE_VALET_HOME; profile [$AWS_PROFILE]"',
      },
      { see: /at (\S+); profile \[\][\s\S]*prompt> $/, type: 'role-valet roles shop-dev' },
      {
        see: /shop-dev-deployer[\s\S]*prompt> $/,
        type: 'role-valet assume shop-dev-deployer --mfa-code $(role-valet practice --code)',
      },
      {
        see: /You are[\s\S]*prompt> $/,
        type: 'role-valet exec - -- aws sts get-caller-identity --query Arn --output text',
      },
      { see: /assumed-role\/deployer\/[\s\S]*prompt> $/, type: 'exit 3' },
    ],
  );
  folder = /at (\/\S+); profile/.exec(screen)?.[1] ?? '';
  expect(code).toBe(3);
  expect(folder).not.toBe('');
  expect(existsSync(folder)).toBe(false);
});

test('practice prints an environment that works, until it is ended', async ({ valet }) => {
  const environment = plain(valet.environment);
  const [program = '', ...argv] = [...CLI_COMMAND, 'practice', '--json'];
  const server = spawn(program, argv, { env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  const printed = await new Promise<{ environment: Record<string, string> }>((resolve) => {
    let text = '';
    server.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
      if (text.endsWith('}\n')) resolve(JSON.parse(text));
    });
  });
  const inside = { ...environment, ...printed.environment };
  const run = (...words: string[]) => runProgram(program, [argv[0] ?? '', ...words], inside);
  expect((await run('roles')).stdout).toContain('hub');
  const { stdout } = await run('practice', '--code', '--json');
  const { code } = JSON.parse(stdout) as { code: string };
  const assumed = await run('assume', 'hub', '--mfa-code', code);
  expect(assumed.stderr).toBe('');
  expect(assumed.code).toBe(0);

  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect(existsSync(printed.environment.ROLE_VALET_HOME ?? '')).toBe(false);
});

test('practice without a keychain says so, and works in memory-only mode', async ({ valet }) => {
  const { DBUS_SESSION_BUS_ADDRESS: _, ...rest } = plain(valet.environment);
  const environment = { ...rest, SHELL: '/bin/sh', PS1: 'prompt> ' };
  const [program = '', ...argv] = [...CLI_COMMAND, 'practice', '--shell'];
  const refused = await runProgram(program, argv, environment);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('(KEYCHAIN_UNAVAILABLE)');
  const { screen } = await converse([program, ...argv, '--memory-only'], environment, [
    { see: /prompt> $/, type: 'role-valet assume shop-dev-readonly' },
    { see: /You are[\s\S]*prompt> $/, type: 'exit' },
  ]);
  expect(screen).toContain(':assumed-role/readonly/');
});

test('practice --code elsewhere is wrong usage', async ({ valet }) => {
  const { code, stderr } = await valet.run(['practice', '--code']);
  expect(code).toBe(2);
  expect(stderr).toContain('practice --shell');
});
