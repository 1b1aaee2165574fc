/** App and command line killed at random moments: nothing of the user's is lost, and nothing lies. */
import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseIni } from '../../electron/core/aws-config/ini-document.ts';
import { loopCount, loopSeed } from '../../tools/loops.ts';
import { withBaseKey } from '../practice.ts';
import { CLI_COMMAND, textOf, type Valet } from '../valet.ts';
import { expect, test } from './fixture/test.ts';

// A page whose main is killed while it loads says so.
test.use({ pageProblems: 'expected' });

/** Roles that need no code, so that killed processes leave many half-done things. */
const ROLES = ['shop-dev-readonly', 'shop-prod-readonly', 'data-prod-readonly'];
const ROUNDS = loopCount(200, 6);

interface StatusAnswer {
  readonly targets: readonly { target: string; role: string; state: string; expiration: string }[];
}

/** Repeatable numbers from 0 to 1 (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function startCommand(valet: Valet, argv: readonly string[]) {
  const [node = '', ...cli] = CLI_COMMAND;
  return spawn(node, [...cli, ...argv], { env: valet.environment, stdio: 'ignore' });
}

/** What the credentials file says of each section: its key id. */
async function keyIds(valet: Valet): Promise<ReadonlyMap<string, string | undefined>> {
  const { sections } = parseIni(await textOf(valet.credentialsPath));
  expect(new Set(sections.map(({ header }) => header)).size).toBe(sections.length);
  return new Map(
    sections.map(({ header, properties }) => [
      header,
      properties.find(({ key }) => key === 'aws_access_key_id')?.value,
    ]),
  );
}

async function checkEverything(valet: Valet, round: string): Promise<void> {
  const keys = await valet.run(['keys', 'list', '--json']);
  expect(keys.code, `${round}: ${keys.stderr}`).toBe(0);
  for (const user of valet.organisation.users) {
    expect(keys.stdout, `${round}: the base key of ${user.profile}`).toContain(
      user.keys[0]?.accessKeyId,
    );
  }
  const status = await valet.run(['status', '--json']);
  expect(status.code, `${round}: ${status.stderr}`).toBe(0);
  expect(status.stderr, `${round}: a store was set aside`).not.toContain('set aside');
  const ids = await keyIds(valet);
  const { targets } = JSON.parse(status.stdout) as StatusAnswer;
  for (const { target, state, expiration } of targets) {
    if (state !== 'ours') continue;
    // What is called alive must be alive for AWS too.
    expect(Date.parse(expiration), `${round}: the end of [${target}]`).toBeGreaterThan(Date.now());
    expect(ids.get(target), `${round}: the key in [${target}]`).toMatch(/^ASIA/);
    const identity = await valet.program('aws', [
      ...['--profile', target, '--endpoint-url', valet.sts.url, 'sts', 'get-caller-identity'],
    ]);
    expect(identity.code, `${round}: [${target}] ${identity.stderr}`).toBe(0);
  }
  for (const [section, keyId] of ids) {
    if (keyId === undefined) continue;
    const owned = targets.some(({ target }) => target === section);
    expect(owned, `${round}: [${section}] holds a session that no record knows`).toBe(true);
  }
}

test(`killed ${ROUNDS} times at random moments, with commands at work beside it`, async ({
  launch,
  valet,
}) => {
  test.setTimeout(60_000 + ROUNDS * 30_000);
  const random = randomFrom(loopSeed());
  await withBaseKey(valet, 'security');
  await withBaseKey(valet, 'ci');
  for (let count = 0; count < ROUNDS; count += 1) {
    // Sessions of seconds keep the app's renewals busy in every round; now and then long ones.
    valet.sts.faults.sessionSeconds = random() < 0.7 ? 5 + Math.floor(random() * 20) : undefined;
    const desktop = await launch({ until: 'tray' });
    const commands = ROLES.flatMap((role) => {
      const verb = random();
      if (verb < 0.5) return [startCommand(valet, ['write', role, '--yes'])];
      if (verb < 0.7) return [startCommand(valet, ['credential-process', role])];
      return verb < 0.85 ? [startCommand(valet, ['stop', role, '--yes'])] : [];
    });
    const killCommands = sleep(random() * 1_200).then(() => {
      for (const command of commands) command.kill('SIGKILL');
    });
    await sleep(random() * 1_800);
    await desktop.kill('SIGKILL');
    await killCommands;
    await desktop.close();
    valet.sts.faults.sessionSeconds = undefined;
    await checkEverything(valet, `round ${count + 1}`);
  }
  const last = await launch({ until: 'tray' });
  expect(await last.quit()).toBe(0);
});
