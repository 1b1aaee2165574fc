import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loopCount } from '../../../tools/loops.ts';
import { type Keyring, startKeyring } from '../../../tools/with-keyring.ts';

const FIXTURE = join(import.meta.dirname, 'adopt-keys.fixture.ts');
const ID = 'AKIAIOSFODNN7EXAMPLE';
const PROFILES = Array.from({ length: 4 }, (_, index) => `user-${index}`);
const OTHERS = Array.from({ length: 200 }, (_, index) => `[other-${index}]\nregion = eu-west-1\n`);

let keyring: Keyring;
beforeAll(async () => {
  keyring = await startKeyring();
});
afterAll(async () => {
  await keyring.stop();
});

function secretOf(profile: string): string {
  return `${profile}/wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY`;
}

function section(profile: string): string {
  return `[${profile}]\naws_access_key_id = ${ID}\naws_secret_access_key = ${secretOf(profile)}\n`;
}

function start(folder: string, command: string) {
  return spawn(process.execPath, [FIXTURE, command], {
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      ROLE_VALET_HOME: join(folder, 'home'),
      AWS_CONFIG_FILE: join(folder, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
      ...keyring.environment,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function output(folder: string, command: string): Promise<string> {
  const child = start(folder, command);
  const [said, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  expect(code).toBe(0);
  return said;
}

test('a kill at any moment leaves each key in the file, in the keychain, or in both', async () => {
  const seen = new Map<string, number>();
  let wholeMs = 0;
  for (let round = 0; round < loopCount(200, 10); round += 1) {
    const folder = await mkdtemp(join(tmpdir(), 'role-valet-adopt-'));
    await mkdir(join(folder, 'home'), { mode: 0o700 });
    const [first = '', second = '', third = '', fourth = ''] = PROFILES;
    const credentials = OTHERS.join('\n') + section(first) + section(second) + section(third);
    await writeFile(join(folder, 'credentials'), credentials);
    // One in the other file, so that both must be changed together.
    await writeFile(join(folder, 'config'), section(fourth).replace('[', '[profile '));
    const child = start(folder, 'adopt');
    const ended = once(child, 'exit');
    await once(child.stdout, 'data');
    const begun = performance.now();
    // The first one runs to its end, and tells how long the others have.
    if (round > 0) {
      await Promise.race([ended, pause(Math.random() * wholeMs * 1.1)]);
      child.kill('SIGKILL');
    }
    await ended;
    if (round === 0) wholeMs = performance.now() - begun;

    const files = `${await readFile(join(folder, 'credentials'), 'utf8')}${await readFile(join(folder, 'config'), 'utf8')}`;
    const kept = JSON.parse(await output(folder, 'keys')) as readonly {
      readonly profile: string;
      readonly secretAccessKey: string;
    }[];
    for (const profile of PROFILES) {
      const inFile = files.includes(`= ${secretOf(profile)}\n`);
      const inKeychain = kept.some(
        (key) => key.profile === profile && key.secretAccessKey === secretOf(profile),
      );
      expect([profile, inFile || inKeychain]).toEqual([profile, true]);
      const where = inFile ? (inKeychain ? 'both' : 'file') : 'keychain';
      seen.set(where, (seen.get(where) ?? 0) + 1);
    }
    for (const other of OTHERS) expect(files).toContain(other);

    // The next run ends what this one began, whatever it left.
    if (round % 10 === 1) {
      expect(await output(folder, 'adopt')).toContain('done');
      expect(await readFile(join(folder, 'credentials'), 'utf8')).not.toContain(ID);
      expect(await readFile(join(folder, 'config'), 'utf8')).not.toContain(ID);
    }
    await rm(folder, { recursive: true, force: true });
  }
  process.stdout.write(`adoptions killed; keys found in: ${JSON.stringify([...seen])}\n`);
});
