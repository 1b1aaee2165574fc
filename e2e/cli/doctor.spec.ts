import { chmod, readFile, stat, writeFile } from 'node:fs/promises';
import { CHAINED_ROLE, freshCode, ROLE_WITHOUT_MFA, withBaseKey } from '../practice.ts';
import { expect, test, textOf, type Valet } from '../valet.ts';

const KEY_LINES = `aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
`;

const MESSY = `# my roles\r
[profile ci]\r
region = eu-west-1 # Ireland\r
[profile app]\r
role_arn = arn:aws:iam::111122223333:role/app\r
source_profile = ci\r
[profile ci]\r
output = json\r
region = eu-west-2\r
nonsense\r
`;

async function findingsOf(valet: Valet): Promise<{ code: string; severity: string }[]> {
  const { stdout } = await valet.run(['doctor', '--json']);
  return JSON.parse(stdout).findings;
}

/** Whether the real AWS CLI reads both files. */
async function awsReads(valet: Valet): Promise<boolean> {
  const { stderr } = await valet.program('aws', ['configure', 'list-profiles']);
  return !/Unable to parse/.test(stderr);
}

test('files in good order: nothing is wrong, exit 0', async ({ valet }) => {
  await withBaseKey(valet, 'ci');
  await withBaseKey(valet, 'security');
  const { code, stdout, stderr } = await valet.run(['doctor']);
  expect(stderr).toBe('');
  expect(stdout).toContain('Nothing is wrong.');
  expect(code).toBe(0);
});

test('a messy pair of files: named by line and reader, mended, readable, and taken back', async ({
  valet,
}) => {
  await withBaseKey(valet, 'ci');
  await writeFile(valet.configPath, MESSY);
  await writeFile(valet.credentialsPath, `[work]\n${KEY_LINES}`);
  await chmod(valet.credentialsPath, 0o644);
  expect(await awsReads(valet)).toBe(false);

  const first = await valet.run(['doctor']);
  expect(first.code).toBe(1);
  expect(first.stdout).toContain(`${valet.configPath}, line 7  (DUPLICATE_SECTION)`);
  expect(first.stdout).toContain(
    'AWS CLI and boto3: refuses the whole file; JavaScript SDK: as meant',
  );
  expect(first.stdout).toContain('role-valet keys adopt work');
  expect(first.stdout).not.toMatch(/wJalr|AKIAIOSFODNN7EXAMPLE/);

  const dry = await valet.run(['doctor', '--dry-run']);
  expect(dry.stdout).toContain('+# nonsense');
  expect(await textOf(valet.configPath)).toBe(MESSY);

  const fix = await valet.run(['doctor', '--fix']);
  expect(fix.stderr).toContain('role-valet undo');
  expect(fix.code).toBe(0);
  expect((await findingsOf(valet)).filter(({ severity }) => severity !== 'note')).toMatchObject([
    { code: 'KEYS_PLAIN' },
  ]);
  expect(await awsReads(valet)).toBe(true);
  expect((await stat(valet.credentialsPath)).mode & 0o777).toBe(0o600);

  expect((await valet.run(['undo'])).code).toBe(0);
  expect((await readFile(valet.configPath)).equals(Buffer.from(MESSY))).toBe(true);
});

test('variables that win over profiles', async ({ valet }) => {
  const { code, stdout } = await valet.run(['doctor'], {
    environment: { AWS_PROFILE: 'nowhere', AWS_SESSION_TOKEN: 'left-over' },
  });
  expect(code).toBe(1);
  expect(stdout).toContain('ENVIRONMENT_PROFILE_MISSING');
  expect(stdout).toContain('ENVIRONMENT_KEYS_PARTIAL');
  expect(stdout).not.toContain('left-over');
});

test('a role: every link of a chain that works', async ({ valet }) => {
  await withBaseKey(valet, 'ci');
  const { code, stdout } = await valet.run(['doctor', ROLE_WITHOUT_MFA]);
  expect(stdout).toContain(`${ROLE_WITHOUT_MFA} works.`);
  expect(code).toBe(0);
});

test('a role behind MFA needs a code, and takes one', async ({ valet }) => {
  await withBaseKey(valet);
  const asks = await valet.run(['doctor', CHAINED_ROLE]);
  expect(asks.code).toBe(3);
  expect(asks.stdout).toContain('--mfa-code');
  const { code, stdout } = await valet.run([
    'doctor',
    CHAINED_ROLE,
    '--mfa-code',
    await freshCode(valet),
  ]);
  expect(stdout).toContain(`${CHAINED_ROLE} works.`);
  expect(code).toBe(0);
});

test('a role that does not work: the first link that breaks, with the next step', async ({
  valet,
}) => {
  const none = await valet.run(['doctor', ROLE_WITHOUT_MFA]);
  expect(none.code).toBe(1);
  expect(none.stdout).toContain('BASE_KEY_MISSING');
  expect(none.stdout).toContain('role-valet keys add ci');

  await withBaseKey(valet, 'ci');
  await writeFile(
    valet.configPath,
    '[profile ci]\n[profile app]\nrole_arn = arn:aws:iam::111122223333:role/gone\nsource_profile = ci\n',
  );
  const { code, stdout } = await valet.run(['doctor', 'app', '--json']);
  expect(code).toBe(1);
  expect(JSON.parse(stdout).links.at(-1)).toMatchObject({
    name: 'permission',
    state: 'broken',
    code: 'STS_ACCESS_DENIED',
  });
});
