import { stat, writeFile } from 'node:fs/promises';
import { CHAINED_ROLE, CHAINED_ROLE_ARN, freshCode, ROLE_WITHOUT_MFA } from '../practice.ts';
import { converse } from '../pty.ts';
import { CLIENT_NAMES, whoIs } from '../real-clients.ts';
import { CLI_COMMAND, expect, test, textOf, type Valet } from '../valet.ts';

const READONLY = ':assumed-role/readonly/';

/** What a user has who never heard of keychains, with Windows line ends. */
async function withPlainKeys(valet: Valet): Promise<string> {
  const sections = valet.organisation.users.map(({ profile, keys: [key] }) =>
    [
      `[${profile}]`,
      `aws_access_key_id=${key?.accessKeyId}`,
      `aws_secret_access_key=${key?.secretAccessKey}`,
      '',
    ].join('\r\n'),
  );
  const text = `# my keys\r\n${sections.join('\r\n')}\r\n[work]\r\nregion = eu-west-1\r\n`;
  await writeFile(valet.credentialsPath, text, { mode: 0o600 });
  return text;
}

/** A role that no tool of ours manages, from a base without MFA. */
async function withPlainRole(valet: Valet): Promise<void> {
  const arn = valet.organisation.profiles.find(({ name }) => name === ROLE_WITHOUT_MFA)?.roleArn;
  const config = await textOf(valet.configPath);
  await writeFile(
    valet.configPath,
    `${config}\n[profile plain]\nrole_arn = ${arn}\nsource_profile = ci\nregion = eu-west-1\n`,
  );
}

for (const client of CLIENT_NAMES) {
  test(`roles go on in ${client}, once the adopted base is managed`, async ({ valet }) => {
    await withPlainKeys(valet);
    await withPlainRole(valet);
    expect((await whoIs(valet, client, 'plain')).stdout).toContain(READONLY);

    const adopted = await valet.run(['keys', 'adopt']);
    expect(adopted.code, adopted.stderr).toBe(0);
    expect(adopted.stdout).toMatch(/Moved {4}AKIA\w+ of ci \(arn:aws:iam::\d+:user\/[^)]+\)/);
    expect(adopted.stdout).toContain('role-valet manage ci');
    expect(adopted.stderr).toMatch(/still assumes .*plain.*until you run: role-valet manage ci/);
    expect(await textOf(valet.credentialsPath)).toBe(
      '# my keys\r\n\r\n\r\n[work]\r\nregion = eu-west-1\r\n',
    );
    expect((await stat(valet.credentialsPath)).mode & 0o777).toBe(0o600);

    // Ours go on at once, theirs not: that is what the note said.
    const ours = await valet.run(['assume', 'plain']);
    expect(ours.stdout).toContain(READONLY);
    expect((await whoIs(valet, client, 'plain')).code).not.toBe(0);

    const managed = await valet.run(['manage', 'ci']);
    expect(managed.code, managed.stderr).toBe(0);
    const who = await whoIs(valet, client, 'plain');
    expect(who.stderr).toBe('');
    expect(who.stdout).toContain(READONLY);
  });
}

test('chains behind MFA go on too, and undo brings the lines back', async ({ valet }) => {
  const before = await withPlainKeys(valet);
  const config = await textOf(valet.configPath);
  expect((await valet.run(['keys', 'adopt', '--yes'])).code).toBe(0);
  const assumed = await valet.run(['assume', CHAINED_ROLE, '--mfa-code', await freshCode(valet)]);
  expect(assumed.stdout).toContain(CHAINED_ROLE_ARN);

  const undone = await valet.run(['undo', '--yes']);
  expect(undone.code, undone.stderr).toBe(0);
  expect(await textOf(valet.credentialsPath)).toBe(before);
  expect(await textOf(valet.configPath)).toBe(config);
  const keys = await valet.run(['keys', 'list']);
  expect(keys.stdout).toMatch(/security/);

  // The keychain has them already: only the lines go.
  const again = await valet.run(['keys', 'adopt', '--json']);
  expect(JSON.parse(again.stdout)).toMatchObject({
    keys: [{ isStored: true }, { isStored: true }],
    left: [],
    nextSteps: expect.arrayContaining(['role-valet manage ci']),
  });
  expect(await textOf(valet.credentialsPath)).not.toContain('AKIA');
});

test('--dry-run changes nothing; no output shows a secret', async ({ valet }) => {
  const before = await withPlainKeys(valet);
  const secrets = valet.organisation.users.flatMap(({ keys }) =>
    keys.map(({ secretAccessKey }) => secretAccessKey),
  );
  for (const more of [[], ['--json']]) {
    const { code, stdout, stderr } = await valet.run(['keys', 'adopt', '--dry-run', ...more]);
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('security');
    for (const secret of secrets) expect(stdout + stderr).not.toContain(secret);
  }
  expect(await textOf(valet.credentialsPath)).toBe(before);
  expect((await valet.run(['keys', 'list'])).stdout).not.toContain('security');
});

test('a person is asked, and told whose keys they are', async ({ valet }) => {
  const before = await withPlainKeys(valet);
  const dialogue = await converse([...CLI_COMMAND, 'keys', 'adopt'], valet.environment, [
    { see: /into the keychain\? \[y\/N\]/, type: 'n' },
  ]);
  expect(dialogue.screen).toMatch(/AKIA\w+ of security \(arn:aws:iam::\d+:user\//);
  expect(dialogue.code).toBe(5);
  expect(await textOf(valet.credentialsPath)).toBe(before);
});

test('what can’t be moved is left, named, and gives the exit code', async ({ valet }) => {
  const dead =
    '[dead]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n';
  const trio =
    '[trio]\naws_access_key_id = ASIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\naws_session_token = x\n';
  const half = '[half]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n';
  await writeFile(valet.credentialsPath, dead + trio + half);

  const all = await valet.run(['keys', 'adopt']);
  expect(all.code).toBe(5);
  expect(all.stderr).toMatch(/line 9: half has one half of a key only/);
  expect(all.stderr).toMatch(/line 2: dead: AWS does not know .* \(STS_KEY_INVALID\)/);
  expect(all.stderr).not.toContain('trio');

  const refused = await valet.run(['keys', 'adopt', 'dead']);
  expect(refused.code).toBe(1);
  const temporary = await valet.run(['keys', 'adopt', 'trio']);
  expect(temporary.code).toBe(5);
  expect(temporary.stderr).toMatch(/temporary credentials, which are never taken over/);
  expect((await valet.run(['keys', 'adopt', 'nobody'])).code).toBe(4);
  expect(await textOf(valet.credentialsPath)).toBe(dead + trio + half);

  const unchecked = await valet.run(['keys', 'adopt', 'dead', '--no-verify']);
  expect(unchecked.code, unchecked.stderr).toBe(0);
  expect(await textOf(valet.credentialsPath)).toBe(`[dead]\n${trio}${half}`);
  const other = dead.replace('IOSFODNN7', 'I44QH8DHB');
  await writeFile(valet.credentialsPath, other);
  const exists = await valet.run(['keys', 'adopt', '--no-verify']);
  expect(exists.code).toBe(5);
  expect(exists.stderr).toMatch(/KEY_EXISTS/);
  expect(await textOf(valet.credentialsPath)).toBe(other);
});
