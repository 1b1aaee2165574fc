import { writeFile } from 'node:fs/promises';
import { ROLE_WITHOUT_MFA, withBaseKey } from '../practice.ts';
import { CLI_COMMAND, expect, test, textOf, type Valet } from '../valet.ts';

const ROLE = `[profile app]
role_arn = arn:aws:iam::111122223333:role/app
source_profile = ci
`;

async function withConfig(valet: Valet, text: string | Uint8Array): Promise<void> {
  await writeFile(valet.configPath, text);
}

test.describe('config files that are odd but can be read', () => {
  test.beforeEach(async ({ valet }) => {
    await withBaseKey(valet, 'ci');
  });

  for (const [what, bytes, note] of [
    ['a byte order mark', Buffer.from(`\ufeff[profile ci]\n${ROLE}`), /byte order mark/i],
    ['CR LF', Buffer.from(`[profile ci]\n${ROLE}`.replaceAll('\n', '\r\n')), undefined],
    ['UTF-16', Buffer.from(`\ufeff[profile ci]\n${ROLE}`, 'utf16le'), /UTF-16/],
    [
      'invalid UTF-8 in a comment',
      Buffer.concat([Buffer.from('# caf\xe9\n', 'latin1'), Buffer.from(`[profile ci]\n${ROLE}`)]),
      /UTF-8/,
    ],
    [
      'a section twice',
      Buffer.from(`[profile ci]\n${ROLE}[profile app]\nregion = eu-west-1\n`),
      /line 5/,
    ],
    ['a key twice', Buffer.from(`[profile ci]\n${ROLE}source_profile = ci\n`), /line 5/],
    ['a line that is nothing', Buffer.from(`[profile ci]\n${ROLE}nonsense\n`), /line 5/],
    [
      'a header without its end',
      Buffer.from(`[profile ci]\n${ROLE}[profile broken\nregion = x\n`),
      /line 5/,
    ],
  ] as const) {
    test(`${what}: the role works, and what is odd is named`, async ({ valet }) => {
      await withConfig(valet, bytes);
      const { code, stdout, stderr } = await valet.run(['roles']);
      expect(code).toBe(0);
      expect(stdout).toContain('ci > app');
      if (note === undefined) {
        expect(stderr).toBe('');
      } else {
        expect(stderr).toMatch(note);
      }
    });
  }
});

test.describe('roles that can’t work are told apart, and harm no other', () => {
  for (const [what, lines, code, text] of [
    [
      'a ring',
      '[profile app]\nrole_arn = arn:aws:iam::111122223333:role/a\nsource_profile = b\n[profile b]\nrole_arn = arn:aws:iam::111122223333:role/b\nsource_profile = app\n',
      'CHAIN_LOOP',
      /app > b > app|b > app > b/,
    ],
    [
      'its own source',
      '[profile app]\nrole_arn = arn:aws:iam::111122223333:role/a\nsource_profile = app\n',
      'CHAIN_BROKEN',
      /line 3.*app/,
    ],
    [
      'a typo in the ARN',
      '[profile app]\nrole_arn = arn:aws:iam:111122223333:role/a\nsource_profile = ci\n',
      'ROLE_ARN_INVALID',
      /line 2.*colon/,
    ],
    [
      'both sources',
      '[profile app]\nrole_arn = arn:aws:iam::111122223333:role/a\nsource_profile = ci\ncredential_source = Environment\n',
      'CHAIN_BROKEN',
      /line [34]/,
    ],
    [
      'no source',
      '[profile app]\nrole_arn = arn:aws:iam::111122223333:role/a\n',
      'CHAIN_BROKEN',
      /line 2/,
    ],
    [
      'a source that is not there',
      '[profile app]\nrole_arn = arn:aws:iam::111122223333:role/a\nsource_profile = nobody\n',
      'CHAIN_BROKEN',
      /nobody/,
    ],
    [
      'a region of another partition',
      '[profile app]\nrole_arn = arn:aws:iam::111122223333:role/a\nsource_profile = ci\nregion = cn-north-1\n',
      'PARTITION_MISMATCH',
      /cn-north-1/,
    ],
  ] as const) {
    test(what, async ({ valet }) => {
      await withConfig(
        valet,
        `${lines}[profile ci]\n[profile fine]\nrole_arn = arn:aws:iam::222233334444:role/readonly\nsource_profile = ci\n`,
      );
      await withBaseKey(valet, 'ci');
      const failed = await valet.run(['plan', 'app']);
      expect(failed.code).toBe(1);
      expect(failed.stderr).toContain(`(${code})`);
      expect(failed.stderr).toMatch(text);
      expect((await valet.run(['assume', 'fine'])).code).toBe(0);
    });
  }

  test('durations that are no number or out of range are named, and clamped', async ({ valet }) => {
    for (const value of ['soon', '60', '99999999']) {
      await withConfig(valet, `[profile ci]\n${ROLE}duration_seconds = ${value}\n`);
      await withBaseKey(valet, 'ci');
      const { code, stderr } = await valet.run(['plan', 'app']);
      expect(code).toBe(0);
      expect(stderr).toContain(value);
    }
  });
});

test.describe('profile names', () => {
  for (const name of ['two words', 'a.b/c', `it's`, 'ünïcode', 'at@home', 'plus+colon:x']) {
    test(`${JSON.stringify(name)} can be used by its name`, async ({ valet }) => {
      const quoted = /[ ']/.test(name) ? `"${name}"` : name;
      await withConfig(
        valet,
        `[profile ci]\n[profile ${quoted}]\nrole_arn = arn:aws:iam::222233334444:role/readonly\nsource_profile = ci\n`,
      );
      await withBaseKey(valet, 'ci');
      expect((await valet.run(['assume', name])).code).toBe(0);
      const process = await valet.run(['credential-process', name]);
      expect(JSON.parse(process.stdout).Version).toBe(1);
    });
  }
});

test('a long-term key in the target is never overwritten', async ({ valet }) => {
  await withBaseKey(valet, 'ci');
  const text = `[${ROLE_WITHOUT_MFA}-session]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n`;
  await writeFile(valet.credentialsPath, text, { mode: 0o600 });
  const { code, stderr } = await valet.run(['write', ROLE_WITHOUT_MFA]);
  expect(code).toBe(5);
  expect(stderr).toContain('(LONG_TERM_KEY_IN_TARGET)');
  expect(await textOf(valet.credentialsPath)).toBe(text);
});

test('a missing key that stops thousands of roles is told once', async ({ valet }) => {
  const roles = Array.from(
    { length: 3_000 },
    (_, index) =>
      `[profile role-${index}]\nrole_arn = arn:aws:iam::111122223333:role/r${index}\nsource_profile = gone\n`,
  );
  await withConfig(valet, `[profile gone]\nregion = eu-west-1\n${roles.join('\n')}`);
  const { code, stdout, stderr } = await valet.run(['roles']);
  expect(code).toBe(0);
  expect(stdout.trim().split('\n')).toHaveLength(3_001);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stderr).toContain('2999 more: profile gone has no key');
});

test('a pipe that is closed early is no failure', async ({ valet }) => {
  const roles = Array.from(
    { length: 3_000 },
    (_, index) =>
      `[profile role-${index}]\nrole_arn = arn:aws:iam::111122223333:role/r\nsource_profile = ci\n`,
  );
  await withConfig(valet, `[profile ci]\n${roles.join('\n')}`);
  const command = CLI_COMMAND.map((word) => `'${word}'`).join(' ');
  const { stdout, stderr } = await valet.program('bash', [
    '-c',
    `${command} roles --json 2>/dev/null | head -n 1; echo "\${PIPESTATUS[0]}"`,
  ]);
  expect(stderr).toBe('');
  expect(stdout).toBe('{\n0\n');
});

test.describe('a credentials file that the AWS CLI refuses', () => {
  for (const [what, text] of [
    ['a section twice', '[a]\nx = 1\n[a]\ny = 2\n'],
    ['a key above the first header', 'x = 1\n[a]\n'],
    ['a byte that is no UTF-8', Buffer.from('# caf\xe9\n[a]\n', 'latin1')],
  ] as const) {
    test(`${what}: the write is told, and that the AWS CLI can't use it`, async ({ valet }) => {
      await withBaseKey(valet, 'ci');
      await writeFile(valet.credentialsPath, text, { mode: 0o600 });
      const { code, stdout, stderr } = await valet.run(['write', ROLE_WITHOUT_MFA]);
      expect(code).toBe(0);
      expect(stdout).not.toContain('aws --profile');
      expect(stderr).toMatch(/the AWS CLI can't read .*credentials until line \d+ is mended/);
    });
  }
});

test('a section that somebody once wrote for a role does not make its short name ambiguous', async ({
  valet,
}) => {
  await withBaseKey(valet, 'ci');
  await writeFile(
    valet.credentialsPath,
    `[${ROLE_WITHOUT_MFA}-session]\naws_access_key_id = ASIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\naws_session_token = theirs\n`,
    { mode: 0o600 },
  );
  expect((await valet.run(['assume', 'dev-readonly'])).code).toBe(0);
});

test('a plan that no assume could run is refused as the assume is', async ({ valet }) => {
  await withConfig(
    valet,
    '[profile sso]\nsso_start_url = https://x.test/start\nsso_region = eu-west-1\nsso_account_id = 1111-2222\nsso_role_name = x\n[profile app]\nrole_arn = arn:aws:iam::111122223333:role/a\nsource_profile = sso\n',
  );
  for (const command of ['plan', 'assume']) {
    const { code, stderr } = await valet.run([command, 'app']);
    expect(code).toBe(1);
    expect(stderr).toContain('sso_account_id is not 12 digits (CONFIG_INVALID)');
  }
});

test('standard output that is full is told in one line', async ({ valet }) => {
  const command = CLI_COMMAND.map((word) => `'${word}'`).join(' ');
  const { code, stderr } = await valet.program('sh', ['-c', `${command} roles >/dev/full`]);
  expect(code).toBe(1);
  expect(stderr).toContain("role-valet: standard output can't be written (ENOSPC)\n");
  expect(stderr).not.toMatch(/\n\s+at /);
});
