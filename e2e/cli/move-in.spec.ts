import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROLE_WITHOUT_MFA, withBaseKey } from '../practice.ts';
import { expect, test, textOf, type Valet } from '../valet.ts';

const arnOf = (valet: Valet, name: string) =>
  valet.organisation.profiles.find((profile) => profile.name === name)?.roleArn ?? '';

/** Roles as `roles --json` lists them, without what a session adds. */
async function listed(valet: Valet, environment = {}) {
  const { stdout } = await valet.run(['roles', '--json'], { environment });
  const { roles } = JSON.parse(stdout) as { roles: { kind: string; profile: string }[] };
  return roles.map(({ profile, kind, ...rest }) => ({
    profile,
    kind,
    roleArn: (rest as { roleArn?: string }).roleArn,
  }));
}

test('an export is imported into an empty config, and gives the same list', async ({ valet }) => {
  const exported = await valet.run(['export', '--with-external-ids']);
  expect(exported.code, exported.stderr).toBe(0);
  const config = join(valet.folder, 'elsewhere');
  const environment = { AWS_CONFIG_FILE: config };
  const imported = await valet.run(['import', '-'], { input: exported.stdout, environment });
  expect(imported.code, imported.stderr).toBe(0);
  expect(imported.stderr).toContain('role-valet keys add ci');
  const order = (rows: Awaited<ReturnType<typeof listed>>) =>
    rows.toSorted((one, other) => one.profile.localeCompare(other.profile));
  expect(order(await listed(valet, environment))).toEqual(order(await listed(valet)));

  // A second time adds nothing and says so.
  const text = await textOf(config);
  const again = await valet.run(['import', '-'], { input: exported.stdout, environment });
  expect(again.code).toBe(0);
  expect(again.stderr).toContain(`Skipped ${ROLE_WITHOUT_MFA}: it is there already`);
  expect(await textOf(config)).toBe(text);

  const undone = await valet.run(['undo', '--yes'], { environment });
  expect(undone.code, undone.stderr).toBe(0);
  expect(await textOf(config)).toBe('');
});

test('an export has no key and no external id, unless asked for', async ({ valet }) => {
  await withBaseKey(valet);
  const externalId = valet.organisation.profiles.find((profile) => profile.externalId)?.externalId;
  const { stdout, stderr } = await valet.run(['export']);
  expect(stdout).not.toContain('AKIA');
  expect(stdout).not.toContain(externalId);
  expect(stdout).toContain('"wantsExternalId": true');
  expect(stderr).toContain('--with-external-ids');
  const all = await valet.run(['export', '--with-external-ids']);
  expect(all.stdout).toContain(externalId);
});

test('the text of AWS Extend Switch Roles becomes roles that work', async ({ valet }) => {
  await withBaseKey(valet, 'ci');
  const [, , , , account = '', resource = ''] = arnOf(valet, ROLE_WITHOUT_MFA).split(':');
  const text = `[shop]\naws_account_id = ${account}\nrole_name = ${resource.slice('role/'.length)}\ncolor = ff0000 ; red\n`;
  const file = join(valet.folder, 'switch-roles.txt');
  await writeFile(file, text);
  const before = await textOf(valet.configPath);

  const lacking = await valet.run(['import', file]);
  expect(lacking.stderr).toContain('Skipped shop: source profile: it is missing');
  const shown = await valet.run(['import', file, '--source', 'ci', '--dry-run']);
  expect(shown.code, shown.stderr).toBe(0);
  expect(shown.stdout).toMatch(/^\+\[profile shop\]$/m);
  expect(await textOf(valet.configPath)).toBe(before);

  const done = await valet.run(['import', file, '--source', 'ci', '--json']);
  expect(JSON.parse(done.stdout)).toMatchObject({ roles: ['shop'], skipped: [], bases: [] });
  expect((await textOf(valet.configPath)).startsWith(before)).toBe(true);
  const assumed = await valet.run(['assume', 'shop']);
  expect(assumed.stdout, assumed.stderr).toContain(':assumed-role/readonly/');
  const exported = await valet.run(['export']);
  expect(exported.stdout).toContain('"colour": "red"');
});

test('profiles of aws-vault and Granted become roles, with a word on what stays behind', async ({
  valet,
}) => {
  await withBaseKey(valet, 'ci');
  const file = join(valet.folder, 'their-config');
  await writeFile(
    file,
    `[profile common]
region = eu-west-1
source_profile = ci
[profile vaulted]
include_profile = common
role_arn = ${arnOf(valet, ROLE_WITHOUT_MFA)}
[profile wrapped]
credential_process = aws-vault exec vaulted --json
[profile home]
credential_process = aws-vault export --format=json home
[profile granted/Admin]
granted_sso_start_url = https://example.awsapps.com/start
credential_process = granted credential-process --profile granted/Admin
`,
  );
  const { code, stdout, stderr } = await valet.run(['import', file]);
  expect(code, stderr).toBe(0);
  expect(stdout).toContain('Added 2 roles');
  expect(stderr).toMatch(/home was left out: its key is in the keychain of aws-vault/);
  expect(stderr).toMatch(/granted\/Admin was left out: it signs in with IAM Identity Center/);
  for (const role of ['vaulted', 'wrapped']) {
    const assumed = await valet.run(['assume', role]);
    expect(assumed.stdout, assumed.stderr).toContain(':assumed-role/readonly/');
  }
});

test('a wrong file is refused with the field, and nothing is changed', async ({ valet }) => {
  const before = await textOf(valet.configPath);
  const wrong = {
    format: 'role-valet-roles',
    version: 1,
    bases: [],
    roles: [{ profile: 'a', sourceProfile: 'ci', roleArn: 'arn:aws:iam::1:role/x' }],
  };
  const { code, stderr } = await valet.run(['import', '-'], { input: JSON.stringify(wrong) });
  expect(code).toBe(2);
  expect(stderr).toMatch(/roles\[0\]\.roleArn is wrong/);
  expect((await valet.run(['import', '-'], { input: 'nothing here' })).code).toBe(2);
  expect((await valet.run(['import', join(valet.folder, 'none')])).code).toBe(2);
  expect((await valet.run(['import', '-', '--format', 'other'], { input: '{}' })).code).toBe(2);
  expect(await textOf(valet.configPath)).toBe(before);
});
