/**
 * A real Secret Service in a throw-away folder, for tests and for the tour on machines without a
 * desktop. As a program: `node tools/with-keyring.ts -- COMMAND ...` runs a command with it.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

/** A running Secret Service. */
export interface Keyring {
  /** What a program needs in its environment to reach it. */
  readonly environment: Record<string, string>;
  /** True where the daemon that was started is no longer the one that answers: it has crashed. */
  hasCrashed(): boolean;
  /** Ends it and removes what it stored. */
  stop(): Promise<void>;
}

/**
 * Unlocks with the password on the first line, waits until the service has its name on the bus (the
 * daemon returns earlier; a call in between would start a second one, locked), prints the bus's
 * address, and stays until stdin ends. The daemon ends with its bus.
 */
const SERVE = `
read -r password
printf %s "$password" | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1 || exit 1
tries=0
until dbus-send --session --print-reply=literal --dest=org.freedesktop.DBus / \
    org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets 2>/dev/null | grep -q true; do
  tries=$((tries + 1))
  [ "$tries" -lt 200 ] || exit 1
  sleep 0.05
done
echo "$DBUS_SESSION_BUS_ADDRESS"
cat >/dev/null
`;

/**
 * Starts a session bus of its own with an unlocked GNOME Keyring behind it. Only the daemon sees the
 * throw-away folders: a program's own XDG_DATA_HOME stays what it is. Throws where dbus-run-session
 * or gnome-keyring-daemon is missing.
 */
export async function startKeyring(): Promise<Keyring> {
  const folder = await mkdtemp(join(tmpdir(), 'role-valet-keyring-'));
  const bus = spawn('dbus-run-session', ['--', 'sh', '-c', SERVE], {
    stdio: ['pipe', 'pipe', 'ignore'],
    // Ctrl-C in a terminal ends the command, not the service under it; the closed pipe ends that.
    detached: true,
    env: { PATH: process.env.PATH, HOME: folder, XDG_DATA_HOME: folder, XDG_RUNTIME_DIR: folder },
  });
  const stop = async (): Promise<void> => {
    if (bus.pid !== undefined && bus.exitCode === null && bus.signalCode === null) {
      const ended = once(bus, 'exit');
      bus.stdin?.end();
      await ended;
    }
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const environment = { DBUS_SESSION_BUS_ADDRESS: await firstLine(bus) };
    const owner = serviceOwner(environment);
    return { environment, hasCrashed: () => serviceOwner(environment) !== owner, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Who answers for the Secret Service on that bus, by a name that is given once; empty for nobody. */
function serviceOwner(environment: Readonly<Record<string, string>>): string {
  const bus = 'org.freedesktop.DBus';
  const { stdout } = spawnSync(
    'dbus-send',
    [
      ...['--session', '--print-reply=literal', `--dest=${bus}`, '/', `${bus}.GetNameOwner`],
      'string:org.freedesktop.secrets',
    ],
    { encoding: 'utf8', env: { PATH: process.env.PATH, ...environment } },
  );
  return stdout.trim();
}

async function firstLine(bus: ChildProcess): Promise<string> {
  if (bus.stdin === null || bus.stdout === null) {
    throw new Error('the session bus was started without pipes');
  }
  bus.stdin.write(`${randomBytes(24).toString('hex')}\n`);
  const lines = createInterface({ input: bus.stdout });
  const failed = new Promise<never>((_, reject) => {
    bus.once('error', reject);
    bus.once('exit', (code) => {
      reject(new Error(`the session bus ended with ${code} before the keyring was ready`));
    });
  });
  const [line] = (await Promise.race([once(lines, 'line'), failed])) as [string];
  lines.close();
  if (line === '') {
    throw new Error('the session bus has no address');
  }
  return line;
}

async function main(argv: readonly string[]): Promise<number> {
  const [program, ...parameters] = argv[0] === '--' ? argv.slice(1) : argv;
  if (program === undefined) {
    process.stderr.write('Usage: node tools/with-keyring.ts -- COMMAND ...\n');
    return 2;
  }
  let child: ChildProcess | undefined;
  let stopped: NodeJS.Signals | undefined;
  // A terminal sends Ctrl-C to the command as well; a signal to this process alone is passed on.
  // Before the command runs, a signal only has to leave nothing behind.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      stopped = signal;
      if (signal !== 'SIGINT') child?.kill(signal);
    });
  }
  const keyring = await startKeyring();
  try {
    if (stopped !== undefined) {
      return 128 + constants.signals[stopped];
    }
    child = spawn(program, parameters, {
      stdio: 'inherit',
      env: { ...process.env, ...keyring.environment },
    });
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    return signal === null ? (code ?? 1) : 128 + constants.signals[signal];
  } catch (error) {
    process.stderr.write(`with-keyring: ${(error as Error).message}\n`);
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 127 : 126;
  } finally {
    await keyring.stop();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.exitCode = await main(process.argv.slice(2));
}
