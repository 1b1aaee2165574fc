import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const FIXTURE = join(import.meta.dirname, 'keychain.fixture.ts');
const UNLOCKED =
  'printf secret | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1';
const LOCKED = 'gnome-keyring-daemon --start --components=secrets >/dev/null 2>&1';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'role-valet-trouble-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** A shell command that makes keychain calls in a process of their own. */
function call(calls: string[][], ...parameters: (string | number)[]): string {
  return `"${process.execPath}" "${FIXTURE}" '${JSON.stringify(calls)}' ${parameters.join(' ')}`;
}

/** Runs a shell script on a session bus of its own; gives the last call's answers and the exit code. */
async function onBus(
  script: string,
  ...busParameters: string[]
): Promise<{ answers: unknown[]; code: number }> {
  const bus = spawn('dbus-run-session', [...busParameters, '--', 'sh', '-c', script], {
    env: {
      PATH: process.env.PATH ?? '',
      HOME: folder,
      XDG_DATA_HOME: folder,
      XDG_RUNTIME_DIR: folder,
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(bus, 'exit');
  const output = await text(bus.stdout);
  const [code] = (await ended) as [number];
  return { answers: JSON.parse(output.trim().split('\n').at(-1) ?? '') as unknown[], code };
}

test('a bus without a Secret Service is KEYCHAIN_UNAVAILABLE, with how to get one', async () => {
  const usual = await readFile('/usr/share/dbus-1/session.conf', 'utf8');
  const config = join(folder, 'bus.conf');
  await writeFile(config, usual.replace(/<standard_session_servicedirs *\/>/, ''));
  const { answers } = await onBus(
    call([['get', 'x'], ['set', 'x', 'y'], ['delete', 'x'], ['accounts']]),
    `--config-file=${config}`,
  );
  expect(answers).toHaveLength(4);
  for (const answer of answers) {
    expect(answer).toMatchObject({
      code: 'KEYCHAIN_UNAVAILABLE',
      hint: expect.stringMatching(/gnome-keyring.*--memory-only/),
    });
  }
});

test('a service that is frozen is KEYCHAIN_UNAVAILABLE, not a hang', async () => {
  const { answers } = await onBus(
    `${UNLOCKED}; ${call([['set', 'x', 'y']])} >/dev/null
pid=$(dbus-send --session --print-reply=literal --dest=org.freedesktop.DBus / \
  org.freedesktop.DBus.GetConnectionUnixProcessID string:org.freedesktop.secrets | awk '{print $2}')
kill -STOP "$pid"; ${call([['get', 'x']])}; kill -CONT "$pid"; kill "$pid"`,
  );
  expect(answers).toMatchObject([
    { code: 'KEYCHAIN_UNAVAILABLE', message: expect.stringContaining('does not answer') },
  ]);
});

describe('a locked keyring', () => {
  beforeEach(async () => {
    // A second session without the password then has the same collection, locked.
    await onBus(`${UNLOCKED}; ${call([['set', 'key:a', 'x']])}`);
  });

  test('that nobody can be asked to unlock is KEYCHAIN_LOCKED', async () => {
    const { answers } = await onBus(
      `${LOCKED}; ${call([['get', 'key:a'], ['set', 'key:b', 'y'], ['accounts']])}`,
    );
    expect(answers).toHaveLength(3);
    for (const answer of answers) {
      expect(answer).toMatchObject({ code: 'KEYCHAIN_LOCKED' });
    }
  });

  test('whose prompt nobody answers is given up, and the process ends with its code', async () => {
    const services = join(folder, 'dbus-1', 'services');
    await mkdir(services, { recursive: true });
    await writeFile(
      join(services, 'org.gnome.keyring.SystemPrompter.service'),
      `[D-BUS Service]\nName=org.gnome.keyring.SystemPrompter\nExec=/bin/sh -c "echo $$ > ${folder}/prompter; exec sleep 300"\n`,
    );
    const { answers, code } = await onBus(
      `${LOCKED}; ${call([['get', 'key:a']], 300, 7)}; code=$?; kill "$(cat "${folder}/prompter")"; exit $code`,
    );
    expect(answers).toMatchObject([
      { code: 'KEYCHAIN_LOCKED', message: 'the keychain did not answer within 0.3 s' },
    ]);
    expect(code).toBe(7);
  });
});
