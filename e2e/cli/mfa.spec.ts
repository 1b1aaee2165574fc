import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CHAINED_ROLE, freshCode, withBaseKey } from '../practice.ts';
import { expect, test, textOf } from '../valet.ts';

test.beforeEach(async ({ valet }) => {
  await withBaseKey(valet);
});

test('one code serves every role of the base, and hops are shared', async ({ valet }) => {
  await valet.run(['assume', CHAINED_ROLE, '--mfa-code', await freshCode(valet)]);
  const other = await valet.run(['assume', 'shop-prod-deployer']);
  expect(other.stderr).toBe('');
  expect(other.code).toBe(0);
  const actions = valet.sts.calls.map(({ action }) => action);
  expect(actions.filter((action) => action === 'GetSessionToken')).toHaveLength(1);
  // hub, shop-dev-deployer, shop-prod-deployer: the hub is assumed once.
  expect(actions.filter((action) => action === 'AssumeRole')).toHaveLength(3);
});

test('a spent code is refused without a call, in another process too', async ({ valet }) => {
  const code = await freshCode(valet);
  expect((await valet.run(['assume', CHAINED_ROLE, '--mfa-code', code])).code).toBe(0);
  const calls = valet.sts.calls.length;
  const again = await valet.run(['assume', 'hub', '--duration', '2h', '--mfa-code', code]);
  expect(again.code).toBe(3);
  expect(again.stderr).toContain('(MFA_CODE_SPENT)');
  expect(valet.sts.calls.length).toBe(calls);
});

test('a wrong code is 3 and costs one call', async ({ valet }) => {
  const before = valet.sts.calls.length;
  const { code, stderr } = await valet.run(['assume', CHAINED_ROLE, '--mfa-code', '000000']);
  expect(code).toBe(3);
  expect(stderr).toContain('(MFA_CODE_INVALID)');
  expect(valet.sts.calls.length).toBe(before + 1);
});

test('the code may come from standard input', async ({ valet }) => {
  const { code } = await valet.run(['assume', CHAINED_ROLE, '--mfa-code', '-'], {
    input: `${await freshCode(valet)}\n`,
  });
  expect(code).toBe(0);
});

test('more than an hour: straight from the base key with a code, and then kept', async ({
  valet,
}) => {
  const { stdout, stderr, code } = await valet.run([
    ...['assume', 'shop-dev-admin', '--duration', '2h', '--json'],
    ...['--mfa-code', await freshCode(valet)],
  ]);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  expect(JSON.parse(stdout).secondsLeft).toBeGreaterThan(7_100);
  expect(valet.sts.calls.map(({ action }) => action)).not.toContain('GetSessionToken');
  const kept = await valet.run(['credential-process', 'shop-dev-admin']);
  expect(kept.code).toBe(0);
  const left = Date.parse(JSON.parse(kept.stdout).Expiration) - Date.now();
  expect(left).toBeGreaterThan(7_000_000);
});

test('a chain can not last longer than an hour, and says why', async ({ valet }) => {
  const { code, stderr } = await valet.run(['assume', CHAINED_ROLE, '--duration', '2h']);
  expect(code).toBe(2);
  expect(stderr).toContain('(DURATION_NOT_POSSIBLE)');
  expect(stderr).toMatch(/1 ?h|one hour/);
});

test('many processes at once make each hop once', async ({ valet }) => {
  await valet.run(['assume', 'hub', '--mfa-code', await freshCode(valet)]);
  const before = valet.sts.calls.filter(({ action }) => action === 'AssumeRole').length;
  const results = await Promise.all(
    Array.from({ length: 8 }, () => valet.run(['credential-process', CHAINED_ROLE])),
  );
  expect(results.map(({ code, stderr }) => [code, stderr])).toEqual(results.map(() => [0, '']));
  expect(new Set(results.map(({ stdout }) => stdout)).size).toBe(1);
  const after = valet.sts.calls.filter(({ action }) => action === 'AssumeRole').length;
  expect(after - before).toBe(1);
});

test('mfa_process gives the code, without a shell, where nobody can be asked', async ({
  valet,
}) => {
  const program = join(valet.folder, 'my otp');
  await writeFile(program, `#!/bin/sh\n[ "$1" = '$HOME' ] && echo ${await freshCode(valet)}\n`, {
    mode: 0o755,
  });
  const config = await textOf(valet.configPath);
  const withProcess = config.replace(
    '[profile security]',
    `[profile security]\nmfa_process = "${program}" '$HOME'`,
  );
  await writeFile(valet.configPath, withProcess);
  const { code, stderr } = await valet.run(['credential-process', CHAINED_ROLE]);
  expect(stderr).toBe('');
  expect(code).toBe(0);
});
