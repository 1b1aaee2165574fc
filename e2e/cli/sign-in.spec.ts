import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '../../electron/node/clock.ts';
import { systemRandom } from '../../electron/node/random.ts';
import {
  type IdentityCenterServer,
  startIdentityCenter,
} from '../../electron/practice/sources/identity-center.ts';
import { withAgreeingBrowser } from '../agreeing-browser.ts';
import { test as base, CLI_COMMAND, expect, textOf, type Valet } from '../valet.ts';

const test = base.extend<{ center: IdentityCenterServer }>({
  center: async ({ valet }, use) => {
    const center = await startIdentityCenter({
      sts: valet.sts,
      clock: systemClock(),
      random: systemRandom(),
      users: [{ name: 'alex', assignments: [] }],
    });
    const section = `sso_start_url = ${center.startUrl}\nsso_region = ${center.region}\n`;
    await writeFile(
      valet.configPath,
      `[profile dev]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = ReadOnly
[profile old]
${section}sso_account_id = 111122223333
sso_role_name = ReadOnly
[profile behind]
role_arn = arn:aws:iam::111122223333:role/behind
source_profile = dev
[profile keyless]
role_arn = arn:aws:iam::111122223333:role/keyless
credential_source = Environment
[sso-session corp]
${section}`,
    );
    Object.assign(valet.environment, center.environment);
    await use(center);
    await center.close();
  },
});

const cacheOf = (valet: Valet) => join(valet.folder, '.aws', 'sso', 'cache');

/** Every secret of the cache's files. */
async function secretsIn(valet: Valet): Promise<string[]> {
  const names = await readdir(cacheOf(valet));
  const texts = await Promise.all(names.map((name) => textOf(join(cacheOf(valet), name))));
  return texts.flatMap((text) => {
    const { accessToken, refreshToken, clientSecret } = JSON.parse(text) as Record<string, string>;
    return [accessToken, refreshToken, clientSecret].filter((secret) => secret !== undefined);
  });
}

/** Starts the command and gives its standard error up to what `pattern` finds. */
async function startUntil(valet: Valet, argv: readonly string[], pattern: RegExp) {
  const [program = '', ...words] = CLI_COMMAND;
  const child = spawn(program, [...words, ...argv], { env: valet.environment });
  const closed = once(child, 'close') as Promise<[number | null]>;
  let stderr = '';
  const found = await new Promise<RegExpExecArray>((resolve, reject) => {
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString('utf8');
      const match = pattern.exec(stderr);
      if (match !== null) resolve(match);
    });
    child.once('close', () => reject(new Error(`it ended early: ${stderr}`)));
  });
  return { child, closed, found };
}

test('through the browser, for a role whose chain starts there', async ({ valet, center }) => {
  await withAgreeingBrowser(valet);
  const { code, stdout, stderr } = await valet.run(['sign-in', 'behind', '--json']);
  expect(stderr).toContain(`Signing in at ${center.startUrl} (corp)\n`);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ profile: 'dev', sessionName: 'corp' });

  const names = await readdir(cacheOf(valet));
  expect(names.filter((name) => /^[0-9a-f]{40}\.json$/.test(name))).toHaveLength(2);
  for (const name of names) {
    expect((await stat(join(cacheOf(valet), name))).mode & 0o077).toBe(0);
  }
  const secrets = await secretsIn(valet);
  expect(secrets.length).toBe(4);
  const log = await textOf(join(valet.home, 'log', 'role-valet.log'));
  for (const secret of secrets) {
    expect(stdout + stderr + log).not.toContain(secret);
  }
});

test('with a code, where there is no display', async ({ valet, center }) => {
  const { closed, found } = await startUntil(valet, ['sign-in', 'dev'], /Code: ([\w-]+)/);
  center.approve(found[1] ?? '');
  expect(await closed).toEqual([0, null]);
  expect((await secretsIn(valet)).length).toBeGreaterThan(0);
});

test('denied: what to do is said, and nothing is kept but the registration', async ({
  valet,
  center,
}) => {
  const { child, closed, found } = await startUntil(valet, ['sign-in', 'old'], /Code: ([\w-]+)/);
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString('utf8');
  });
  center.deny(found[1] ?? '');
  expect(await closed).toEqual([1, null]);
  expect(stderr).toContain('(SIGN_IN_REFUSED)');
  expect(stderr).toContain('Run: role-valet sign-in old');
  expect(await readdir(cacheOf(valet))).toHaveLength(1);
});

test('Ctrl-C ends it, and leaves no lock and no token behind', async ({ valet, center }) => {
  valet.environment.BROWSER = '/bin/true';
  const { child, closed } = await startUntil(valet, ['sign-in', 'dev'], /\/authorize\?/);
  child.kill('SIGINT');
  expect(await closed).toEqual([130, null]);
  expect(center.requests.some((line) => line.includes('/token'))).toBe(false);
  expect(await readdir(cacheOf(valet))).toHaveLength(1);
  expect(await readdir(join(valet.home, 'locks'))).toEqual([]);
});

test('a profile that starts from something else needs none', async ({ valet, center }) => {
  const { code, stderr } = await valet.run(['sign-in', 'keyless']);
  expect(code).toBe(2);
  expect(stderr).toContain('needs no sign-in');
  expect(center.requests).toEqual([]);
});
