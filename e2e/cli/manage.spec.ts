import { writeFile } from 'node:fs/promises';
import { practiceAgent } from '../../electron/agent/testing/practice-agent.ts';
import { loadContext } from '../../electron/core/app/load-context.ts';
import { manageRole } from '../../electron/core/app/manage-role.ts';
import { asProfile } from '../managed-clients.ts';
import { ROLE_WITHOUT_MFA, roleArnOf, withBaseKey } from '../practice.ts';
import { converse } from '../pty.ts';
import { CLI_COMMAND, expect, test, textOf } from '../valet.ts';

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
    `${await textOf(valet.configPath)}\n[default]\nrole_arn = ${roleArnOf(valet, ROLE_WITHOUT_MFA)}\n` +
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
        // The shell of that app's world: with another place to sign in it would be on its own.
        environment: { ...agent.environment, AWS_ENDPOINT_URL_SIGNIN: undefined },
      });
      expect(handed.code, handed.stderr).toBe(0);
      expect(JSON.parse(handed.stdout)).toMatchObject({ Version: 1 });
    }
  } finally {
    await agent.close();
  }
});
