/** AWS's own clients on managed profiles: they run our command themselves, as a user's would. */
import { chmod, copyFile, cp, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { asProfile, MANAGED_CLIENTS } from '../managed-clients.ts';
import { CHAINED_ROLE, freshCode, ROLE_WITHOUT_MFA, roleArnOf, withBaseKey } from '../practice.ts';
import { CLI_COMMAND, expect, test, textOf, type Valet } from '../valet.ts';

/** Both SDKs renew well before this is over, so each use asks anew. */
const SESSION_SECONDS = 4;

async function manage(valet: Valet, profile: string): Promise<void> {
  const { code, stderr } = await valet.run(['manage', profile]);
  expect(code, stderr).toBe(0);
}

for (const client of MANAGED_CLIENTS) {
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
    `\n[profile ${name}]\nrole_arn = ${roleArnOf(valet, role)}\nsource_profile = ${source}\nregion = eu-west-1\n`;
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
    for (const client of MANAGED_CLIENTS) {
      const [line] = await asProfile(valet, client, ROLE_WITHOUT_MFA);
      expect(line).toContain(':assumed-role/readonly/');
    }
    await valet.program(process.execPath, [script, 'unmanage', ROLE_WITHOUT_MFA]);
    expect(await readFile(valet.configPath)).toEqual(before);
  });
}
