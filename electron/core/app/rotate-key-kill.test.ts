import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { IAMClient, ListAccessKeysCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loopCount, loopSeed } from '../../../tools/loops.ts';
import { type Keyring, startKeyring } from '../../../tools/with-keyring.ts';
import { systemClock } from '../../node/clock.ts';
import { systemRandom } from '../../node/random.ts';
import { type PracticeSts, startPracticeSts } from '../../practice/practice-sts.ts';
import { sampleOrganisation } from '../../practice/sample-organisation.ts';
import type { BaseKey } from '../keys/types.ts';
import { withOneKeyEach } from './testing/rotations.ts';

const FIXTURE = join(import.meta.dirname, 'rotate-key.fixture.ts');
const ARN = 'arn:aws:iam::111122223333:user/automation/ci';
const STEPS = ['created', 'stored', 'accepted', 'switched', 'deactivated', 'deleted'];

let keyring: Keyring;
let sts: PracticeSts;
let folder: string;

beforeAll(async () => {
  keyring = await startKeyring();
  const organisation = withOneKeyEach(sampleOrganisation(systemRandom()));
  sts = await startPracticeSts({ organisation, clock: systemClock(), random: systemRandom() });
  folder = await mkdtemp(join(tmpdir(), 'role-valet-rotate-'));
  await mkdir(join(folder, 'home'), { mode: 0o700 });
  await writeFile(join(folder, 'config'), '[profile ci]\nregion = eu-west-1\n');
  const key = organisation.users.find(({ profile }) => profile === 'ci')?.keys[0];
  const child = start('add', key?.accessKeyId ?? '');
  child.stdin.end(key?.secretAccessKey);
  expect(await once(child, 'exit')).toEqual([0, null]);
});
afterAll(async () => {
  await sts.close();
  await keyring.stop();
  await rm(folder, { recursive: true, force: true });
});

function start(...argv: string[]) {
  return spawn(process.execPath, [FIXTURE, ...argv], {
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      ROLE_VALET_HOME: join(folder, 'home'),
      AWS_CONFIG_FILE: join(folder, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
      AWS_ENDPOINT_URL_STS: sts.url,
      AWS_ENDPOINT_URL_IAM: sts.url,
      ...keyring.environment,
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}

/**
 * Runs a rotation that is killed when `until` is over, or ends before. Gives what it told of, and how
 * long it had for its changes, milliseconds.
 */
async function killed(
  until: (said: () => string, isOver: () => boolean) => Promise<unknown>,
): Promise<{ said: readonly string[]; wasKilled: boolean; ms: number }> {
  const child = start('rotate');
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    said += part;
  });
  const ended = once(child, 'exit');
  while (!said.includes('ready') && child.exitCode === null) {
    await Promise.race([once(child.stdout, 'data'), ended]);
  }
  const begun = performance.now();
  await Promise.race([
    ended,
    until(
      () => said,
      () => child.exitCode !== null,
    ),
  ]);
  const ms = performance.now() - begun;
  child.kill('SIGKILL');
  const [code] = await ended;
  // Nobody holds them any more; others would only wait until that shows.
  await rm(join(folder, 'home', 'locks'), { recursive: true, force: true });
  expect([0, null]).toContain(code);
  expect(said).toContain(`${ARN}\n`);
  return { said: said.trim().split('\n'), wasKilled: code === null, ms };
}

/** Runs it to its end: one key in the keychain, which works, and no other at AWS. */
async function endIt(): Promise<void> {
  const child = start('rotate');
  const [said, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  expect(code).toBe(0);
  expect(said).toContain(`${ARN}\n`);
  const { oldKey, key } = JSON.parse(said.trim().split('\n').at(-1) ?? '') as {
    readonly oldKey: string;
    readonly key: BaseKey;
  };
  expect(oldKey).toBe('deleted');
  expect(key.next).toBeUndefined();
  expect(await keysAtAws(key)).toEqual({ [key.accessKeyId]: 'Active' });
}

async function keysAtAws({ accessKeyId, secretAccessKey }: BaseKey) {
  const client = new IAMClient({
    endpoint: sts.url,
    region: 'eu-west-1',
    credentials: { accessKeyId, secretAccessKey },
  });
  const { AccessKeyMetadata = [] } = await client.send(new ListAccessKeysCommand({}));
  return Object.fromEntries(AccessKeyMetadata.map((listed) => [listed.AccessKeyId, listed.Status]));
}

test('a rotation that is killed after any of its steps is taken up where it was', async () => {
  for (const step of STEPS) {
    const { said, wasKilled } = await killed(async (soFar, isOver) => {
      while (!soFar().includes(step) && !isOver()) await pause(1);
    });
    expect(said).toContain(step);
    // After the last step it may be quicker than the kill.
    expect(wasKilled || step === STEPS.at(-1)).toBe(true);
  }
  await endIt();
});

/** From 0 to 1, the same for the same seed. */
function share(round: number): number {
  const digest = createHash('sha256').update(`${loopSeed()} ${round}`).digest();
  return digest.readUInt32BE() / 2 ** 32;
}

test('a kill at any moment leaves one key that works, and the next run leaves no other', async () => {
  const seen = new Map<string, number>();
  const { ms: wholeMs } = await killed(async (_, isOver) => {
    while (!isOver()) await pause(1);
  });
  for (let round = 0; round < loopCount(100, 6); round += 1) {
    const { said } = await killed(() => pause(share(round) * wholeMs * 1.1));
    const last = said.at(-1) ?? '';
    const shown = last.startsWith('{') ? 'its end' : last;
    seen.set(shown, (seen.get(shown) ?? 0) + 1);
    if (round % 2 === 1) await endIt();
  }
  expect(
    STEPS.some((step) => seen.has(step)),
    'some kill fell between two steps',
  ).toBe(true);
  process.stdout.write(`rotations killed after: ${JSON.stringify([...seen])}\n`);
});
