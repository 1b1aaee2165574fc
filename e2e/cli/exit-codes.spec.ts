import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freshCode, ROLE_WITHOUT_MFA, withBaseKey } from '../practice.ts';
import { expect, test, textOf } from '../valet.ts';

test.describe('wrong usage', () => {
  for (const argv of [
    [],
    ['nonsense'],
    ['assume'],
    ['env', 'x', '--format', 'tcl'],
    ['assume', 'x', '--duration', 'soon'],
    ['stop'],
    ['credential-process'],
    ['credential-process', 'a', 'b'],
  ]) {
    test(`role-valet ${argv.join(' ')} is 2`, async ({ valet }) => {
      const { code, stdout, stderr } = await valet.run(argv);
      expect(code).toBe(2);
      expect(stdout).toBe('');
      expect(stderr).toMatch(/^role-valet: .+ \([A-Z_]+\)\n.+\n$/);
    });
  }
});

test('no such role is 4, in words and as JSON', async ({ valet }) => {
  const plain = await valet.run(['assume', 'nobody']);
  expect(plain.code).toBe(4);
  expect(plain.stderr).toContain('(ROLE_NOT_FOUND)');
  const json = await valet.run(['assume', 'nobody', '--json']);
  expect(json.code).toBe(4);
  expect(JSON.parse(json.stdout).error.code).toBe('ROLE_NOT_FOUND');
  expect(json.stderr).toBe('');
});

test('a part that fits several names is 4 and names them', async ({ valet }) => {
  const { code, stderr } = await valet.run(['assume', 'shop']);
  expect(code).toBe(4);
  expect(stderr).toContain('(ROLE_AMBIGUOUS)');
  expect(stderr).toContain(ROLE_WITHOUT_MFA);
});

test('an MFA code that nobody can give is 3', async ({ valet }) => {
  await withBaseKey(valet);
  const { code, stderr } = await valet.run(['credential-process', 'hub']);
  expect(code).toBe(3);
  expect(stderr).toContain('(MFA_REQUIRED)');
});

test('refusals to protect data are 5', async ({ valet }) => {
  await withBaseKey(valet);
  const remove = await valet.run(['keys', 'remove', 'security']);
  expect(remove.code).toBe(5);
  expect(remove.stderr).toContain('(CONFIRMATION_REQUIRED)');
  const other = await valet.run(['keys', 'add', 'security', '--no-verify'], {
    input: 'AKIAIOSFODNN7EXAMPLE\nwJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n',
  });
  expect(other.code).toBe(5);
  expect(other.stderr).toContain('(KEY_EXISTS)');
  await withBaseKey(valet, 'ci');
  const target = await valet.run(['write', ROLE_WITHOUT_MFA, '--target', 'hub']);
  expect(target.code).toBe(5);
  expect(target.stderr).toContain('(TARGET_REFUSED)');
  expect(await textOf(valet.credentialsPath)).toBe('');
});

test.describe('exec', () => {
  test.beforeEach(async ({ valet }) => {
    await withBaseKey(valet, 'ci');
  });

  test('gives the exit code of its command', async ({ valet }) => {
    const exec = (command: string[]) => valet.run(['exec', ROLE_WITHOUT_MFA, '--', ...command]);
    expect((await exec(['sh', '-c', 'exit 7'])).code).toBe(7);
    expect((await exec(['sh', '-c', 'kill -TERM $$'])).code).toBe(143);
    expect((await exec(['no-such-program-here'])).code).toBe(127);
    const file = join(valet.folder, 'not-executable');
    await writeFile(file, '#!/bin/sh\n');
    await chmod(file, 0o644);
    expect((await exec([file])).code).toBe(126);
  });

  test('is 125 with our code where it fails before the command starts', async ({ valet }) => {
    const { code, stderr, stdout } = await valet.run(['exec', 'nobody', '--', 'echo', 'ran']);
    expect(code).toBe(125);
    expect(stderr).toContain('(ROLE_NOT_FOUND)');
    expect(stdout).toBe('');
  });

  test('gives the child a clean environment, its own arguments and our standard input', async ({
    valet,
  }) => {
    const { stdout } = await valet.run(
      [
        'exec',
        ROLE_WITHOUT_MFA,
        '--',
        'sh',
        '-c',
        'cat; echo "[$AWS_PROFILE]"; echo "$@"',
        'sh',
        '--json',
        '-x',
      ],
      { input: 'from stdin\n', environment: { AWS_PROFILE: 'stale' } },
    );
    expect(stdout).toBe('from stdin\n[]\n--json -x\n');
  });
});

test('roles that would start from a written default are named, and need --yes', async ({
  valet,
}) => {
  await withBaseKey(valet, 'ci');
  const config = await textOf(valet.configPath);
  const role =
    '[profile from-default]\nrole_arn = arn:aws:iam::111122223333:role/x\nsource_profile = default\n';
  await writeFile(valet.configPath, `${config}\n${role}`);
  const argv = ['write', ROLE_WITHOUT_MFA, '--target', 'default'];
  const calls = valet.sts.calls.length;
  const refused = await valet.run(argv);
  expect(refused.code).toBe(5);
  expect(refused.stderr).toContain('(CONFIRMATION_REQUIRED)');
  expect(refused.stderr).toContain('from-default');
  expect(valet.sts.calls.length).toBe(calls);
  expect(await textOf(valet.credentialsPath)).toBe('');
  expect((await valet.run([...argv, '--yes'])).code).toBe(0);
});

test('exec without its dashes is refused rather than misread', async ({ valet }) => {
  for (const words of [
    ['echo', '--region', 'us-east-1'],
    ['echo', '--region', 'us-east-1', '--', 'x'],
    ['env', '--json', '--', 'true'],
    ['echo', 'a', '--', 'b'],
    ['aws', 's3', '--help'],
  ]) {
    const { code, stdout, stderr } = await valet.run(['exec', ROLE_WITHOUT_MFA, ...words]);
    expect(code).toBe(125);
    // With --json in front of the dashes the refusal is told as JSON.
    expect(stdout + stderr).toContain('exec needs one role, then -- before its command');
    expect(stdout === '' || words.includes('--json')).toBe(true);
  }
  expect((await valet.run(['exec', '--help'])).code).toBe(0);
});

test('without its keychain a target can still be listed and stopped', async ({ valet }) => {
  await withBaseKey(valet, 'ci');
  await valet.run(['write', ROLE_WITHOUT_MFA]);
  const environment = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' };
  const roles = await valet.run(['roles'], { environment });
  expect(roles.code).toBe(0);
  expect(roles.stdout).toContain(`${ROLE_WITHOUT_MFA}-session`);
  const stopped = await valet.run(['stop', ROLE_WITHOUT_MFA], { environment });
  expect(stopped.code).toBe(0);
  expect(stopped.stderr).toContain('kept sessions could not be removed');
  expect(await textOf(valet.credentialsPath)).not.toContain('aws_session_token');
});

test('a role that is no longer in the files can be stopped', async ({ valet }) => {
  await withBaseKey(valet, 'ci');
  await valet.run(['write', ROLE_WITHOUT_MFA]);
  const config = await textOf(valet.configPath);
  await writeFile(
    valet.configPath,
    config.replace(`[profile ${ROLE_WITHOUT_MFA}]`, '[profile renamed]'),
  );
  expect((await valet.run(['stop', ROLE_WITHOUT_MFA])).code).toBe(0);
  expect(await textOf(valet.credentialsPath)).not.toContain('aws_session_token');
});

test('options that every command takes may stand before it', async ({ valet }) => {
  await withBaseKey(valet, 'ci');
  const status = await valet.run(['--json', 'status']);
  expect(JSON.parse(status.stdout)).toEqual({ sessions: [], targets: [], clockOffsetSeconds: 0 });
  const keys = await valet.run(['--json', 'keys', 'list']);
  expect(JSON.parse(keys.stdout).keys).toHaveLength(1);
});

test('an empty list is no line for a program, and a sentence for a person', async ({ valet }) => {
  const { stdout, stderr } = await valet.run(['roles', 'nothing-of-this-name']);
  expect(stdout).toBe('');
  expect(stderr).toContain('nothing-of-this-name');
});

test('stop --all says what is still unlocked, and stopping the base ends that', async ({
  valet,
}) => {
  await withBaseKey(valet);
  await valet.run(['assume', 'hub', '--mfa-code', await freshCode(valet)]);
  const all = await valet.run(['stop', '--all']);
  expect(all.stderr).toContain('end it with: role-valet stop security');
  expect((await valet.run(['stop', 'security'])).code).toBe(0);
  expect((await valet.run(['assume', 'hub'])).code).toBe(3);
});
