/** The running app answers the command line: one truth, and one prompt. */
import { spawn } from 'node:child_process';
import { appendFile } from 'node:fs/promises';
import { loopCount } from '../../tools/loops.ts';
import { CHAINED_ROLE, CHAINED_ROLE_ARN, freshCode, ROLE_WITHOUT_MFA } from '../practice.ts';
import { converse } from '../pty.ts';
import { CLI_COMMAND, textOf, type Valet } from '../valet.ts';
import { expect, test } from './fixture/test.ts';
import { codeField, expectLive, giveCode, openRoles, question, row } from './steps.ts';

const assumeCalls = ({ sts }: Valet) =>
  sts.calls.filter(({ action, outcome }) => action === 'AssumeRole' && outcome === 'OK').length;

/** Adds a profile that AWS tools reach through the built command line. */
async function addProcessProfile(valet: Valet, name: string, role: string): Promise<void> {
  const command = [...CLI_COMMAND, 'credential-process', role].join(' ');
  await appendFile(
    valet.configPath,
    `\n[profile ${name}]\ncredential_process = ${command}\nregion = eu-west-1\n`,
  );
}

function whoAmI(valet: Valet, profile: string) {
  return valet.program('aws', [
    ...['--profile', profile, '--endpoint-url', valet.sts.url],
    ...['sts', 'get-caller-identity', '--query', 'Arn', '--output', 'text'],
  ]);
}

test('a command in a terminal is asked for its code in the window; the next one needs none', async ({
  launch,
  valet,
}) => {
  const desktop = await openRoles(launch, valet);
  const { page } = desktop;
  await desktop.window.pressClose();
  const assuming = converse([...CLI_COMMAND, 'assume', CHAINED_ROLE], valet.environment, []);
  // Somebody typed that: the window comes up.
  await expect.poll(() => desktop.window.isVisible()).toBe(true);
  await expect(question(page)).toContainText(CHAINED_ROLE);
  await giveCode(page, valet);
  const { code, screen } = await assuming;
  expect(screen).toContain(CHAINED_ROLE_ARN);
  expect(code).toBe(0);
  await expectLive(page, CHAINED_ROLE);

  const calls = assumeCalls(valet);
  const second = await valet.run(['env', CHAINED_ROLE]);
  expect(second.code, second.stderr).toBe(0);
  expect(second.stdout).toContain('AWS_SESSION_TOKEN');
  const other = await valet.run(['assume', 'shop-prod-readonly']);
  expect(other.code, other.stderr).toBe(0);
  // The hub was live: one more hop, and no more code.
  expect(assumeCalls(valet)).toBe(calls + 1);
});

test('an AWS tool that needs a code waits, is told of quietly, and gets it', async ({
  launch,
  valet,
}) => {
  await addProcessProfile(valet, 'tool', CHAINED_ROLE);
  const desktop = await openRoles(launch, valet);
  await desktop.window.pressClose();
  await expect.poll(() => desktop.window.isVisible()).toBe(false);
  const calling = whoAmI(valet, 'tool');
  await expect
    .poll(async () => (await desktop.notifications()).map(({ title }) => title))
    .toEqual(['An AWS tool waits for an MFA code']);
  await expect.poll(() => desktop.tray.icon()).toBe('needs-mfa');
  expect(await desktop.window.isVisible()).toBe(false);

  await desktop.clickNotification(0);
  await expect.poll(() => desktop.window.isVisible()).toBe(true);
  await giveCode(desktop.page, valet);
  const { code, stdout, stderr } = await calling;
  expect(code, stderr).toBe(0);
  expect(stdout).toContain(CHAINED_ROLE_ARN);
  await expect.poll(() => desktop.tray.icon()).toBe('active');
});

test('put away, the question fails the tool with a reason, and polling tools at once', async ({
  launch,
  valet,
}) => {
  const desktop = await openRoles(launch, valet);
  const { page } = desktop;
  const first = valet.run(['credential-process', CHAINED_ROLE]);
  await expect(page.getByText(/An AWS tool needs a code/)).toBeVisible();
  // It is no dialog: who types goes on typing.
  await expect(question(page)).toBeHidden();
  await page.getByRole('button', { name: 'Not now' }).click();
  const refused = await first;
  expect(refused.code).toBe(3);
  expect(refused.stdout).toBe('');
  expect(refused.stderr).toMatch(/^role-valet: .*MFA code.*\(MFA_REQUIRED\)\n.+\n$/);
  const again = await valet.run(['credential-process', CHAINED_ROLE]);
  expect(again.code).toBe(3);
  await expect(page.getByText(/An AWS tool needs a code/)).toBeHidden();
  expect(await desktop.notifications()).toHaveLength(1);
});

test('many callers, one assume: tools that ask at once share what the app makes', async ({
  launch,
  valet,
}) => {
  test.setTimeout(600_000);
  await openRoles(launch, valet);
  const before = assumeCalls(valet);
  const [node = '', ...cli] = CLI_COMMAND;
  const call = async () => {
    const child = spawn(node, [...cli, 'credential-process', ROLE_WITHOUT_MFA], {
      env: valet.environment,
    });
    const said = { out: '', error: '' };
    child.stdout.on('data', (chunk: Buffer) => {
      said.out += chunk.toString('utf8');
    });
    child.stderr.on('data', (chunk: Buffer) => {
      said.error += chunk.toString('utf8');
    });
    await new Promise((resolve) => child.once('close', resolve));
    return said;
  };
  const callers: ReturnType<typeof call>[] = [];
  for (let count = loopCount(500, 40); count > 0; count -= 1) {
    callers.push(call());
    // Starting a process blocks; the practice STS in this same process must get its turn.
    await new Promise((turn) => setImmediate(turn));
  }
  const all = await Promise.all(callers);
  expect(new Set(all.map(({ error }) => error))).toEqual(new Set(['']));
  expect(new Set(all.map(({ out }) => out)).size).toBe(1);
  expect(assumeCalls(valet)).toBe(before + 1);
});

test('with other files than the app’s, or without it, a command does its own work and says so', async ({
  launch,
  valet,
}) => {
  const desktop = await openRoles(launch, valet);
  const other = `${valet.configPath}-other`;
  await appendFile(other, await textOf(valet.configPath));
  const differing = await valet.run(['assume', ROLE_WITHOUT_MFA], {
    environment: { AWS_CONFIG_FILE: other },
  });
  expect(differing.code, differing.stderr).toBe(0);
  expect(differing.stderr).toMatch(/Role Valet is running, but with another config file/);
  expect(await desktop.quit()).toBe(0);
  const alone = await valet.run(['assume', ROLE_WITHOUT_MFA]);
  expect(alone.code).toBe(0);
  expect(alone.stderr).toBe('');
});

test('what the command line wrote is renewed in place by the app, and stays stopped once stopped', async ({
  launch,
  valet,
}) => {
  const desktop = await openRoles(launch, valet);
  const { page } = desktop;
  valet.sts.faults.sessionSeconds = 10;
  const written = await valet.run(['write', ROLE_WITHOUT_MFA, '--yes']);
  expect(written.code, written.stderr).toBe(0);
  expect(written.stdout).toContain('the Role Valet app renews it while it runs');
  const keyId = async () =>
    /aws_access_key_id = (\S+)/.exec(await textOf(valet.credentialsPath))?.[1];
  const seen = new Set<string | undefined>();
  await expect
    .poll(async () => seen.add(await keyId()).size, { timeout: 40_000 })
    .toBeGreaterThan(1);
  const { stdout, stderr } = await whoAmI(valet, `${ROLE_WITHOUT_MFA}-session`);
  expect(stdout, stderr).toContain(':assumed-role/readonly/');
  await expect(await row(page, ROLE_WITHOUT_MFA)).not.toContainText('expired');
  expect(await desktop.notifications()).toEqual([]);

  const stopped = await valet.run(['stop', ROLE_WITHOUT_MFA, '--yes']);
  expect(stopped.code, stopped.stderr).toBe(0);
  await expect(page.getByText('Nothing live')).toBeVisible();
  const calls = assumeCalls(valet);
  await new Promise((resolve) => setTimeout(resolve, 6_000));
  expect(assumeCalls(valet)).toBe(calls);
  expect(await textOf(valet.credentialsPath)).toBe('');
});

test('a code given with the command needs no window', async ({ launch, valet }) => {
  const desktop = await openRoles(launch, valet);
  const code = await freshCode(valet);
  const { code: exit, stderr } = await valet.run(['assume', CHAINED_ROLE, '--mfa-code', code]);
  expect(exit, stderr).toBe(0);
  await expect(codeField(desktop.page)).toBeHidden();
  await expectLive(desktop.page, CHAINED_ROLE);
});
