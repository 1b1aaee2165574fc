import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  CHAINED_ROLE,
  CHAINED_ROLE_ARN,
  freshCode,
  ROLE_WITHOUT_MFA,
  withBaseKey,
} from '../practice.ts';
import { converse } from '../pty.ts';
import { CLI_COMMAND, expect, test, textOf } from '../valet.ts';

test('keys add asks for the key and does not show the secret', async ({ valet }) => {
  const key = valet.organisation.users.find(({ profile }) => profile === 'security')?.keys[0];
  const secret = key?.secretAccessKey ?? '';
  const { code, screen } = await converse(
    [...CLI_COMMAND, 'keys', 'add', 'security'],
    valet.environment,
    [
      { see: /access key id: $/, type: key?.accessKeyId ?? '' },
      { see: /\(not shown\): $/, type: secret },
    ],
  );
  expect(screen).toContain('Stored');
  expect(code).toBe(0);
  expect(screen).not.toContain(secret);
});

test('the MFA prompt names role, device and account, and asks again after a wrong code', async ({
  valet,
}) => {
  await withBaseKey(valet);
  const { code, screen } = await converse(
    [...CLI_COMMAND, 'assume', CHAINED_ROLE],
    valet.environment,
    [
      { see: /MFA code for .*: $/, type: '000000' },
      { see: /did not accept[\s\S]*MFA code for .*: $/, type: () => freshCode(valet) },
    ],
  );
  expect(screen).toContain(CHAINED_ROLE_ARN);
  expect(code).toBe(0);
  expect(screen).toMatch(
    /MFA code for shop-dev-deployer \(device arn:aws:iam::\d{12}:mfa\/\S+ of security in account \d{12}\)/,
  );
});

test('write asks on a terminal; anything but yes changes nothing', async ({ valet }) => {
  await withBaseKey(valet, 'ci');
  const argv = [...CLI_COMMAND, 'write', ROLE_WITHOUT_MFA];
  const no = await converse(argv, valet.environment, [{ see: /\[y\/N\] $/, type: '' }]);
  expect(no.code).toBe(5);
  expect(await textOf(valet.credentialsPath)).toBe('');
  const yes = await converse(argv, valet.environment, [{ see: /\[y\/N\] $/, type: 'y' }]);
  expect(yes.code).toBe(0);
  expect(await textOf(valet.credentialsPath)).toContain(`[${ROLE_WITHOUT_MFA}-session]`);
});

test('writing default asks, and lists the roles that would then start from it', async ({
  valet,
}) => {
  await withBaseKey(valet, 'ci');
  const config = await textOf(valet.configPath);
  const role =
    '[profile from-default]\nrole_arn = arn:aws:iam::111122223333:role/x\nsource_profile = default\n';
  await mkdir(dirname(valet.configPath), { recursive: true });
  await writeFile(valet.configPath, `${config}\n${role}`);
  const argv = [...CLI_COMMAND, 'write', ROLE_WITHOUT_MFA, '--target', 'default'];
  const { screen } = await converse(argv, valet.environment, [{ see: /\[y\/N\] $/, type: 'n' }]);
  expect(screen).toContain('from-default');
});

test('colour appears on a terminal only, and NO_COLOR is honoured', async ({ valet }) => {
  await withBaseKey(valet, 'ci');
  const csi = '\u001b[';
  const argv = [...CLI_COMMAND, 'assume', ROLE_WITHOUT_MFA];
  expect((await converse(argv, valet.environment, [])).screen).toContain(`${csi}1m`);
  expect((await converse(argv, { ...valet.environment, NO_COLOR: '1' }, [])).screen).not.toContain(
    `${csi}1m`,
  );
  expect((await valet.run(['assume', ROLE_WITHOUT_MFA])).stdout).not.toContain(csi);
});

test('nothing writes over the prompt while the person looks for the code', async ({ valet }) => {
  await withBaseKey(valet);
  const { screen } = await converse([...CLI_COMMAND, 'assume', CHAINED_ROLE], valet.environment, [
    {
      see: /MFA code for .*: $/,
      type: async () => {
        // Longer than the command waits before it says what it is doing.
        await new Promise((resolve) => setTimeout(resolve, 1_500));
        return freshCode(valet);
      },
    },
  ]);
  expect(screen).toMatch(/MFA code for [^\n]*: \d{6}/);
  expect(screen).toContain(CHAINED_ROLE_ARN);
});

test('Ctrl-C ends a hidden prompt as it ends everything', async ({ valet }) => {
  const { code, screen } = await converse([...CLI_COMMAND, 'keys', 'add', 'x'], valet.environment, [
    { see: /access key id: $/, type: 'AKIAIOSFODNN7EXAMPLE' },
    { see: /\(not shown\): $/, type: '\u0003' },
  ]);
  expect(code).toBe(130);
  expect(screen).not.toContain('USAGE');
});

test('after the prompt the keyboard belongs to the command', async ({ valet }) => {
  await withBaseKey(valet);
  const { code, screen } = await converse(
    [...CLI_COMMAND, 'exec', 'hub', '--', 'sh', '-c', 'read line; echo "got [$line]"; exit 7'],
    valet.environment,
    [
      { see: /MFA code for .*: $/, type: () => freshCode(valet) },
      {
        see: /\d{6}/,
        type: async () => {
          await new Promise((resolve) => setTimeout(resolve, 1_500));
          return 'typed later';
        },
      },
    ],
  );
  expect(screen).toContain('got [typed later]');
  expect(code).toBe(7);
});

test('Ctrl-D instead of a key id ends keys add with a sentence', async ({ valet }) => {
  const { code, screen } = await converse([...CLI_COMMAND, 'keys', 'add', 'x'], valet.environment, [
    { see: /access key id: $/, type: '\u0004' },
  ]);
  expect(code).toBe(2);
  expect(screen).toContain('(USAGE)');
  expect(screen).not.toContain('not shown');
});
