import { writeFile } from 'node:fs/promises';
import type { Fault } from '../../electron/practice/faults.ts';
import { freshCode, ROLE_WITHOUT_MFA, withBaseKey } from '../practice.ts';
import { expect, test } from '../valet.ts';

test.describe('the network', () => {
  for (const [kind, code, count] of [
    ['proxy-page', 'STS_BAD_RESPONSE', 9],
    ['empty-answer', 'STS_BAD_RESPONSE', 9],
    ['unavailable', 'STS_UNAVAILABLE', 9],
    ['throttle', 'STS_THROTTLED', 9],
    ['hang', 'NETWORK_TIMEOUT', 9],
  ] as const satisfies readonly (readonly [Fault, string, number])[]) {
    test(`${kind} is ${code}, with the next step`, async ({ valet }) => {
      await withBaseKey(valet, 'ci');
      valet.sts.faults.order(kind, count);
      const { code: exit, stderr } = await valet.run(['assume', ROLE_WITHOUT_MFA]);
      expect(stderr).toContain(`(${code})`);
      expect(stderr.trim().split('\n')).toHaveLength(2);
      expect(exit).toBe(1);
    });
  }

  test('nobody listens', async ({ valet }) => {
    await withBaseKey(valet, 'ci');
    const { code, stderr } = await valet.run(['assume', ROLE_WITHOUT_MFA], {
      environment: { AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:9' },
    });
    expect(code).toBe(1);
    expect(stderr).toContain('(NETWORK_UNREACHABLE)');
  });

  test('http beyond this machine is refused before anything is sent', async ({ valet }) => {
    await withBaseKey(valet, 'ci');
    const { code, stderr } = await valet.run(['assume', ROLE_WITHOUT_MFA], {
      environment: { AWS_ENDPOINT_URL_STS: 'http://sts.example.test' },
    });
    expect(code).toBe(1);
    expect(stderr).toContain('(ENDPOINT_REFUSED)');
  });

  test('a clock that is hours off is told, and the session made all the same', async ({
    valet,
  }) => {
    await withBaseKey(valet, 'ci');
    valet.sts.faults.clockOffset = 5 * 3_600_000;
    const assumed = await valet.run(['assume', ROLE_WITHOUT_MFA, '--json']);
    expect(assumed.code).toBe(0);
    expect(JSON.parse(assumed.stdout).secondsLeft).toBeLessThanOrEqual(4 * 3600);
    expect((await valet.run(['status'])).stderr).toMatch(
      /your clock is 5 h 00 min slow|your clock is 4 h 59 min slow/,
    );
  });
});

test.describe('the keychain', () => {
  test('none: says so and how to get one; memory-only works with static keys', async ({
    valet,
  }) => {
    const environment = { DBUS_SESSION_BUS_ADDRESS: undefined };
    const failed = await valet.run(['keys', 'list'], { environment });
    expect(failed.code).toBe(1);
    expect(failed.stderr).toContain('(KEYCHAIN_UNAVAILABLE)');
    expect(failed.stderr).toContain('--memory-only');

    const key = valet.organisation.users.find(({ profile }) => profile === 'ci')?.keys[0];
    await writeFile(
      valet.credentialsPath,
      `[ci]\naws_access_key_id = ${key?.accessKeyId}\naws_secret_access_key = ${key?.secretAccessKey}\n`,
      { mode: 0o600 },
    );
    const refused = await valet.run(['assume', ROLE_WITHOUT_MFA], { environment });
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('(KEYCHAIN_UNAVAILABLE)');
    const assumed = await valet.run(['assume', ROLE_WITHOUT_MFA, '--memory-only'], { environment });
    expect(assumed.stderr).toBe('');
    expect(assumed.code).toBe(0);
    const listed = await valet.run(['roles'], { environment });
    expect(listed.code).toBe(0);
    expect(listed.stdout).toContain(ROLE_WITHOUT_MFA);
  });
});

test('a code that never left the machine can be used again', async ({ valet }) => {
  await withBaseKey(valet);
  const mfaCode = ['--mfa-code', await freshCode(valet)];
  const refused = await valet.run(['assume', 'hub', ...mfaCode], {
    environment: { AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:9' },
  });
  expect(refused.stderr).toContain('the MFA code did not leave this machine');
  expect((await valet.run(['assume', 'hub', ...mfaCode])).code).toBe(0);
});

test('an answer that was lost may have used the code up, so it is not sent again', async ({
  valet,
}) => {
  await withBaseKey(valet);
  const mfaCode = ['--mfa-code', await freshCode(valet)];
  valet.sts.faults.order('lost-answer');
  expect((await valet.run(['assume', 'hub', ...mfaCode])).code).toBe(1);
  const calls = valet.sts.calls.length;
  const again = await valet.run(['assume', 'hub', ...mfaCode]);
  expect(again.stderr).toContain('(MFA_CODE_SPENT)');
  expect(valet.sts.calls.length).toBe(calls);
});
