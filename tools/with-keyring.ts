/**
 * A real Secret Service in a throw-away folder, for tests and for the tour on machines without a
 * desktop. As a program: `node tools/with-keyring.ts -- COMMAND ...` runs a command with it.
 */
import { type ChildProcess, spawn } from 'node:child_process';
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
  /** Ends it and removes what it stored. */
  stop(): Promise<void>;
}

/** Unlocks with the password on the first line, prints the bus's address, and stays until stdin ends. */
const SERVE =
  'read -r password; printf %s "$password" | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; ' +
  'echo "$DBUS_SESSION_BUS_ADDRESS"; cat >/dev/null; ' +
  'kill "$(cat "$XDG_RUNTIME_DIR"/keyring/pid 2>/dev/null)" 2>/dev/null; true';

/**
 * Starts a session bus of its own with an unlocked GNOME Keyring behind it. Only the daemon sees the
 * throw-away folders: a program's own XDG_DATA_HOME stays what it is. Throws where dbus-run-session
 * or gnome-keyring-daemon is missing.
 */
export async function startKeyring(): Promise<Keyring> {
  const folder = await mkdtemp(join(tmpdir(), 'role-valet-keyring-'));
  const bus = spawn('dbus-run-session', ['--', 'sh', '-c', SERVE], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { PATH: process.env.PATH, HOME: folder, XDG_DATA_HOME: folder, XDG_RUNTIME_DIR: folder },
  });
  const address = await firstLine(bus);
  return {
    environment: { DBUS_SESSION_BUS_ADDRESS: address },
    stop: async () => {
      const ended = once(bus, 'exit');
      bus.stdin?.end();
      await ended;
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
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
  const keyring = await startKeyring();
  try {
    const child = spawn(program, parameters, {
      stdio: 'inherit',
      env: { ...process.env, ...keyring.environment },
    });
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    return signal === null ? (code ?? 1) : 128 + constants.signals[signal];
  } finally {
    await keyring.stop();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.exitCode = await main(process.argv.slice(2));
}
