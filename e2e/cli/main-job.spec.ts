import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findProgram, isMissing } from '../../electron/core/outputs/env/real-programs.fixture.ts';
import { CHAINED_ROLE, CHAINED_ROLE_ARN, freshCode, withBaseKey } from '../practice.ts';
import { CLI_COMMAND, expect, test, textOf, type Valet } from '../valet.ts';

const AWS = existsSync('/usr/bin/aws') ? '/usr/bin/aws' : 'aws';

/** `aws sts get-caller-identity` in the valet's environment: AWS CLI 2.9 wants the endpoint told. */
function whoAmI(valet: Valet, argv: readonly string[] = [], environment = {}) {
  const identity = ['sts', 'get-caller-identity', '--output', 'text', '--query', 'Arn'];
  const endpoint = ['--endpoint-url', valet.sts.url];
  return valet.program(AWS, [...endpoint, ...argv, ...identity], { environment });
}

test.describe('the main job', () => {
  test.beforeEach(async ({ valet }) => {
    await withBaseKey(valet);
  });

  test('keys, roles, plan, assume over two hops', async ({ valet }) => {
    const keys = await valet.run(['keys', 'list']);
    expect(keys.stdout).toContain('security');

    const roles = await valet.run(['roles']);
    expect(roles.code).toBe(0);
    expect(roles.stdout).toContain(CHAINED_ROLE);

    const plan = await valet.run(['plan', CHAINED_ROLE]);
    expect(plan.code).toBe(0);
    expect(plan.stdout).toContain('GetSessionToken');
    expect(plan.stdout.match(/AssumeRole/g)).toHaveLength(2);
    expect(valet.sts.calls.filter(({ action }) => action === 'AssumeRole')).toEqual([]);

    const assumed = await valet.run(['assume', CHAINED_ROLE, '--mfa-code', await freshCode(valet)]);
    expect(assumed.stderr).toBe('');
    expect(assumed.code).toBe(0);
    expect(assumed.stdout).toContain(CHAINED_ROLE_ARN);

    const again = await valet.run(['assume', '-', '--json']);
    expect(JSON.parse(again.stdout)).toMatchObject({ reused: true, profile: CHAINED_ROLE });
  });

  for (const shell of ['sh', 'bash', 'zsh', 'fish']) {
    test(`env is evaluated by ${shell}, and the real AWS CLI is the role`, async ({ valet }) => {
      await valet.run(['assume', CHAINED_ROLE, '--mfa-code', await freshCode(valet)]);
      const cli = CLI_COMMAND.map((word) => `'${word}'`).join(' ');
      const format = shell === 'fish' ? 'fish' : 'sh';
      const load =
        shell === 'fish'
          ? `${cli} env ${CHAINED_ROLE} --format ${format} | source`
          : `eval "$(${cli} env ${CHAINED_ROLE} --format ${format})"`;
      const call = `${AWS} --endpoint-url ${valet.sts.url} sts get-caller-identity --output text --query Arn`;
      const unset =
        shell === 'fish'
          ? `${cli} env --unset --format fish | source`
          : `eval "$(${cli} env --unset --format sh)"`;
      const script = `${load}\n${call}\n${unset}\nenv\n`;
      const { code, stdout, stderr } = await valet.program(shell, ['-c', script], {
        environment: { AWS_PROFILE: 'stale', AWS_SECURITY_TOKEN: 'stale' },
      });
      expect(stderr).toBe('');
      expect(code).toBe(0);
      expect(stdout.split('\n')[0]).toContain(CHAINED_ROLE_ARN);
      expect(stdout).not.toMatch(/AWS_SESSION_TOKEN|AWS_ACCESS_KEY_ID|AWS_PROFILE/);
    });
  }

  test('nushell, which has no eval, loads the variables as JSON', async ({ valet }) => {
    const nu = findProgram('nu');
    test.skip(isMissing(nu), 'nushell comes with ./test on Linux x64 only');
    if (nu === undefined) throw new Error('nushell is not installed: ./test does it');
    await valet.run(['assume', CHAINED_ROLE, '--mfa-code', await freshCode(valet)]);
    const cli = CLI_COMMAND.map((word) => `'${word}'`).join(' ');
    const script = [
      'hide-env AWS_PROFILE AWS_SECURITY_TOKEN',
      `^${cli} env ${CHAINED_ROLE} --format json | from json | load-env`,
      `^${AWS} --endpoint-url ${valet.sts.url} sts get-caller-identity --output text --query Arn`,
    ].join('\n');
    const { code, stdout, stderr } = await valet.program(nu, ['-n', '-c', script], {
      environment: { AWS_PROFILE: 'stale', AWS_SECURITY_TOKEN: 'stale' },
    });
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toContain(CHAINED_ROLE_ARN);
  });

  test('env guesses the shell that called it', async ({ valet }) => {
    await valet.run(['assume', CHAINED_ROLE, '--mfa-code', await freshCode(valet)]);
    const cli = CLI_COMMAND.map((word) => `'${word}'`).join(' ');
    // A second command keeps the shell from replacing itself with ours.
    const fish = await valet.program('fish', ['-c', `${cli} env ${CHAINED_ROLE}; true`]);
    const bash = await valet.program('bash', ['-c', `${cli} env ${CHAINED_ROLE}; true`]);
    expect(fish.stdout).toContain('set -gx AWS_SESSION_TOKEN');
    expect(bash.stdout).toContain('export AWS_SESSION_TOKEN');
  });

  test('write, then --profile; stop takes it away again', async ({ valet }) => {
    const before = '# mine\n[work]\nregion = eu-central-1\n';
    await writeFile(valet.credentialsPath, before, { mode: 0o600 });
    const target = `${CHAINED_ROLE}-session`;
    const written = await valet.run(['write', CHAINED_ROLE, '--mfa-code', await freshCode(valet)]);
    expect(written.stderr).toBe('');
    expect(written.stdout).toContain(`[${target}]`);

    const who = await whoAmI(valet, ['--profile', target]);
    expect(who.stderr).toBe('');
    expect(who.stdout).toContain(CHAINED_ROLE_ARN);
    expect(await textOf(valet.credentialsPath)).toMatch(/x_security_token_expires/);

    const stopped = await valet.run(['stop', CHAINED_ROLE]);
    expect(stopped.code).toBe(0);
    expect(stopped.stdout).toMatch(/stay valid until/);
    expect(await textOf(valet.credentialsPath)).toBe(before);
    expect((await valet.run(['status'])).stdout).not.toContain(target);
  });

  test('credential-process serves the real AWS CLI and boto3', async ({ valet }) => {
    await valet.run(['assume', CHAINED_ROLE, '--mfa-code', await freshCode(valet)]);
    const command = CLI_COMMAND.map((word) => `"${word}"`).join(' ');
    const config = join(valet.folder, 'process-config');
    await writeFile(
      config,
      `[profile x]\nregion = eu-west-1\ncredential_process = ${join(valet.folder, 'helper')}\n`,
    );
    await writeFile(
      join(valet.folder, 'helper'),
      `#!/bin/sh\nAWS_CONFIG_FILE='${valet.configPath}' exec ${command} credential-process ${CHAINED_ROLE}\n`,
      { mode: 0o755 },
    );
    const who = await whoAmI(valet, ['--profile', 'x'], { AWS_CONFIG_FILE: config });
    expect(who.stderr).toBe('');
    expect(who.stdout).toContain(CHAINED_ROLE_ARN);

    const script = `import boto3; print(boto3.Session(profile_name='x').client('sts', endpoint_url='${valet.sts.url}').get_caller_identity()['Arn'])`;
    const boto = await valet.program('/usr/bin/python3', ['-c', script], {
      environment: { AWS_CONFIG_FILE: config },
    });
    expect(boto.stdout).toContain(CHAINED_ROLE_ARN);
  });

  test('exec runs the real AWS CLI as the role', async ({ valet }) => {
    const identity = ['sts', 'get-caller-identity', '--output', 'text', '--query', 'Arn'];
    const { code, stdout, stderr } = await valet.run([
      ...['exec', CHAINED_ROLE, '--mfa-code', await freshCode(valet), '--'],
      ...[AWS, '--endpoint-url', valet.sts.url, ...identity],
    ]);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toContain(CHAINED_ROLE_ARN);
  });
});
