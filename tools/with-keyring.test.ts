import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startKeyring } from './with-keyring.ts';

const TOOL = join(import.meta.dirname, 'with-keyring.ts');

let temporary: string;
beforeEach(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'role-valet-with-keyring-'));
});
afterEach(async () => {
  await rm(temporary, { recursive: true, force: true });
});

/** Runs the tool with a folder for temporary files of its own. */
function start(...command: string[]): ChildProcess {
  return spawn(process.execPath, [TOOL, '--', ...command], {
    env: { ...process.env, TMPDIR: temporary },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

const exitOf = async (child: ChildProcess) => (await once(child, 'exit'))[0] as number | null;

test('a command sees the service and its own XDG_DATA_HOME, and its exit code is passed through', async () => {
  const child = spawn(
    process.execPath,
    [TOOL, 'sh', '-c', 'echo "$XDG_DATA_HOME"; [ -n "$DBUS_SESSION_BUS_ADDRESS" ] && exit 7'],
    { env: { ...process.env, TMPDIR: temporary, XDG_DATA_HOME: '/mine' } },
  );
  const [[output], code] = await Promise.all([once(child.stdout, 'data'), exitOf(child)]);
  expect(String(output)).toBe('/mine\n');
  expect(code).toBe(7);
  expect(await readdir(temporary)).toEqual([]);
});

test('a command that is not there is 127, and no command is wrong usage', async () => {
  expect(await exitOf(start('no-such-command-anywhere'))).toBe(127);
  expect(await exitOf(start())).toBe(2);
  expect(await readdir(temporary)).toEqual([]);
});

test('a signal reaches the command, and nothing is left behind', async () => {
  const child = start('sh', '-c', 'echo ready; exec sleep 300');
  await once(child.stdout as NonNullable<typeof child.stdout>, 'data');
  child.kill('SIGTERM');
  expect(await exitOf(child)).toBe(128 + 15);
  expect(await readdir(temporary)).toEqual([]);
});

test('the service answers at once, and is gone when it was stopped', async () => {
  const keyring = await startKeyring();
  const ask = () =>
    promisify(execFile)(
      'dbus-send',
      [
        '--session',
        '--print-reply=literal',
        '--dest=org.freedesktop.DBus',
        '/',
        'org.freedesktop.DBus.NameHasOwner',
        'string:org.freedesktop.secrets',
      ],
      { env: { PATH: process.env.PATH, ...keyring.environment } },
    );
  expect((await ask()).stdout).toContain('true');
  await keyring.stop();
  await expect(ask()).rejects.toThrow(/dbus/i);
});

test('a daemon that crashed is told from one that answers', async () => {
  const keyring = await startKeyring();
  try {
    expect(keyring.hasCrashed()).toBe(false);
    const bus = 'org.freedesktop.DBus';
    const { stdout } = spawnSync(
      'dbus-send',
      [
        ...['--session', '--print-reply=literal', `--dest=${bus}`, '/'],
        ...[`${bus}.GetConnectionUnixProcessID`, 'string:org.freedesktop.secrets'],
      ],
      { encoding: 'utf8', env: { PATH: process.env.PATH, ...keyring.environment } },
    );
    process.kill(Number(/\d+\s*$/.exec(stdout)?.[0]), 'SIGKILL');
    await expect.poll(() => keyring.hasCrashed()).toBe(true);
  } finally {
    await keyring.stop();
  }
});
