import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { CHAINED_ROLE, freshCode, withBaseKey } from '../practice.ts';
import { CLI_COMMAND, expect, test } from '../valet.ts';

test('a key with MFA is rotated with one code, its chain goes on, and the list shows its age', async ({
  valet,
}) => {
  await withBaseKey(valet);
  const refused = await valet.run(['keys', 'rotate', 'security']);
  expect(refused.code).toBe(5);
  expect(refused.stderr).toContain('(CONFIRMATION_REQUIRED)');
  const blocked = await valet.run(['keys', 'rotate', 'security', '--yes']);
  expect(blocked.code).toBe(3);
  expect(blocked.stderr).toContain('(MFA_REQUIRED)');

  const code = await freshCode(valet);
  const rotated = await valet.run(['keys', 'rotate', 'security', '--yes', '--mfa-code', code]);
  expect(rotated.stderr).toBe('');
  expect(rotated.code).toBe(0);
  const old = valet.organisation.users[0]?.keys[0]?.accessKeyId ?? '';
  const lines = rotated.stdout.trim().split('\n');
  expect(lines.map((line) => line.split(/\s+/)[0])).toEqual(
    'Made Stored Accepted In Off Next'.split(' '),
  );
  expect(lines.at(-1)).toMatch(new RegExp(`${old}, delete it after \\d{4}-\\d\\d-\\d\\d`));

  // The MFA session went over to the new key: no second code.
  expect((await valet.run(['assume', CHAINED_ROLE])).code).toBe(0);
  const early = await valet.run(['keys', 'rotate', 'security', '--finish', '--yes']);
  expect(early.code).toBe(5);
  const list = JSON.parse((await valet.run(['keys', 'list', '--json'])).stdout);
  expect(list.keys).toMatchObject([
    { profile: 'security', ageDays: 0, rotation: { state: 'old-inactive', oldKeyId: old } },
  ]);
  expect(list.keys[0].accessKeyId).not.toBe(old);

  const done = await valet.run([
    ...['keys', 'rotate', 'security', '--finish', '--delete-now', '--yes', '--json'],
  ]);
  expect(JSON.parse(done.stdout)).toMatchObject({ oldKey: 'deleted', oldKeyId: old });
  expect(valet.sts.calls.filter(({ action }) => action === 'DeleteAccessKey')).toHaveLength(1);
});

test('two keys already, and nothing to finish, are told with the next step', async ({ valet }) => {
  const [key, spare] = valet.organisation.users.find(({ profile }) => profile === 'ci')?.keys ?? [];
  const input = `${key?.accessKeyId}\n${key?.secretAccessKey}\n`;
  expect((await valet.run(['keys', 'add', 'ci'], { input })).code).toBe(0);
  const full = await valet.run(['keys', 'rotate', 'ci', '--yes']);
  expect(full.code).toBe(1);
  expect(full.stderr).toContain('(KEY_LIMIT_REACHED)');
  // Key ids are shortened in every message.
  const shown = `AKIA...${spare?.accessKeyId.slice(-4)}`;
  expect(full.stderr).toContain(`${shown} (inactive, made 200 days ago, never used)`);
  expect(full.stderr).toContain(`If nobody uses ${shown}, delete it in the IAM console`);
  expect(full.stderr).not.toContain(key?.secretAccessKey);
  expect((await valet.run(['keys', 'rotate', 'ci', '--finish', '--yes'])).code).toBe(2);
  expect((await valet.run(['keys', 'rotate', 'nobody', '--yes'])).code).toBe(4);
});

test('a rotation that was killed is told of by the list, status and doctor, and taken up', async ({
  valet,
}) => {
  await withBaseKey(valet);
  valet.sts.faults.newKeyRefusals = 4;
  const [node = '', cli = ''] = CLI_COMMAND;
  const argv = ['keys', 'rotate', 'security', '--yes', '--mfa-code', await freshCode(valet)];
  const child = spawn(node, [cli, ...argv], { env: valet.environment, stdio: 'ignore' });
  await expect
    .poll(() => valet.sts.calls.some(({ outcome }) => outcome === 'InvalidClientTokenId'))
    .toBe(true);
  child.kill('SIGKILL');
  await once(child, 'exit');
  for (const command of [['keys', 'list'], ['status']]) {
    const { stderr } = await valet.run(command);
    expect(stderr).toContain('note: the rotation of security was ended half-way');
  }
  const doctor = await valet.run(['doctor']);
  expect(doctor.stdout).toContain('warning  keychain  (KEY_ROTATION_INTERRUPTED)');

  // The MFA session is kept, so no second code is asked for.
  const { stdout, code } = await valet.run(['keys', 'rotate', 'security', '--yes', '--delete-now']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Going on.*\nAccepted .*\nIn use .*\nOff .*\nDeleted .*\n$/);
  expect((await valet.run(['keys', 'list'])).stderr).toBe('');
});
